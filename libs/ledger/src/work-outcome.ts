/** What a handler may throw, and what the worker makes of it. */
import type { WorkItem } from './work.js';
import type { WorkOutcome } from './work-settlement.js';

/** Thrown by a handler: trying again is useless until somebody changes something. The key parks at once. */
export class Park extends Error {
  override readonly name = 'Park';

  /** @param reason shown to operators; never a secret in it */
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** Thrown by a handler: nothing is wrong, run me again in `ms`. No attempt is counted. */
export class Later extends Error {
  override readonly name = 'Later';

  constructor(readonly ms: number) {
    super(`run again in ${ms} ms`);
  }
}

export interface RetryPolicy {
  /** Failed runs in a row after which a key parks; Infinity never parks. */
  readonly maxAttempts: (kind: string) => number;
  /** Milliseconds until the next try after that many failures in a row (1, 2, …). */
  readonly backoff: (failures: number) => number;
}

/** Exponential backoff with full jitter, 250 ms to 30 s: whoever failed together does not come back together. */
export function fullJitter(failures: number): number {
  const [floor, cap] = [250, 30_000];
  return floor + Math.random() * (Math.min(cap, floor * 2 ** Math.min(failures, 20)) - floor);
}

/** How a run ends that threw `error`. Errors with `transient === true` (see `BackendError`) are tried for ever. */
export function outcomeOf(error: unknown, item: WorkItem, { maxAttempts, backoff }: RetryPolicy): WorkOutcome {
  if (error instanceof Later) return { type: 'later', delay_ms: error.ms };
  if (error instanceof Park) return { type: 'parked', error: error.reason };
  const failure = { delay_ms: backoff(item.failures + 1), error: messageOf(error) };
  if (isTransient(error)) return { type: 'unavailable', ...failure };
  if (item.attempts + 1 >= maxAttempts(item.kind)) return { type: 'parked', error: failure.error };
  return { type: 'failed', ...failure };
}

function isTransient(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'transient' in error && error.transient === true;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
