import { expect, it } from '@jest/globals';
import { churn } from './work.churn.js';

it('loses no wake-up and runs no key twice at once in two minutes of churn', async () => {
  const { raises, runs, kills, ...wrong } = await churn(120_000);
  expect(wrong).toEqual({ overlaps: 0, stale: 0, unsettled: 0 });
  expect(Math.min(raises, runs)).toBeGreaterThan(20_000);
  expect(kills).toBeGreaterThan(300);
}, 180_000);
