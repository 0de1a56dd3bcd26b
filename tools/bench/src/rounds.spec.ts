import { describe, expect, it } from '@jest/globals';
import { inTurns, perSecond } from './rounds.js';
import { quantile } from './statistics.js';

describe('rounds', () => {
  it('leave the first one out, change sides, and take the median of the ratios', async () => {
    const order: string[] = [];
    const side = (name: string, samples: number[]) => async () => {
      order.push(name);
      return samples.shift() ?? Number.NaN;
    };
    const pair = await inTurns(3, { ours: side('o', [99, 1, 2, 9]), theirs: side('t', [99, 2, 8, 9]) });
    expect(pair).toEqual({ ours: 2, theirs: 8, ratio: 0.5 });
    expect(order.join('')).toBe('ottootto');
  });

  it('keep so many operations in flight, and no more', async () => {
    let [running, most, ran] = [0, 0, 0];
    await perSecond(100, 8, async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      ran++;
    });
    expect([most, ran]).toEqual([8, 100]);
  });
});

describe('a quantile', () => {
  it('is a sample, by nearest rank', () => {
    const samples = [5, 1, 4, 2, 3];
    expect([0.5, 0.95, 0.01].map((share) => quantile(samples, share))).toEqual([3, 5, 1]);
  });
});
