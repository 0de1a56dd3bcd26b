import { expect, it } from '@jest/globals';
import { churn } from './work.churn.js';

it('loses no wake-up and runs no key twice at once, while keys are raised without a pause and workers lose their connections', async () => {
  const { raises, runs, kills, ...wrong } = await churn(12_000);
  expect(wrong).toEqual({ overlaps: 0, stale: 0, unsettled: 0 });
  expect(Math.min(raises, runs)).toBeGreaterThan(200);
  expect(kills).toBeGreaterThan(10);
});
