import { BackendError } from '@freehold/ledger/backend-error';

/** A node for which a host is looked for. */
export interface Homeless {
  readonly id: string;
  readonly roles: readonly string[];
  readonly shard_ids: readonly string[];
}

export interface HostToFill {
  readonly id: string;
  readonly hostname: string;
  readonly max_nodes: number;
  /** Empty: any. */
  readonly roles: readonly string[];
}

/** A node that has a host already. */
export interface Housed {
  readonly host_id: string;
  readonly shard_ids: readonly string[];
}

/**
 * The host of a cluster that takes a node: one with its roles and with room; of these one that holds the fewest nodes of its
 * shards, so that a shard loses as little as can be with a host; of these the one with the fewest nodes; then by name. The same
 * cluster gives the same answer, whatever the order.
 * @param housed every node that has a host, whatever its cluster
 * @throws BackendError `refused` when none has room: it says how many there are, and why not
 */
export function place(node: Homeless, hosts: readonly HostToFill[], housed: readonly Housed[]): HostToFill {
  const fitting = hosts.filter(({ roles }) => roles.length === 0 || node.roles.every((role) => roles.includes(role)));
  const nodesOn = (host: HostToFill) => housed.filter(({ host_id }) => host_id === host.id);
  const fellowsOn = (host: HostToFill) =>
    nodesOn(host).filter(({ shard_ids }) => shard_ids.some((id) => node.shard_ids.includes(id))).length;
  const roomy = fitting.filter((host) => nodesOn(host).length < host.max_nodes);
  const [best] = roomy.toSorted(
    (a, b) =>
      fellowsOn(a) - fellowsOn(b) ||
      nodesOn(a).length - nodesOn(b).length ||
      (a.hostname < b.hostname ? -1 : Number(a.hostname > b.hostname)),
  );
  if (best) return best;
  const places = fitting.reduce((sum, { max_nodes }) => sum + max_nodes, 0);
  const roles = node.roles.join(', ');
  throw new BackendError(
    'refused',
    `no host has room for node ${node.id}: of ${hosts.length} hosts of its cluster ${fitting.length} take nodes with the role ${roles}, ` +
      `and their ${places} places are taken: add a host, or raise a host's capacity`,
  );
}

/** The lowest base that nobody has, in steps of `step` from `first`. */
export function lowestFree(taken: readonly number[], first: number, step: number): number {
  const known = new Set(taken);
  for (let base = first; ; base += step) if (!known.has(base)) return base;
}
