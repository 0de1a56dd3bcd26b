import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Node } from '@freehold/contracts/fleet/node';
import { Shard } from '@freehold/contracts/fleet/shard';
import type { Trigger } from '@freehold/ledger/resource-rows';

const ENDS = ['converged', 'failed', 'withdrawn', 'deleted'];

/** A cluster that is on its way is looked at again when a deed of its nodes or shards has come to its end. */
export const wakesCluster: Trigger = async ({ event, after }, tx) => {
  if ((event.kind !== Node.name && event.kind !== Shard.name) || !ENDS.includes(event.fact)) return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'cluster.under-way',
    text: `SELECT id FROM resource WHERE kind = $1 AND id = $2 AND status IN ('provisioning', 'deleting')`,
    values: [Cluster.name, after.spec['cluster_id']],
  });
  return rows.map(({ id }) => ({ kind: Cluster.name, id }));
};
