import { Ip } from '@freehold/contracts/inventory/ip';
import { Vps } from '@freehold/contracts/inventory/vps';
import { describe, expect, it } from '@jest/globals';
import type { AccountDifferences, Difference } from './account-differences.js';
import { suspicionOf } from './suspicion.js';

const trust = { held_share: 0.3, held_minimum: 10 };

/** An account of which so many VPS and addresses would vanish. */
function vanishing(vps: [gone: number, of: number], ips: [gone: number, of: number] = [0, 0]): AccountDifferences {
  const gone = (count: number, difference: Omit<Difference, 'id' | 'data'>) =>
    Array.from({ length: count }, (_, nth): Difference => ({ ...difference, id: String(nth), data: {} }));
  return {
    differences: [
      ...gone(vps[0], { counts_as: 'vps_vanished', kind: Vps, verb: 'vanish' }),
      ...gone(ips[0], { counts_as: 'ips_released', kind: Ip, verb: 'release' }),
    ],
    known: { vps: vps[1], ips: ips[1] },
  };
}

describe('an answer of a provider', () => {
  it('is held back when more than the share of the VPS, or of the addresses, would vanish', () => {
    expect(suspicionOf(vanishing([31, 100]), trust, undefined)).toMatchObject({ would_vanish_vps: 31, known_vps: 100 });
    expect(suspicionOf(vanishing([0, 100], [31, 100]), trust, undefined)).toMatchObject({ would_release_ips: 31 });
  });

  it('is believed up to the share, and whatever the share as long as only a few vanish', () => {
    expect(suspicionOf(vanishing([30, 100], [30, 100]), trust, undefined)).toBeUndefined();
    expect(suspicionOf(vanishing([9, 9]), trust, undefined)).toBeUndefined();
    expect(suspicionOf(vanishing([10, 10]), trust, undefined)).toBeDefined();
  });

  it('that was confirmed makes so much vanish as was confirmed, and no more', () => {
    const confirmed = suspicionOf(vanishing([40, 100]), trust, undefined);
    expect(suspicionOf(vanishing([40, 100]), trust, confirmed)).toBeUndefined();
    expect(suspicionOf(vanishing([41, 100]), trust, confirmed)).toBeDefined();
  });
});
