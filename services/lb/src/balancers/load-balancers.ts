import type { Resource } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Agents } from '@freehold/service/agents';

/** The load balancers of the platform, by the agents of their nodes; what they promise stands with {@link Agents}. */
export type LoadBalancers = Pick<Agents, 'apply' | 'remove' | 'converge'>;

/**
 * Whether a node takes part in balancing: it has been brought into service and is not on its way out. One that is unhealthy, or is
 * being provisioned once more, still does; what it misses meanwhile it gets when it answers again.
 */
export function isBalancer(node: Resource | undefined): boolean {
  if (node?.kind !== 'node') return false;
  const { roles = [] } = node.spec as { roles?: readonly string[] }; // the kind's spec
  return node.converged > 0 && node.status !== 'deleting' && roles.includes('lb');
}

/** The load balancers of a cluster, by id. */
export async function balancersOf(cluster: string, view: Pick<LocalView, 'list'>): Promise<Resource[]> {
  const nodes = await view.list('node', { cluster_id: cluster });
  return nodes.filter(isBalancer).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
