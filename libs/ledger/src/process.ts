import type { CommandReply } from '@freehold/contracts/command';
import type { Kind } from '@freehold/contracts/kind';
import { type Resource, suspendReason } from '@freehold/contracts/resource';
import type { PoolClient } from 'pg';
import type { Wish } from './commander.js';
import type { LocalView } from './local-view.js';
import { aggregateOf } from './reconciler.js';
import type { Trigger } from './resource-rows.js';
import type { WorkItem } from './work.js';
import { Later } from './work-outcome.js';

/** What still refers to a child goes with the same parent, and takes as long as it takes. */
const IN_USE_AGAIN_MS = 1_000;

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
 * Deletes resources whose parent goes or is gone, as their kind's `cascade` refs say. Also when the parent went while the child
 * was being given to it: facts are advice, so the owner of the child looks again once both events have arrived.
 */
export function cascade(child: Kind): Process {
  const name = `cascade-${child.name}`;
  const parents = Object.entries(child.refs ?? {}).filter(([, ref]) => ref.on_delete === 'cascade');
  return {
    name,
    async trigger({ before, after }, tx) {
      if (after.kind === child.name) {
        const moved = parents.some(([field]) => after.spec[field] !== before?.spec[field]);
        return moved ? [{ kind: name, id: after.id }] : [];
      }
      const field = parents.find(([, ref]) => ref.kind === after.kind)?.[0];
      if (field === undefined || !isLeaving(after) || before?.status === after.status) return [];
      return (await childrenOf(child, field, after.id, tx)).map((id) => ({ kind: name, id }));
    },
    async run({ id }, { view, command }) {
      const resource = await view.get(child.name, id);
      if (resource === undefined || isLeaving(resource)) return;
      for (const [field, ref] of parents) {
        const parent = resource.spec[field];
        if (typeof parent !== 'string') continue;
        const found = await view.get(ref.kind, parent);
        if (found !== undefined && !isLeaving(found)) continue;
        const reply = settled(
          await command({
            kind: child,
            verb: 'delete',
            resource_id: id,
            aggregate_id: aggregateOf(child, resource),
            cause: [ref.kind, parent, resource.revision],
          }),
        );
        if (isInUse(child, reply)) throw new Later(IN_USE_AGAIN_MS);
        return;
      }
    },
  };
}

/**
 * Suspends a tenant's resources of a kind with him, and restores them with him. It looks at both rows: a child that was made
 * while its tenant was suspended follows, whichever event came first.
 * @param child a kind that is suspendable and has a `tenant_id`
 */
export function suspendWith(child: Kind): Process {
  const name = `suspend-${child.name}`;
  return {
    name,
    async trigger({ before, after }, tx) {
      if (after.kind === child.name) {
        const begins = before === undefined || after.tenant_id !== before.tenant_id;
        return begins && (await isSuspended(after.tenant_id, tx)) ? [{ kind: name, id: after.id }] : [];
      }
      if (after.kind !== 'tenant' || suspendReason(after.spec) === (before && suspendReason(before.spec))) return [];
      return (await childrenOf(child, 'tenant_id', after.id, tx)).map((id) => ({ kind: name, id }));
    },
    async run({ id }, { view, command }) {
      const resource = await view.get(child.name, id);
      if (resource === undefined || isLeaving(resource) || resource.tenant_id === null) return;
      const tenant = await view.get('tenant', resource.tenant_id);
      if (tenant === undefined || isLeaving(tenant)) return;
      const reason = suspendReason(tenant.spec);
      if (reason === suspendReason(resource.spec)) return;
      settled(
        await command({
          kind: child,
          resource_id: id,
          aggregate_id: aggregateOf(child, resource),
          cause: [tenant.id, tenant.generation, resource.generation],
          ...(reason === undefined ? { verb: 'unsuspend' } : { verb: 'suspend', data: { reason } }),
        }),
      );
    },
  };
}

function isInUse({ name }: Kind, reply: CommandReply): boolean {
  return reply.outcome === 'rejected' && reply.code === `${name}.in_use`;
}

function isLeaving({ status }: Resource): boolean {
  return status === 'deleting' || status === 'deleted';
}

async function childrenOf({ name }: Kind, field: string, parent: string, tx: PoolClient): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'process.children',
    text: 'SELECT id FROM resource WHERE kind = $1 AND spec @> $2::jsonb ORDER BY id',
    values: [name, JSON.stringify({ [field]: parent })],
  });
  return rows.map(({ id }) => id);
}

async function isSuspended(tenant: string | null, tx: PoolClient): Promise<boolean> {
  if (tenant === null) return false;
  const { rows } = await tx.query<Pick<Resource, 'spec'>>({
    name: 'process.tenant',
    text: "SELECT spec FROM resource WHERE kind = 'tenant' AND id = $1",
    values: [tenant],
  });
  return rows.some(({ spec }) => suspendReason(spec) !== undefined);
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
