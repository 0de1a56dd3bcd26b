import { eventSubject } from '@freehold/contracts/event';
import { Shard } from '@freehold/contracts/fleet/shard';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { Ledger } from '@freehold/ledger/ledger';
import { type Process, type ProcessContext, settled } from '@freehold/ledger/process';

const NAME = 'converge-shard';
/** A reason is read by people; the resources tell the rest themselves. */
const MOST_ERRORS = 20;

/** What one node made of everything that it should hold. */
export interface NodeOutcome {
  /** A line for the operation: what was brought, what was there, what was removed. */
  readonly detail: string;
  /** Why it removed nothing, where that would have been too much. */
  readonly held?: string | undefined;
  /** What it refused, each alone. */
  readonly refused: readonly { readonly kind: string; readonly id: string; readonly detail: string }[];
}

/** How shards of one role are converged. */
export interface ShardRole<Set> {
  readonly role: 'web' | 'lb';
  readonly ledger: Pick<Ledger, 'read'>;
  nodesOf(shard: Resource, context: ProcessContext): Promise<readonly Resource[]>;
  /** What its nodes should hold, as far as that is the same for all. */
  setOf(shard: Resource, context: ProcessContext): Promise<Set>;
  /** @param confirm go on although it takes a large share away. @throws BackendError when the node does not answer */
  push(node: Resource, set: Set, asked: Asked): Promise<NodeOutcome>;
  /** Told what nodes refused, by its id. */
  refused(ids: ReadonlySet<string>, set: Set): Promise<void>;
  /** How many resources it holds. */
  count(set: Set): number;
}

export interface Asked {
  readonly shard: Resource;
  readonly confirm: boolean;
  readonly signal: AbortSignal;
}

/**
 * Converges a shard when fleet, whose it is, records that somebody asked: everything that is wanted goes to every node, what is
 * not wanted goes, and what went wrong anywhere is told together.
 */
export function shardConvergence<Set>(role: ShardRole<Set>): Process {
  const isAsked = (shard: Resource | undefined): shard is Resource =>
    shard?.kind === Shard.name && shard.spec['role'] === role.role && shard.status === 'converging';
  return {
    name: NAME,
    trigger: ({ after, before }) =>
      isAsked(after) && after.generation !== before?.generation ? [{ kind: NAME, id: after.id }] : [],
    async run({ id }, context, signal) {
      const shard = await context.view.get(Shard.name, id);
      if (!isAsked(shard)) return;
      const asked = { shard, confirm: await isConfirmed(shard, role.ledger), signal };
      const nodes = await role.nodesOf(shard, context);
      const set = await role.setOf(shard, context);
      const ends = await Promise.all(nodes.map(async (node) => ({ node, ...(await outcome(role, node, set, asked)) })));
      for (const { node, done } of ends) if (done) await tell(shard, step(shard, node.id, done.detail), context);
      await role.refused(new Set(ends.flatMap(({ done }) => done?.refused.map((one) => one.id) ?? [])), set);
      const errors = ends.flatMap((end) => end.errors);
      await tell(shard, conclusion(shard, errors, { resources: role.count(set), nodes: nodes.length }), context);
    },
  };
}

/** The event that asked stands at the position that is the generation; a retry confirms nothing. */
async function isConfirmed({ id, generation }: Resource, ledger: Pick<Ledger, 'read'>): Promise<boolean> {
  const events = await ledger.read(eventSubject(Shard.context, Shard.name, id));
  return events.find(({ position }) => position === generation)?.data['confirm'] === true;
}

async function outcome<Set>(
  role: ShardRole<Set>,
  node: Resource,
  set: Set,
  asked: Asked,
): Promise<{ readonly done?: NodeOutcome; readonly errors: readonly string[] }> {
  try {
    const done = await role.push(node, set, asked);
    const refused = done.refused.map(({ kind, id, detail }) => `${kind} ${id} on node ${node.id}: ${detail}`);
    return { done, errors: [...(done.held === undefined ? [] : [done.held]), ...refused] };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { errors: [`node ${node.id}: ${error.detail}`] };
  }
}

/** What to do about a set that would have taken a large share away. @param what the node would lose: `sites` */
export function heldBack(
  { node, shard, what }: { readonly node: string; readonly shard: string; readonly what: string },
  { removals, total }: { readonly removals: number; readonly total: number },
): string | undefined {
  if (removals === 0) return undefined;
  return (
    `node ${node} would lose ${removals} of its ${total} ${what}, so it has removed none: ` +
    `if that is right, confirm by POST /api/v1/shards/${shard}/converge {"confirm": true}`
  );
}

type Said = Pick<Wish, 'verb' | 'data' | 'cause'>;

function step({ generation }: Resource, node: string, detail: string): Said {
  return { verb: 'step_reached', data: { generation, step: node, detail }, cause: [generation, node] };
}

function conclusion({ generation }: Resource, errors: readonly string[], observed: object): Said {
  if (errors.length === 0) return { verb: 'converged', data: { generation, observed } };
  const more = errors.length - MOST_ERRORS;
  const reason = [...errors.slice(0, MOST_ERRORS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  return { verb: 'failed', data: { generation, reason } };
}

async function tell({ id }: Resource, said: Said, { command }: ProcessContext): Promise<void> {
  settled(await command({ kind: Shard, resource_id: id, ...said }));
}
