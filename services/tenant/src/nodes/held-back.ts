import type { SitesConverged } from '../backends/web-nodes.js';

/** What to do about a set that would have taken a large share of a node's sites away. */
export function heldBack(node: string, shard: string, { held_removals, held_total }: SitesConverged): string {
  return (
    `node ${node} would lose ${held_removals} of its ${held_total} sites, so it has removed none: ` +
    `if that is right, confirm by POST /api/v1/shards/${shard}/converge {"confirm": true}`
  );
}
