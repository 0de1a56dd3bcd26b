import { limitsOpen } from '@freehold/service/metrics';
import type { Quota, Share } from './shared-budgets.js';

/** Where the shares of a budget come from: shared by all gateways. */
export interface Source {
  take(subject: string, wanted: number, quota: Quota): Promise<Share>;
}

/** Whether one more request is within a budget, and how that stands. */
export interface Verdict {
  readonly allowed: boolean;
  /** Requests that are left, as far as this process knows: others may hold shares too. */
  readonly remaining: number;
  /** Until the whole budget is there again. */
  readonly reset_seconds: number;
  /** After which the next request is taken; 0 when this one was. */
  readonly retry_seconds: number;
}

interface Held {
  /** Of the share that is held here. */
  left: number;
  /** What is not spent by then is given up; milliseconds of the epoch, as all times here. */
  until: number;
  /** What others may still take. */
  shared: number;
  full_at: number;
  /** Nothing was left: nobody asks before. */
  refused_until: number;
  waiting: number;
  asking?: Promise<void> | undefined;
}

/** A share is this part of the budget, so that the unspent shares of a few gateways never amount to much of it. */
const SHARES = 50;
const MOST_A_SHARE = 1_000;
const HELD_MS = 10_000;
/** However often somebody who is refused tries: not more questions a second than that. */
const REFUSED_FOR_MS = 250;
/** A limit must not hold up what it protects. */
const ANSWER_WITHIN_MS = 1_000;
const OPEN_FOR_MS = 1_000;
/** Of whom shares are held; the one who came longest ago is forgotten, and with them a share at most. */
const MOST_HELD = 10_000;

/**
 * Budgets of one sort (of keys, of tenants, of addresses), of which shares are held in memory: most requests are counted here
 * alone, and one in a share's worth is a query. Where the shares come from is away, everybody is let in.
 */
export class Budgets {
  private readonly held = new Map<string, Held>();
  private open_until = 0;
  private readonly share: number;
  private readonly held_ms: number;

  constructor(
    readonly name: string,
    readonly quota: Quota,
    private readonly source: Source,
  ) {
    this.share = Math.min(Math.ceil(quota.limit / SHARES), MOST_A_SHARE);
    this.held_ms = Math.min(HELD_MS, (quota.window_seconds * 1000) / 6);
  }

  /** How many budgets are held. */
  get size(): number {
    return this.held.size;
  }

  /** Counts one request. */
  async spend(subject: string): Promise<Verdict> {
    const held = this.of(subject);
    for (;;) {
      const now = Date.now();
      if (held.left > 0 && held.until > now) {
        held.left--;
        return verdict(held, now, 0);
      }
      if (this.open_until > now)
        return { allowed: true, remaining: this.quota.limit, reset_seconds: 0, retry_seconds: 0 };
      if (held.refused_until > now) return verdict(held, now, (held.refused_until - now) / 1000);
      held.waiting++;
      try {
        await (held.asking ??= this.ask(subject, held));
      } finally {
        held.waiting--;
      }
    }
  }

  private of(subject: string): Held {
    const held = this.held.get(subject) ?? { left: 0, until: 0, shared: 0, full_at: 0, refused_until: 0, waiting: 0 };
    this.held.delete(subject);
    const [oldest] = this.held.keys();
    if (this.held.size >= MOST_HELD && oldest !== undefined) this.held.delete(oldest);
    this.held.set(subject, held);
    return held;
  }

  private async ask(subject: string, held: Held): Promise<void> {
    const { limit, window_seconds } = this.quota;
    try {
      const wanted = Math.min(Math.max(this.share, held.waiting), MOST_A_SHARE);
      const share = await within(ANSWER_WITHIN_MS, this.source.take(`${this.name}:${subject}`, wanted, this.quota));
      const now = Date.now();
      held.left = share.granted;
      held.until = now + this.held_ms;
      held.shared = share.left;
      held.full_at = now + share.full_in_seconds * 1000;
      const next_in_ms = Math.max(0, share.full_in_seconds - window_seconds + window_seconds / limit) * 1000;
      held.refused_until = share.granted > 0 ? 0 : now + Math.max(next_in_ms, REFUSED_FOR_MS);
    } catch {
      this.open_until = Date.now() + OPEN_FOR_MS;
      limitsOpen.inc({ budget: this.name });
    } finally {
      held.asking = undefined;
    }
  }
}

function verdict({ left, shared, full_at }: Held, now: number, retry_seconds: number): Verdict {
  return {
    allowed: retry_seconds === 0,
    remaining: left + shared,
    reset_seconds: Math.max(0, (full_at - now) / 1000),
    retry_seconds,
  };
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), ms);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
