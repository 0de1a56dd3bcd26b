import { Webroot } from '@freehold/contracts/tenant/webroot';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import { onEveryNode } from '@freehold/service/on-every-node';
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
      await conditions.tell(site, () => onEveryNode(places, async (node) => nodes.apply(node, site, signal)));
      return { observed: { nodes: places.map((node) => node.id), service_hostname: serviceHostname(site) ?? null } };
    },
    async remove({ id }, signal) {
      const site = await siteOf(id, pool);
      if (site === undefined) return;
      const places = await webNodesOf(site.shard.id, view);
      await onEveryNode(places, async (node) => nodes.remove(node, id, site.position, signal));
    },
  };
}
