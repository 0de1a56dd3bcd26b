import type { Applied, NodeRow } from '@freehold/service/agents';
import type { Site } from '../webroot/site.js';

/** The full set of sites that a node should hold. */
export interface WantedSites {
  readonly sites: readonly Site[];
  /** Ledger position up to which the set is known. What the node has heard of since stays as it is. */
  readonly position: number;
  /** Go on although it takes a large share away of what the node holds. */
  readonly confirm: boolean;
}

/** What a node made of a full set. */
export interface SitesConverged {
  readonly applied: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Removals that were not done, for they are too many of `held_total`; 0 with `confirm`. */
  readonly held_removals: number;
  readonly held_total: number;
  /** Each alone: the node serves of it what it served before. */
  readonly refused: readonly { readonly id: string; readonly detail: string }[];
}

/**
 * The web nodes of the platform, which serve sites.
 *
 * - Every call is idempotent: repeated, after whatever interruption, it ends in the same state.
 * - Every call keeps its own deadline and ends early when `signal` is aborted.
 * - A site with an older position than the one that a node holds is `stale`, and changes nothing. The same site at a higher
 *   position is `unchanged`.
 * - All failures are `BackendError`s: `refused` with the node's own words, while what it served before is served still;
 *   `unavailable` and `outcome_unknown` when the node is away, or was lost on the way.
 */
export interface WebNodes {
  /** Serves a site, or brings one that is served to what is wanted. */
  apply(node: NodeRow, site: Site, signal: AbortSignal): Promise<Applied>;

  /** Removes a site with its directories; one that is gone is fine. @param position fences what was wanted before it */
  remove(node: NodeRow, id: string, position: number, signal: AbortSignal): Promise<Applied>;

  /** Serves exactly these sites. What is refused of them is told, and not thrown. */
  converge(node: NodeRow, wanted: WantedSites, signal: AbortSignal): Promise<SitesConverged>;
}
