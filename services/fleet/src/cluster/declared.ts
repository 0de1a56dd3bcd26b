import type { Cluster } from '@freehold/contracts/fleet/cluster';
import { Node } from '@freehold/contracts/fleet/node';
import { NodeProfile } from '@freehold/contracts/fleet/node-profile';
import { Shard } from '@freehold/contracts/fleet/shard';
import { derivedId, idFor } from '@freehold/contracts/ids';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import type { Wish } from '@freehold/ledger/commander';

/**
 * What a cluster's declaration asks for and its rows do not have: the shards, and nodes up to the number of each. Their ids follow
 * from the cluster and the shard, so that whoever wishes them twice wishes for the same.
 */
export function missing(cluster: Resource, shards: readonly Resource[], nodes: readonly Resource[]): Wish[] {
  const { name, spec } = cluster.spec as SpecOf<typeof Cluster>; // a cluster's row
  return spec.shards.flatMap((wanted) => {
    const shard_id = idFor(Shard.name, Shard.id, { cluster_id: cluster.id, name: wanted.name });
    const { role, lb_backend, node_profile } = wanted;
    const create = { kind: Shard, verb: 'create', resource_id: shard_id };
    const shard = { cluster_id: cluster.id, name: wanted.name, role, ...(lb_backend && { lb_backend }) };
    const isThere = shards.some(({ id }) => id === shard_id);
    const there = nodes.filter((node) => (node.spec as SpecOf<typeof Node>).shard_ids.includes(shard_id)); // a node's row
    const ids = Array.from({ length: wanted.node_count }, (_, index) => ({
      resource_id: derivedId(Node.name, shard_id, index + 1),
      hostname: `${hostLabel(wanted.name)}-${index + 1}.${hostLabel(name)}.internal`,
    })).filter(({ resource_id }) => !there.some(({ id }) => id === resource_id));
    const common = {
      cluster_id: cluster.id,
      shard_ids: [shard_id],
      roles: [role],
      ...(node_profile && { profile_id: idFor(NodeProfile.name, NodeProfile.id, { name: node_profile }) }),
    };
    return [
      ...(isThere ? [] : [{ ...create, data: shard }]),
      ...ids.slice(0, Math.max(0, wanted.node_count - there.length)).map(({ resource_id, hostname }) => {
        return { kind: Node, verb: 'create', resource_id, data: { ...common, hostname } };
      }),
    ];
  });
}

/** A name may hold underscores, a host name may not. */
function hostLabel(name: string): string {
  return name.replaceAll('_', '-').replace(/-+$/, '');
}
