import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Agents, Applied } from '@freehold/service/agents';

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

/**
 * Does the same on every node at once, and lets each come to its end.
 * @throws BackendError of the nodes together: what is refused first, as trying again does not help there
 */
export async function onEvery(nodes: readonly Resource[], work: (node: Resource) => Promise<Applied>): Promise<void> {
  const ends = await Promise.allSettled(nodes.map(async (node) => settle(node, await work(node))));
  const errors = ends.flatMap((end) => (end.status === 'rejected' ? [asError(end.reason)] : []));
  const worst = errors.find((error) => !isTransient(error)) ?? errors[0];
  if (worst !== undefined) throw worst;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}

/** Whether trying again can help. */
export function isTransient(error: unknown): boolean {
  return error instanceof BackendError && error.transient;
}

/** What a node holds of a later moment is what the rows say by now: with them the next run is not behind. */
function settle({ id }: Resource, applied: Applied): void {
  if (applied === 'stale') throw new BackendError('unavailable', `node ${id} holds a newer state of it than was read`);
}
