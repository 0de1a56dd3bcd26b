import { heldBack } from '@freehold/service/shard-convergence';
import type { SitesConverged } from '../backends/web-nodes.js';

/** What to do about a set that would have taken a large share of a node's sites away; undefined when it has not. */
export function heldBackBy(
  node: string,
  shard: string,
  { held_removals, held_total }: SitesConverged,
): string | undefined {
  return heldBack({ node, shard, what: 'sites' }, { removals: held_removals, total: held_total });
}
