import type { LocalView } from '@freehold/ledger/local-view';
import { Outcome } from '@freehold/rpc/agent';
import type { ResourceInit } from '@freehold/rpc/agent-connection';
import type { NodeConvergence, NodeRow } from '@freehold/service/agents';
import { heldBack } from '@freehold/service/shard-convergence';
import type { Pool } from 'pg';
import type { LoadBalancers } from '../balancers/load-balancers.js';
import { nodeRoute, type RoutedName } from '../routes/route.js';
import { namesOf } from '../routes/route-rows.js';
import { nodeBackend } from '../shards/backend.js';
import { backendsOfCluster, knownPosition } from '../shards/backend-rows.js';

/** Everything that the load balancers of a cluster should hold. */
export interface FullSet {
  readonly names: readonly RoutedName[];
  readonly resources: readonly ResourceInit[];
  /** Ledger position up to which the set is known. What a node has heard of since stays as it is. */
  readonly position: number;
}

export async function fullSetOf(cluster: string, view: LocalView, pool: Pool): Promise<FullSet> {
  const position = await knownPosition(pool);
  const backends = await backendsOfCluster(cluster, view, pool);
  const names = await namesOf(cluster, pool);
  return { names, resources: [...backends.map(nodeBackend), ...names.map(nodeRoute)], position };
}

/** Makes a load balancer hold exactly the set. What it refuses of it is told, and not thrown. */
export async function push(
  balancers: LoadBalancers,
  node: NodeRow,
  { resources, position }: FullSet,
  { confirm, signal }: { readonly confirm: boolean; readonly signal: AbortSignal },
): Promise<NodeConvergence> {
  const begin = { kinds: ['backend', 'route'], confirmRemovals: confirm, position: BigInt(position) };
  return await balancers.converge(node, begin, resources, signal);
}

/** What a node refused, with its own words. */
export function refusedBy({ results }: NodeConvergence): { kind: string; id: string; detail: string }[] {
  return results
    .filter(({ outcome }) => outcome === Outcome.REFUSED)
    .map(({ key, detail }) => ({ kind: key?.kind ?? '', id: key?.id ?? '', detail }));
}

/** What to do about a set that would have taken a large share away; undefined when it has not. */
export function heldBackBy(node: string, shard: string, { summary }: NodeConvergence): string | undefined {
  const held = { removals: summary.heldRemovals, total: summary.heldTotal };
  return heldBack({ node, shard, what: 'names and backends' }, held);
}
