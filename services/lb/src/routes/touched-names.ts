import type { Resource } from '@freehold/contracts/resource';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { type Queryable, raiseWork } from '@freehold/ledger/work';
import { isBalancer } from '../balancers/load-balancers.js';

/** The kind of work that leads a name somewhere; its key is the id of the name. */
export const ROUTE = 'route';

/** A name of which something else is wanted; and every name of a cluster whose last load balancer goes, to be told so. */
export const touchedNames: Trigger = async ({ before, after }, tx) => {
  if (after.kind === Fqdn.name) {
    const isMoved = after.status !== 'deleted' && after.generation !== before?.generation;
    return isMoved ? [{ kind: ROUTE, id: after.id }] : [];
  }
  if (!isBalancer(before) || isBalancer(after) || (await hasBalancer(after, tx))) return [];
  return (await idsOf('cluster_id', after.spec['cluster_id'], tx)).map((id) => ({ kind: ROUTE, id }));
};

/** Has every name of a shard's tenants led anew. */
export async function raiseNamesOfShard(shard: string, client: Queryable): Promise<void> {
  const ids = await idsOf('shard_id', shard, client);
  await raiseWork(
    client,
    ids.map((id) => ({ kind: ROUTE, id })),
  );
}

/** Whether names of a cluster are still to be led anew. */
export async function areNamesMoving(cluster: string, client: Queryable): Promise<boolean> {
  const { rows } = await client.query({
    name: 'route.outstanding',
    text: `SELECT 1 FROM resource t JOIN resource f ON f.kind = 'fqdn' AND f.tenant_id = t.id
      JOIN work w ON w.kind = $2 AND w.id = f.id AND w.wanted > w.done AND w.parked_at IS NULL
      WHERE t.kind = 'tenant' AND t.spec @> jsonb_build_object('cluster_id', $1::text) LIMIT 1`,
    values: [cluster, ROUTE],
  });
  return rows.length > 0;
}

async function hasBalancer({ spec }: Resource, client: Queryable): Promise<boolean> {
  const { rows } = await client.query({
    name: 'route.balancer',
    text: `SELECT 1 FROM resource WHERE kind = 'node' AND converged > 0 AND status <> 'deleting'
      AND spec @> jsonb_build_object('cluster_id', $1::text, 'roles', jsonb_build_array('lb')) LIMIT 1`,
    values: [spec['cluster_id']],
  });
  return rows.length > 0;
}

async function idsOf(place: 'cluster_id' | 'shard_id', value: unknown, client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'route.of_place',
    text: `SELECT f.id FROM resource t JOIN resource f ON f.kind = 'fqdn' AND f.tenant_id = t.id
      WHERE t.kind = 'tenant' AND t.spec @> $1::jsonb ORDER BY f.id`,
    values: [JSON.stringify({ [place]: value })],
  });
  return rows.map(({ id }) => id);
}
