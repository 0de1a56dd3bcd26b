import type { CommandReply } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import { isGone } from '@freehold/contracts/resource';
import type { Wish } from './commander.js';
import type { LocalView } from './local-view.js';
import { aggregateOf } from './reconciler.js';
import type { Trigger } from './resource-rows.js';
import type { WorkItem } from './work.js';

/**
 * What crosses services: events raise keys in the transaction of the rows, and each key's work is to look at the rows and
 * send commands. The name is the kind of its work.
 */
export interface Process {
  readonly name: string;
  readonly trigger: Trigger;
  run(item: WorkItem, context: ProcessContext, signal: AbortSignal): Promise<void>;
}

export interface ProcessContext {
  readonly view: LocalView;
  /** Sends a command to the owner of its kind; resolves when it is decided. A refusal is a reply too. */
  readonly command: (wish: Wish) => Promise<CommandReply>;
}

/**
 * Deletes resources whose parent is gone, as their kind's `cascade` refs say. Also when the parent went while the child
 * was being given to it: facts are advice, so the owner of the child looks again once both events have arrived.
 */
export function cascade(child: Kind): Process {
  const parents = Object.entries(child.refs ?? {}).filter(([, ref]) => ref.on_delete === 'cascade');
  return {
    name: `cascade-${child.name}`,
    async trigger({ event, before, after }, tx) {
      if (after.kind === child.name) {
        const moved = parents.some(([field]) => after.spec[field] !== before?.spec[field]);
        return moved ? [{ kind: `cascade-${child.name}`, id: after.id }] : [];
      }
      const field = parents.find(([, ref]) => ref.kind === event.kind)?.[0];
      if (field === undefined || after.status !== 'deleted') return [];
      const { rows } = await tx.query<{ id: string }>({
        name: 'cascade.children',
        text: 'SELECT id FROM resource WHERE kind = $1 AND spec @> $2::jsonb ORDER BY id',
        values: [child.name, JSON.stringify({ [field]: after.id })],
      });
      return rows.map(({ id }) => ({ kind: `cascade-${child.name}`, id }));
    },
    async run({ id }, { view, command }) {
      const resource = await view.get(child.name, id);
      if (isGone(resource) || resource.status === 'deleting') return;
      for (const [field, ref] of parents) {
        const parent = resource.spec[field];
        if (typeof parent !== 'string' || !isGone(await view.get(ref.kind, parent))) continue;
        settled(
          await command({
            kind: child,
            verb: 'delete',
            resource_id: id,
            aggregate_id: aggregateOf(child, resource),
            cause: [ref.kind, parent, resource.revision],
          }),
        );
        return;
      }
    },
  };
}

/** A command that nobody has decided, for a part of the platform is away. Transient: its work is tried again for ever, and never parks. */
export class Undecided extends Error {
  override readonly name = 'Undecided';
  readonly transient = true;
}

/** @throws Undecided when a command is not decided. A refusal is a decision. */
export function settled(reply: CommandReply): CommandReply {
  if (reply.outcome === 'unknown' || reply.outcome === 'unavailable') {
    throw new Undecided(`a command was not decided: ${reply.detail}`);
  }
  return reply;
}
