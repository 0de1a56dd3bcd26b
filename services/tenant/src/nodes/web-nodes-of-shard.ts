import type { Resource } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';

/**
 * Whether a node takes part in serving: it has been brought into service and is not on its way out. One that is unhealthy, or is
 * being provisioned once more, still does; what it misses meanwhile it gets when it answers again.
 */
function isInService({ status, converged, spec }: Resource): boolean {
  const { roles } = spec as { roles?: readonly string[] }; // the kind's spec
  return converged > 0 && status !== 'deleting' && (roles ?? []).includes('web');
}

/** Shards for which a node serves sites; none when it is not in service. */
export function servedShards(node: Resource | undefined): readonly string[] {
  if (node === undefined || !isInService(node)) return [];
  const { shard_ids } = node.spec as { shard_ids?: readonly string[] }; // the kind's spec
  return shard_ids ?? [];
}

/** The nodes that serve the sites of a shard, by id. */
export async function webNodesOf(shard: string, view: Pick<LocalView, 'list'>): Promise<Resource[]> {
  const nodes = await view.list('node', { shard_ids: [shard] });
  return nodes.filter(isInService).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
