import { describe, expect, it } from '@jest/globals';
import { type Clock, RateLimiter, systemClock } from './rate-limiter.js';

/** A clock that stands still but for its sleepers, who all wake at once at their own times. */
function standingClock(): Clock & { slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => 0,
    async sleep(milliseconds) {
      slept.push(milliseconds);
    },
  };
}

const never = new AbortController().signal;

describe('RateLimiter', () => {
  it('spaces concurrent calls evenly, in the order in which they asked', async () => {
    const clock = standingClock();
    const limiter = new RateLimiter(2, clock);
    await Promise.all([limiter.turn(never), limiter.turn(never), limiter.turn(never), limiter.turn(never)]);
    expect(clock.slept).toEqual([500, 1000, 1500]);
  });

  it('holds nobody back when the limit is lifted', async () => {
    const clock = standingClock();
    const limiter = new RateLimiter(0, clock);
    await Promise.all(Array.from({ length: 100 }, () => limiter.turn(never)));
    expect(clock.slept).toEqual([]);
  });

  it('lets a waiting caller go with the reason of its signal', async () => {
    const limiter = new RateLimiter(0.001, systemClock);
    const stop = new AbortController();
    await limiter.turn(stop.signal);
    const waiting = limiter.turn(stop.signal);
    stop.abort(new Error('the service stops'));
    await expect(waiting).rejects.toThrow('the service stops');
  });
});
