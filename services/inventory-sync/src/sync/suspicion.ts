import type { SyncHeld } from '@freehold/contracts/inventory/sync';
import type { AccountDifferences } from './account-differences.js';

/** How much may vanish at once without somebody confirming it. */
export interface Trust {
  /** Of the known VPS, and of the known addresses. */
  readonly held_share: number;
  /** Fewer than so many are never suspicious. */
  readonly held_minimum: number;
}

/**
 * Why an answer of the provider is not believed: it would make too much vanish. A fault of the provider, or a key that sees
 * half an account, must not empty the inventory.
 * @param confirmed what somebody has confirmed that it would make vanish: so much passes, and no more
 */
export function suspicionOf(
  { differences, known }: AccountDifferences,
  { held_share, held_minimum }: Trust,
  confirmed: SyncHeld | undefined,
): SyncHeld | undefined {
  const would_vanish_vps = differences.filter(({ verb }) => verb === 'vanish').length;
  const would_release_ips = differences.filter(({ verb }) => verb === 'release').length;
  const tooMany = (gone: number, of: number, allowed: number) =>
    gone >= held_minimum && gone > held_share * of && gone > allowed;
  const suspicious =
    tooMany(would_vanish_vps, known.vps, confirmed?.would_vanish_vps ?? 0) ||
    tooMany(would_release_ips, known.ips, confirmed?.would_release_ips ?? 0);
  if (!suspicious) return undefined;
  return {
    would_vanish_vps,
    would_release_ips,
    known_vps: known.vps,
    known_ips: known.ips,
    reason: `${would_vanish_vps} of ${known.vps} VPS and ${would_release_ips} of ${known.ips} addresses would vanish`,
  };
}
