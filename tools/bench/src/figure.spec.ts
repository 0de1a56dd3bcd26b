import { describe, expect, it } from '@jest/globals';
import { figure } from './figure.js';

const measured = {
  name: 'Commands',
  value: { amount: 3_000, unit: '/s' },
  baseline: { name: 'publishes', amount: 4_000, unit: '/s' },
  conditions: 'in turns',
} as const;

describe('a figure', () => {
  it('is its value against its baseline', () => {
    expect(figure({ ...measured, bounds: [] }).ratio).toBe(0.75);
  });

  it('holds only when every bound does, and says what they are', () => {
    const atLeast = { what: 'events', measured: 19_000, unit: '/s', at_least: 20_000 } as const;
    expect(figure({ ...measured, bounds: [{ at_least: 0.6 }] })).toMatchObject({ holds: true, floor: 'ratio ≥ 0.6' });
    expect(figure({ ...measured, bounds: [{ at_least: 0.6 }, atLeast] })).toMatchObject({
      holds: false,
      floor: 'ratio ≥ 0.6, events ≥ 20,000/s',
    });
  });

  it('does not hold at a value that is no number', () => {
    expect(figure({ ...measured, ratio: Number.NaN, bounds: [{ at_most: 2.5 }] }).holds).toBe(false);
  });
});
