import type { Resource } from '@freehold/contracts/resource';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import type { Applied, NodeRow } from '@freehold/service/agents';
import type { Pool } from 'pg';
import type { WebNodes } from '../backends/web-nodes.js';
import type { SiteConditions } from '../fqdn/site-conditions.js';
import { webNodesOf } from '../nodes/web-nodes-of-shard.js';
import { isSuspended, serviceHostname } from './site.js';
import { siteOf } from './site-rows.js';

/** Nodes that come into service wake the webroots of their shard; this is for what nobody thought of. */
const AGAIN_MS = 30_000;

/** Serves a webroot, with the names that are bound to it, on every web node of its tenant's shard. */
export function webrootReconciler(parts: {
  readonly nodes: WebNodes;
  readonly conditions: SiteConditions;
  readonly view: LocalView;
  readonly pool: Pool;
}): Reconciler {
  const { nodes, conditions, view, pool } = parts;
  return {
    kind: Webroot,
    async converge({ id }, signal) {
      const site = await siteOf(id, pool);
      if (site === undefined) throw new BackendError('refused', 'its tenant has no place in a web shard');
      const places = await webNodesOf(site.shard.id, view);
      // A site that nobody serves is out of service; for being in service it takes a node.
      if (places.length === 0 && !isSuspended(site)) {
        await conditions.tellLeft(site);
        throw new Later(AGAIN_MS);
      }
      await conditions.tell(site, () => onEvery(places, async (node) => nodes.apply(node, site, signal)));
      return { observed: { nodes: places.map((node) => node.id), service_hostname: serviceHostname(site) ?? null } };
    },
    async remove({ id }, signal) {
      const site = await siteOf(id, pool);
      if (site === undefined) return;
      const places = await webNodesOf(site.shard.id, view);
      await onEvery(places, async (node) => nodes.remove(node, id, site.position, signal));
    },
  };
}

/**
 * Does the same on every node at once, and lets each come to its end.
 * @throws BackendError of the nodes together: `refused` first, as trying again does not help there
 */
async function onEvery(nodes: readonly Resource[], work: (node: NodeRow) => Promise<Applied>): Promise<void> {
  const ends = await Promise.allSettled(nodes.map(async (node) => settle(node, await work(node))));
  const errors = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
  const isFinal = (error: unknown) => !(error instanceof BackendError && error.transient);
  const worst = errors.find(isFinal) ?? errors[0];
  if (worst !== undefined) throw worst;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** What a node holds of a later moment is what the rows say by now: with them the next run is not behind. */
function settle({ id }: NodeRow, applied: Applied): void {
  if (applied === 'stale') throw new BackendError('unavailable', `node ${id} holds a newer state of it than was read`);
}
