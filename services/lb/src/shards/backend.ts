import type { Resource } from '@freehold/contracts/resource';
import type { KeyInit, ResourceInit } from '@freehold/rpc/agent-connection';

/** A backend of a cluster's load balancers: the web nodes of the shards that have its name, as a rule of one. */
export interface BackendName {
  readonly cluster_id: string;
  readonly name: string;
}

/** A web node, as load balancers reach it. */
export interface Server {
  readonly name: string;
  readonly address: string;
  /** It is on its way out: no new visitors. */
  readonly drained: boolean;
}

export interface Backend extends BackendName {
  /** In order of name. */
  readonly servers: readonly Server[];
  /** Of the ledger, up to which the rows were known at least. */
  readonly position: number;
}

/** What load balancers call a web shard; undefined for shards of other roles, and for none. */
export function backendNameOf(shard: Resource | undefined): BackendName | undefined {
  if (shard?.kind !== 'shard' || shard.status === 'deleted' || shard.spec['role'] !== 'web') return undefined;
  const { cluster_id, lb_backend, name } = shard.spec;
  return { cluster_id: String(cluster_id), name: String(lb_backend ?? name) };
}

/**
 * How a web node is reached: from the moment in which it is in service until it is stopped. That it is unhealthy load balancers see
 * for themselves, and sooner.
 */
export function serverOf(node: Resource | undefined): Server | undefined {
  if (node?.kind !== 'node' || node.converged === 0) return undefined;
  const { roles = [] } = node.spec as { roles?: readonly string[] }; // the kind's spec
  const address = node.observed?.['http_address'];
  if (!roles.includes('web') || typeof address !== 'string') return undefined;
  return { name: node.id, address, drained: node.status === 'deleting' };
}

/** Shards in which a node is. */
export function shardsOf(node: Resource | undefined): readonly string[] {
  const { shard_ids } = (node?.spec ?? {}) as { shard_ids?: readonly string[] }; // the kind's spec
  return shard_ids ?? [];
}

/** The backends of web shards, in order of name. @param nodes of the same cluster */
export function backendsOf(shards: readonly Resource[], nodes: readonly Resource[], position: number): Backend[] {
  const backends = new Map<string, Backend>();
  for (const shard of shards) {
    const named = backendNameOf(shard);
    if (named === undefined) continue;
    const servers = nodes.filter((node) => shardsOf(node).includes(shard.id)).flatMap((node) => serverOf(node) ?? []);
    const others = backends.get(named.name)?.servers ?? [];
    backends.set(named.name, { ...named, servers: eachOnce([...others, ...servers]), position });
  }
  return [...backends.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** The backend as it crosses the wire. */
export function nodeBackend({ name, servers, position }: Backend): ResourceInit {
  return {
    id: name,
    generation: BigInt(position),
    spec: { case: 'backend', value: { servers: servers.map((server) => ({ ...server })) } },
  };
}

export function backendKey({ name }: BackendName): KeyInit {
  return { kind: 'backend', id: name };
}

function eachOnce(servers: readonly Server[]): Server[] {
  const byName = new Map(servers.map((server) => [server.name, server]));
  return [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
