import type { Pool } from 'pg';
import { Bell } from './bell.js';
import { SpanKind, traced } from './trace.js';
import { keyText, renewWork, type WorkClaim, type WorkItem } from './work.js';
import { Later, outcomeOf, type RetryPolicy } from './work-outcome.js';
import type { WorkOutcome } from './work-settlement.js';
import type { WorkEnd } from './work-settler.js';

/** Makes one key so. Idempotent; reads what is wanted after it was called; ends soon after `signal` is aborted. */
export type WorkHandler = (item: WorkItem, signal: AbortSignal) => Promise<void>;

export interface WorkRunsOptions extends RetryPolicy {
  readonly pool: Pool;
  readonly handlers: ReadonlyMap<string, WorkHandler>;
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly onParked: (item: WorkItem, error: unknown) => Promise<void>;
  readonly onEnd: (end: WorkEnd) => void;
  readonly onLost: (item: WorkItem) => void;
  readonly onError: (error: unknown) => void;
}

interface Held {
  readonly claim: WorkClaim;
  readonly abort: AbortController;
  /** When the lease ends, on this process's monotonic clock. */
  deadline: number;
}

/** The keys that a worker holds: it runs their handlers, some at once, and keeps their leases until they end. */
export class WorkRuns {
  private readonly held = new Map<string, Held>();
  private readonly ready: Held[] = [];
  private readonly renewing: NodeJS.Timeout;
  private readonly ended = new Bell();
  private running = 0;
  private closed = false;

  constructor(private readonly options: WorkRunsOptions) {
    this.renewing = setInterval(() => void this.renew(), options.leaseMs / 4);
  }

  /** Keys that run or wait to run. */
  get size(): number {
    return this.held.size;
  }

  /** @param deadline when the leases end, on this process's monotonic clock */
  add(claims: readonly WorkClaim[], deadline: number): void {
    for (const claim of claims) {
      const held = { claim, abort: new AbortController(), deadline };
      this.held.set(keyText(claim), held);
      this.ready.push(held);
    }
    this.startReady();
  }

  /**
   * Gives back what has not begun, waits for what runs, aborts what has not ended after `graceMs`, and waits a tenth of that
   * again. A handler that ignores this loses its lease like that of a killed process: when it runs out.
   */
  async close(graceMs: number): Promise<void> {
    this.closed = true;
    for (const held of this.ready.splice(0)) this.end(held, { type: 'later', delay_ms: 0 }, performance.now());
    await this.drained(graceMs);
    for (const { abort } of this.held.values()) abort.abort(new Error('the worker stops'));
    await this.drained(graceMs / 10);
    clearInterval(this.renewing);
  }

  private async drained(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (this.running > 0 && performance.now() < until) await this.ended.wait(until - performance.now());
  }

  private startReady(): void {
    while (!this.closed && this.running < this.options.concurrency) {
      const next = this.ready.shift();
      if (!next) return;
      if (!next.abort.signal.aborted) void this.run(next);
    }
  }

  private async run(held: Held): Promise<void> {
    const from = performance.now();
    this.running++;
    const outcome = await this.outcome(held);
    this.running--;
    this.end(held, outcome, from);
    this.ended.ring();
    this.startReady();
  }

  private async outcome({ claim, abort }: Held): Promise<WorkOutcome> {
    const { handlers, onParked } = this.options;
    try {
      await traced(`work ${claim.kind}`, SpanKind.CONSUMER, claim.traceparent ?? undefined, async () =>
        handlers.get(claim.kind)?.(claim, abort.signal),
      );
      return { type: 'finished' };
    } catch (error) {
      // Who was told to stop has not failed.
      const outcome = outcomeOf(abort.signal.aborted ? new Later(0) : error, claim, this.options);
      if (outcome.type !== 'parked') return outcome;
      return await onParked(claim, error).then(
        () => outcome,
        (unreported) => outcomeOf(unreported, claim, { ...this.options, maxAttempts: () => Infinity }),
      );
    }
  }

  private end(held: Held, outcome: WorkOutcome, from: number): void {
    const { claim, deadline } = held;
    if (this.held.get(keyText(claim)) !== held) return;
    this.held.delete(keyText(claim));
    this.options.onEnd({ claim, outcome, deadline, ms: performance.now() - from });
  }

  private async renew(): Promise<void> {
    const { pool, leaseMs, onError } = this.options;
    const asked = [...this.held.values()];
    const from = performance.now();
    try {
      if (asked.length === 0) return;
      const claims = asked.map(({ claim }) => claim);
      const kept = new Set((await renewWork(pool, claims, leaseMs)).map(keyText));
      for (const held of asked) {
        if (kept.has(keyText(held.claim))) held.deadline = from + leaseMs;
        else this.lose(held);
      }
    } catch (error) {
      onError(error);
      // Whoever cannot be renewed once more stops before somebody else may begin.
      for (const held of asked) if (held.deadline - performance.now() <= leaseMs / 4) this.lose(held);
    }
  }

  private lose(held: Held): void {
    const { claim, abort } = held;
    if (this.held.get(keyText(claim)) !== held) return;
    this.held.delete(keyText(claim));
    abort.abort(new Error('the lease was lost'));
    this.options.onLost(claim);
  }
}
