import { eventSubject } from '@freehold/contracts/event';
import { Shard } from '@freehold/contracts/fleet/shard';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { Ledger } from '@freehold/ledger/ledger';
import { type Process, type ProcessContext, settled } from '@freehold/ledger/process';
import type { NodeConvergence } from '@freehold/service/agents';
import type { Pool } from 'pg';
import { balancersOf, type LoadBalancers } from '../balancers/load-balancers.js';
import { hostOf } from '../routes/route.js';
import { shardsOf } from '../shards/backend.js';
import { wakeNames } from './converge-node.process.js';
import { type FullSet, fullSetOf, heldBack, push, refusedBy } from './full-set.js';

const NAME = 'converge-shard';
/** A reason is read by people; names tell the rest themselves. */
const MOST_ERRORS = 20;

interface Parts {
  readonly balancers: LoadBalancers;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly pool: Pool;
}

/**
 * Converges a shard of load balancers when fleet, whose it is, records that somebody asked: everything that is wanted goes to
 * every node, what is not wanted goes, and what went wrong anywhere is told together.
 */
export function convergeShard({ balancers, ledger, pool }: Parts): Process {
  return {
    name: NAME,
    trigger: ({ after, before }) =>
      isAsked(after) && after.generation !== before?.generation ? [{ kind: NAME, id: after.id }] : [],
    async run({ id }, context, signal) {
      const shard = await context.view.get(Shard.name, id);
      if (!isAsked(shard)) return;
      const confirm = await isConfirmed(shard, ledger);
      const cluster = String(shard.spec['cluster_id']);
      const nodes = (await balancersOf(cluster, context.view)).filter((node) => shardsOf(node).includes(id));
      const set = await fullSetOf(cluster, context.view, pool);
      const ends = await Promise.all(
        nodes.map(async (node) => convergeOne(node, shard, () => push(balancers, node, set, { confirm, signal }))),
      );
      for (const { node, done } of ends) if (done) await tell(shard, step(shard, node.id, done), context);
      await wakeRefused(set, ends, pool);
      const errors = ends.flatMap((end) => end.errors);
      const { generation } = shard;
      const observed = { resources: set.resources.length, nodes: nodes.length };
      const end =
        errors.length > 0
          ? { verb: 'failed', data: { generation, reason: together(errors) } }
          : { verb: 'converged', data: { generation, observed } };
      await tell(shard, end, context);
    },
  };
}

function isAsked(shard: Resource | undefined): shard is Resource {
  return shard?.kind === Shard.name && shard.spec['role'] === 'lb' && shard.status === 'converging';
}

/** The event that asked stands at the position that is the generation; a retry confirms nothing. */
async function isConfirmed({ id, generation }: Resource, ledger: Pick<Ledger, 'read'>): Promise<boolean> {
  const events = await ledger.read(eventSubject(Shard.context, Shard.name, id));
  return events.find(({ position }) => position === generation)?.data['confirm'] === true;
}

interface End {
  readonly node: Resource;
  readonly done?: NodeConvergence;
  readonly errors: readonly string[];
}

async function convergeOne(node: Resource, shard: Resource, work: () => Promise<NodeConvergence>): Promise<End> {
  try {
    const done = await work();
    const held = heldBack(node.id, shard.id, done);
    const refused = refusedBy(done).map(({ kind, id, detail }) => `${kind} ${id} on node ${node.id}: ${detail}`);
    return { node, done, errors: [...(held ? [held] : []), ...refused] };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { node, errors: [`node ${node.id}: ${error.detail}`] };
  }
}

async function wakeRefused({ names }: FullSet, ends: readonly End[], pool: Pool): Promise<void> {
  const refused = new Set(ends.flatMap(({ done }) => (done ? refusedBy(done).map(({ id }) => id) : [])));
  await wakeNames(
    names.filter((name) => refused.has(hostOf(name))),
    pool,
  );
}

function step({ generation }: Resource, node: string, { summary }: NodeConvergence) {
  const { applied, unchanged, removed } = summary;
  const detail = `${applied} names and backends brought, ${unchanged} as they were, ${removed} removed`;
  return { verb: 'step_reached', data: { generation, step: node, detail }, cause: [generation, node] };
}

function together(errors: readonly string[]): string {
  const shown = errors.slice(0, MOST_ERRORS);
  const more = errors.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

async function tell({ id }: Resource, said: Pick<Wish, 'verb' | 'data' | 'cause'>, { command }: ProcessContext) {
  settled(await command({ kind: Shard, resource_id: id, ...said }));
}
