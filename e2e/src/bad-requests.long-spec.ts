import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BadRequestsUnderTest } from './bad-requests-under-test.js';

const EACH = 10_000;

describe('ten thousand requests to each route', () => {
  let bad: BadRequestsUnderTest;

  beforeAll(async () => (bad = await BadRequestsUnderTest.start()));

  afterAll(async () => bad?.stop());

  it(
    'are never a fault of ours, leave nothing half done when they are refused, and no secret in a log',
    async () => {
      const seed = Date.now();
      const { wrong, refused } = await bad.send(EACH, seed);
      expect([seed, wrong.slice(0, 20)]).toEqual([seed, []]);
      await bad.expectUnharmed(refused);
    },
    4 * 3_600_000,
  );
});
