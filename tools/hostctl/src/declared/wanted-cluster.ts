import { naturalId } from '@freehold/contracts/ids';
import type { JsonObject } from '../api/json.js';
import { routed } from '../kinds/routes.js';
import { type ClusterFile, shardsOf } from './cluster-file.js';
import { isChange, type Step } from './plan.js';
import type { Present } from './present.js';
import { without } from './section.js';
import type { Wanted } from './wanted.js';

/** All that a cluster's file wants, in the order in which it can be made. */
export function wantedOfCluster(file: ClusterFile): Wanted[] {
  const region = natural('region', file.region.name, { name: file.region.name }, without(file.region, ['name']));
  const { name, lb_addresses, ...of } = file.cluster;
  const cluster = natural('cluster', name, { region_id: region.id, name }, without(of, []));
  const within = { cluster_id: cluster.id };
  const profiles = file.node_profiles.map((profile) =>
    natural('node-profile', profile.name, { name: profile.name }, without(profile, ['name'])),
  );
  const addresses = lb_addresses.map(({ address, ...rest }) =>
    natural('lb-address', address, { ...within, address }, without(rest, [])),
  );
  const hosts = file.hosts.map(({ hostname, ...rest }) =>
    natural('host', hostname, { ...within, hostname }, without(rest, [])),
  );
  const runtimes = file.cluster_runtimes.map(({ runtime, version }) =>
    natural('cluster-runtime', `${runtime} ${version}`, { ...within, runtime, version }, {}),
  );
  const shards = file.cluster.spec.shards.map(({ name: called, role, lb_backend }) =>
    natural('shard', called, { ...within, name: called }, without({ role, lb_backend }, [])),
  );
  const nodes = file.nodes.map((node) => wantedNode(node, file, cluster.id));
  return [region, ...profiles, cluster, ...addresses, ...hosts, ...runtimes, ...shards, ...nodes];
}

function wantedNode(node: ClusterFile['nodes'][number], file: ClusterFile, cluster_id: string): Wanted {
  const names = shardsOf(node);
  const roles = file.cluster.spec.shards.filter(({ name }) => names.includes(name)).map(({ role }) => role);
  const fields = {
    ...without(node, ['id', 'shard_name', 'shard_names', 'profile']),
    shard_ids: names.map((name) => naturalId('shard', `${cluster_id}/${name}`)),
    roles: node.roles ?? [...new Set(roles)],
    ...(node.profile !== undefined && { profile_id: naturalId('node-profile', node.profile) }),
  };
  return {
    label: `node ${node.id}`,
    routed: routed('node'),
    id: node.id,
    initial: { id: node.id, cluster_id },
    fields,
  };
}

/** A resource whose id follows from what it is called. */
function natural(kind: string, called: string, initial: JsonObject, fields: JsonObject): Wanted & { id: string } {
  const of = routed(kind);
  const { scheme } = of.kind.id;
  if (of.kind.id.scheme !== 'natural') throw new Error(`the id of a ${kind} is ${scheme}`);
  return {
    label: `${kind} ${called}`,
    routed: of,
    id: naturalId(kind, of.kind.id.of({ ...initial })),
    initial,
    fields,
  };
}

/**
 * The steps of a cluster's plan, with its provisioning at the end where it is not in service as it is wanted: it is not
 * active, or one of its nodes is not, or they or their shards are about to change.
 */
export function withProvisioning(steps: readonly Step[], present: Present): Step[] {
  const isActive = ({ wanted }: Step) => present.get(wanted.label)?.['status'] === 'active';
  const isWaiting = (step: Step) => {
    switch (step.wanted.routed.kind.name) {
      case 'cluster':
        return !isActive(step);
      case 'node':
        return !isActive(step) || isChange(step);
      case 'shard':
        return step.action === 'create';
    }
    return false;
  };
  const cluster = steps.find(({ wanted }) => wanted.routed.kind.name === 'cluster');
  if (cluster === undefined || !steps.some(isWaiting)) return [...steps];
  return [...steps, { wanted: cluster.wanted, action: 'do', verb: 'provision' }];
}
