import { setTimeout as sleepFor } from 'node:timers/promises';

/** Time as a limiter needs it, so that a test need not wait. */
export interface Clock {
  /** Milliseconds from any fixed moment, never going back. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  async sleep(milliseconds, signal) {
    try {
      await sleepFor(milliseconds, undefined, { signal });
    } catch (error) {
      // Node wraps the reason in an AbortError of its own; callers of ours are promised the reason itself.
      signal.throwIfAborted();
      throw error;
    }
  },
};

/**
 * Spaces calls evenly: each starts at least 1/n seconds after the one before, in the order in which they asked. Evenly rather than in
 * bursts, because nobody knows over which window a provider without a published limit counts.
 */
export class RateLimiter {
  private readonly interval: number;
  private nextStart = Number.NEGATIVE_INFINITY;

  /** @param perSecond 0 lifts the limit */
  constructor(
    perSecond: number,
    private readonly clock: Clock = systemClock,
  ) {
    this.interval = perSecond > 0 ? 1000 / perSecond : 0;
  }

  /** Resolves when the caller may start. An aborted caller's turn is lost. */
  async turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const now = this.clock.now();
    const start = Math.max(now, this.nextStart);
    this.nextStart = start + this.interval;
    if (start > now) await this.clock.sleep(start - now, signal);
  }
}
