import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMassDeletion } from './mass-deletion.js';

describe('a set of removals', () => {
  it('is held when it takes more than 30 % away, and ten at the least', () => {
    expect(isMassDeletion(31, 100)).toBe(true);
    expect(isMassDeletion(30, 100)).toBe(false);
    expect(isMassDeletion(10, 33)).toBe(true);
    expect(isMassDeletion(10, 34)).toBe(false);
    expect(isMassDeletion(9, 9)).toBe(false);
    expect(isMassDeletion(10, 10)).toBe(true);
    expect(isMassDeletion(0, 0)).toBe(false);
  });

  it('that is held stays so when it grows, and when there is less to take from', () => {
    const sizes = fc.tuple(fc.nat(2_000), fc.nat(2_000)).filter(([removals, total]) => removals <= total);
    fc.assert(
      fc.property(sizes, ([removals, total]) => {
        fc.pre(isMassDeletion(removals, total));
        expect(isMassDeletion(removals + 1, total + 1)).toBe(true);
        expect(isMassDeletion(removals, Math.max(removals, total - 1))).toBe(true);
      }),
    );
  });
});
