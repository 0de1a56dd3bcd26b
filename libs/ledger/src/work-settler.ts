import type { Pool } from 'pg';
import { Bell } from './bell.js';
import type { WorkClaim } from './work.js';
import { type Settled, settleWork, type WorkOutcome } from './work-settlement.js';

/** A run that is over. `deadline`: when its lease ends, on this process's monotonic clock. */
export interface WorkEnd {
  readonly claim: WorkClaim;
  readonly outcome: WorkOutcome;
  readonly deadline: number;
  /** How long the handler ran. */
  readonly ms: number;
}

export interface WorkSettlerOptions {
  readonly pool: Pool;
  readonly onSettled: (end: WorkEnd, settled: Settled) => void;
  readonly onError: (error: unknown) => void;
}

const BATCH = 512;

/** Settles ended runs, one statement at a time: what ends while one is under way goes into the next. */
export class WorkSettler {
  private readonly ends: WorkEnd[] = [];
  private readonly bell = new Bell();
  private readonly loop: Promise<void>;
  private pending = 0;
  private closed = false;

  constructor(private readonly options: WorkSettlerOptions) {
    this.loop = this.run();
  }

  /** Runs that ended and are not settled yet. */
  get size(): number {
    return this.pending;
  }

  add(end: WorkEnd): void {
    this.pending++;
    this.ends.push(end);
    this.bell.ring();
  }

  /** Resolves when everything is settled, or its lease has ended. */
  async close(): Promise<void> {
    this.closed = true;
    this.bell.ring();
    await this.loop;
  }

  private async run(): Promise<void> {
    while (!this.closed || this.ends.length > 0) {
      if (this.ends.length === 0) await this.bell.wait(60_000);
      if (this.ends.length > 0) await this.settle(this.ends.splice(0, BATCH));
    }
  }

  private async settle(ends: WorkEnd[]): Promise<void> {
    for (let failures = 0; ends.length > 0; failures++) {
      try {
        const settled = await settleWork(this.options.pool, ends);
        ends.forEach((end, index) => this.done(end, settled[index] ?? 'lost'));
        return;
      } catch (error) {
        this.options.onError(error);
        const now = performance.now();
        for (const end of ends) if (end.deadline <= now) this.done(end, 'lost');
        ends = ends.filter((end) => end.deadline > now);
        await new Promise((resolve) => setTimeout(resolve, Math.min(1000, 20 * 2 ** Math.min(failures, 10))));
      }
    }
  }

  private done(end: WorkEnd, settled: Settled): void {
    this.pending--;
    this.options.onSettled(end, settled);
  }
}
