import { GivenId, IpAddress, Slug, Version } from '@freehold/contracts/fields';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Host } from '@freehold/contracts/fleet/host';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import { Node } from '@freehold/contracts/fleet/node';
import { NodeProfile } from '@freehold/contracts/fleet/node-profile';
import { Region } from '@freehold/contracts/fleet/region';
import { ClusterRuntime, RuntimeName } from '@freehold/contracts/fleet/runtime';
import { z } from 'zod';
import { section } from './section.js';

const ClusterSection = section(Cluster, {
  name: Slug,
  lb_addresses: z.array(section(LbAddress, { address: IpAddress })).default([]),
  // As the kind has it, with its defaults: shards are a list, which is replaced as a whole.
  spec: Cluster.spec.shape.spec,
});

const NodeSection = section(
  Node,
  {
    /** The platform would make one up, and a second run would not find the node again. */
    id: GivenId,
    shard_name: Slug.optional(),
    shard_names: z.array(Slug).min(1, 'at least one shard').optional(),
    profile: Slug.optional(),
    /** = those of its shards */
    roles: Node.spec.shape.roles.optional(),
  },
  ['shard_ids', 'profile_id'],
);

/** A cluster with all that it stands on, as `hostctl cluster apply` takes it. Others are named by their names. */
export const ClusterFile = z
  .strictObject({
    /** The platform that it is meant for (= the one that hostctl speaks to). */
    api_url: z.url({ protocol: /^https?$/ }).optional(),
    region: section(Region, { name: Slug }),
    cluster: ClusterSection,
    hosts: z.array(section(Host, { hostname: Host.spec.shape.hostname })).default([]),
    node_profiles: z.array(section(NodeProfile, { name: Slug })).default([]),
    nodes: z.array(NodeSection).default([]),
    cluster_runtimes: z.array(section(ClusterRuntime, { runtime: RuntimeName, version: Version })).default([]),
  })
  .superRefine(({ cluster, nodes }, context) => {
    const shards = new Set(cluster.spec.shards.map(({ name }) => name));
    for (const [index, node] of nodes.entries()) {
      const report = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['nodes', index, field], message });
      if (node.shard_name !== undefined && node.shard_names !== undefined)
        report('shard_names', 'name its shards once: shard_name or shard_names');
      for (const name of shardsOf(node)) {
        if (!shards.has(name)) report('shard_name', `cluster.spec.shards has no ${name}`);
      }
      if (node.roles === undefined && shardsOf(node).length === 0) report('roles', 'name its shards or its roles');
    }
  });
export type ClusterFile = z.output<typeof ClusterFile>;

/** Names of the shards that a node is in. */
export function shardsOf(node: Pick<ClusterFile['nodes'][number], 'shard_name' | 'shard_names'>): readonly string[] {
  return node.shard_names ?? (node.shard_name === undefined ? [] : [node.shard_name]);
}
