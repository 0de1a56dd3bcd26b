import { describe, expect, it } from '@jest/globals';
import { figure } from './figure.js';
import { pageOf } from './report.js';

const machine = { hardware: '2 cores', programs: 'Node 24', busy: 3 };
const figures = [
  figure({
    name: 'Commands',
    value: { amount: 3_012.4, unit: '/s' },
    baseline: { name: 'publishes', amount: 4_000, unit: '/s' },
    ratio: 0.753,
    bounds: [{ at_least: 0.6 }],
    conditions: 'in turns',
  }),
];

describe('the page of benchmarks', () => {
  it('shows each figure with its baseline, its ratio and its floor', () => {
    expect(pageOf(figures, machine, '')).toMatch(
      /\| ✓ \| Commands \| 3,012\/s +\| 4,000\/s \(publishes\) \| 0\.75 +\| ratio ≥ 0\.6 \|/,
    );
  });

  it('keeps what people wrote below its marker', () => {
    const written = `${pageOf(figures, machine, '')}\nFsync is the limit.\n`;
    const again = pageOf([], { ...machine, busy: 40 }, written);
    expect(again).toContain('## What was learnt\n\nFsync is the limit.\n');
    expect(again).not.toContain('publishes');
    expect(pageOf(figures, machine, again)).toBe(written);
  });
});
