import { eventSubject } from '@freehold/contracts/event';
import { Shard } from '@freehold/contracts/fleet/shard';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { Ledger } from '@freehold/ledger/ledger';
import { type Process, type ProcessContext, settled } from '@freehold/ledger/process';
import type { Pool } from 'pg';
import type { SitesConverged, WantedSites, WebNodes } from '../backends/web-nodes.js';
import { sitesOf } from '../webroot/site-rows.js';
import { wakeWebroots } from './converge-node.process.js';
import { heldBack } from './held-back.js';
import { servedShards, webNodesOf } from './web-nodes-of-shard.js';

const NAME = 'converge-shard';
/** A reason is read by people; webroots tell the rest themselves. */
const MOST_ERRORS = 20;

interface Parts {
  readonly nodes: WebNodes;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly pool: Pool;
}

/**
 * Converges a web shard when fleet, whose it is, records that somebody asked: everything that is wanted goes to every node, what
 * is not wanted goes, and what went wrong anywhere is told together.
 */
export function convergeShard(parts: Parts): Process {
  return {
    name: NAME,
    trigger: ({ after, before }) =>
      isAsked(after) && after.generation !== before?.generation ? [{ kind: NAME, id: after.id }] : [],
    async run({ id }, context, signal) {
      const shard = await context.view.get(Shard.name, id);
      if (!isAsked(shard)) return;
      const confirm = await isConfirmed(shard, parts.ledger);
      const places = await webNodesOf(id, context.view);
      const ends = await Promise.all(places.map(async (node) => convergeOne(node, { shard, confirm }, parts, signal)));
      for (const { node, done } of ends) if (done) await tell(shard, step(shard, node.id, done), context);
      const errors = ends.flatMap((end) => end.errors);
      await wakeWebroots(
        [...new Set(ends.flatMap(({ done }) => done?.refused.map((refused) => refused.id) ?? []))],
        parts.pool,
      );
      const resources = (await sitesOf([id], parts.pool)).sites.length;
      const { generation } = shard;
      await tell(
        shard,
        errors.length > 0
          ? { verb: 'failed', data: { generation, reason: together(errors) } }
          : { verb: 'converged', data: { generation, observed: { resources, nodes: places.length } } },
        context,
      );
    },
  };
}

function isAsked(shard: Resource | undefined): shard is Resource {
  return shard?.kind === Shard.name && shard.spec['role'] === 'web' && shard.status === 'converging';
}

/** The event that asked stands at the position that is the generation; a retry confirms nothing. */
async function isConfirmed({ id, generation }: Resource, ledger: Pick<Ledger, 'read'>): Promise<boolean> {
  const events = await ledger.read(eventSubject(Shard.context, Shard.name, id));
  return events.find(({ position }) => position === generation)?.data['confirm'] === true;
}

interface End {
  readonly node: Resource;
  readonly done?: SitesConverged;
  readonly errors: readonly string[];
}

async function convergeOne(
  node: Resource,
  { shard, confirm }: { shard: Resource; confirm: boolean },
  { nodes, pool }: Parts,
  signal: AbortSignal,
): Promise<End> {
  try {
    const wanted: WantedSites = { ...(await sitesOf(servedShards(node), pool)), confirm };
    const done = await nodes.converge(node, wanted, signal);
    const refused = done.refused.map(({ id, detail }) => `webroot ${id} on node ${node.id}: ${detail}`);
    return { node, done, errors: [...(done.held_removals > 0 ? [heldBack(node.id, shard.id, done)] : []), ...refused] };
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    return { node, errors: [`node ${node.id}: ${error.detail}`] };
  }
}

function step({ generation }: Resource, node: string, { applied, unchanged, removed }: SitesConverged) {
  const detail = `${applied} sites written, ${unchanged} as they were, ${removed} removed`;
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
