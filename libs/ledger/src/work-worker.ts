import type { Pool } from 'pg';
import { Bell } from './bell.js';
import { claimWork, nextWork, type WorkItem } from './work.js';
import { WorkListener } from './work-listener.js';
import { fullJitter, type RetryPolicy } from './work-outcome.js';
import { type WorkHandler, WorkRuns } from './work-runs.js';
import type { Settled, WorkOutcome } from './work-settlement.js';
import { WorkSettler } from './work-settler.js';

/** What a worker tells its owner, for logs and metrics. */
export type WorkEvent =
  | {
      readonly type: 'settled';
      readonly item: WorkItem;
      readonly outcome: WorkOutcome;
      readonly settled: Settled;
      readonly ms: number;
    }
  | { readonly type: 'lease_lost'; readonly item: WorkItem }
  | {
      readonly type: 'database_failed';
      readonly doing: 'claim' | 'renew' | 'settle' | 'listen';
      readonly error: unknown;
    };

export interface WorkWorkerOptions {
  /** Lends up to three connections, and one to listen on. Its owner handles its `error` event. */
  readonly pool: Pool;
  readonly handlers: ReadonlyMap<string, WorkHandler>;
  /** Handlers that run at once. Default 16. */
  readonly concurrency?: number;
  /** How long a key stays with a worker that died. Default 10 s; renewed every quarter of it. */
  readonly leaseMs?: number;
  /** Default `fullJitter`. */
  readonly backoff?: RetryPolicy['backoff'];
  /** Default 10, for every kind. */
  readonly maxAttempts?: RetryPolicy['maxAttempts'];
  /** The longest that a worker sleeps without looking, should an announcement be missed. Default 5 s. */
  readonly pollMs?: number;
  /** Called before a key parks, at least once: it parks when this resolves, and is tried again when it throws. */
  readonly onParked?: (item: WorkItem, error: unknown) => Promise<void>;
  readonly onEvent?: (event: WorkEvent) => void;
}

const defaults = {
  concurrency: 16,
  leaseMs: 10_000,
  backoff: fullJitter,
  maxAttempts: () => 10,
  pollMs: 5_000,
  onParked: async () => {},
  onEvent: () => {},
} satisfies Partial<WorkWorkerOptions>;

/** Claimed keys may wait for a handler when handlers are quick, so that a claim's round trip serves many. */
const MAX_AHEAD = 128;

/** Runs dirty keys of a service's work table. Any number of workers, in any number of processes, share one table. */
export class WorkWorker {
  private readonly options: Required<WorkWorkerOptions>;
  private readonly kinds: readonly string[];
  private readonly listener: WorkListener;
  private readonly settler: WorkSettler;
  private readonly runs: WorkRuns;
  private readonly bell = new Bell();
  private ahead = 0;
  private claimedAt = 0;
  /** The last claim left nothing due behind: only an announcement or a due time makes another one worth while. */
  private drained = false;
  private stopping = false;
  private loop: Promise<void> | undefined;

  constructor(options: WorkWorkerOptions) {
    this.options = { ...defaults, ...options };
    this.kinds = [...options.handlers.keys()];
    const { pool, onEvent } = this.options;
    const failed = (doing: 'claim' | 'renew' | 'settle' | 'listen') => (error: unknown) =>
      onEvent({ type: 'database_failed', doing, error });
    this.listener = new WorkListener({ pool, onWake: () => this.wake(), onLost: failed('listen') });
    this.settler = new WorkSettler({
      pool,
      onSettled: ({ claim, outcome, ms }, settled) => {
        if (settled !== 'clean') this.wake();
        this.claimMore();
        onEvent({ type: 'settled', item: claim, outcome, settled, ms });
      },
      onError: failed('settle'),
    });
    this.runs = new WorkRuns({
      ...this.options,
      onEnd: (end) => this.settler.add(end),
      onLost: (item) => {
        this.wake();
        onEvent({ type: 'lease_lost', item });
      },
      onError: failed('renew'),
    });
  }

  /** Resolves when it listens, or has tried to: a database that is away is waited for. */
  async start(): Promise<void> {
    await this.listener.start();
    this.loop = this.run();
  }

  /** Claims no more, lets what runs end (see `WorkRuns.close`), settles it, and gives its connections back. */
  async stop(graceMs = 10_000): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.loop;
    await this.runs.close(graceMs);
    await this.settler.close();
    this.listener.stop();
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping; ) {
      let pause: number;
      try {
        pause = await this.claim();
        failures = 0;
      } catch (error) {
        this.options.onEvent({ type: 'database_failed', doing: 'claim', error });
        this.drained = false;
        pause = Math.min(2000, 50 * 2 ** Math.min(failures++, 10));
      }
      const rung = await this.bell.wait(pause);
      if (!rung) this.drained = false;
    }
  }

  /** Claims what there is room for; answers how many ms to sleep unless something rings. */
  private async claim(): Promise<number> {
    const { pool, leaseMs, pollMs } = this.options;
    const limit = this.room();
    if (this.drained || limit === 0) return pollMs;
    // Before the claim, not after: an announcement that arrives meanwhile undoes it.
    this.drained = true;
    this.bell.reset();
    const from = performance.now();
    const claims = await claimWork(pool, { kinds: this.kinds, limit, leaseMs });
    this.runs.add(claims, from + leaseMs);
    const full = claims.length === limit;
    this.adapt(full, from);
    if (full) {
      this.wake();
      return pollMs;
    }
    const due = (await nextWork(pool, this.kinds)) ?? pollMs;
    // What is due and was not claimed is locked by somebody's open transaction: look again soon.
    return Math.min(pollMs, Math.max(due, 20));
  }

  /** Full claims in quick succession claim further ahead; anything else claims less. */
  private adapt(full: boolean, now: number): void {
    const quick = full && now - this.claimedAt < 50;
    this.ahead = quick ? Math.min(MAX_AHEAD, Math.max(8, this.ahead * 2)) : this.ahead >> 1;
    this.claimedAt = now;
  }

  /** How many keys to claim: none until half of what is held ahead has gone, so that claims stay large. */
  private room(): number {
    const free = this.options.concurrency + 2 * this.ahead - this.runs.size - this.settler.size;
    return free >= Math.max(1, this.ahead) ? free : 0;
  }

  private claimMore(): void {
    if (!this.drained && this.room() > 0) this.bell.ring();
  }

  private wake(): void {
    this.drained = false;
    this.bell.ring();
  }
}
