import type { CommandReply } from '@freehold/contracts/command';
import { Sync, type SyncCompleted, type SyncHeld } from '@freehold/contracts/inventory/sync';
import type { Wish } from '@freehold/ledger/commander';
import type { Run } from './open-runs.js';
import { NotRecorded } from './record-differences.js';

/** A run that was begun so often and never ended is not begun again: whatever stops the service would stop it for ever. */
const STARTS = 3;

/** The runs that one look at a provider answers, and what they report of themselves. All of them end as it ends. */
export class SyncRuns {
  private constructor(
    private readonly command: (wish: Wish) => Promise<CommandReply>,
    /** Oldest first. */
    private waiting: readonly Run[],
    private readonly held: Run | undefined,
  ) {}

  /** @param open every run of the provider that has not ended */
  static of(open: readonly Run[], command: (wish: Wish) => Promise<CommandReply>): SyncRuns {
    return new SyncRuns(
      command,
      open.filter(({ status }) => status !== 'held'),
      open.find(({ status }) => status === 'held'),
    );
  }

  /** The run in whose name differences are recorded; undefined when nobody waits for a look. */
  get first(): Run | undefined {
    return this.waiting[0];
  }

  /** What somebody has confirmed may vanish. */
  get confirmed(): SyncHeld | undefined {
    return this.waiting.find(({ observed }) => observed.confirmed)?.observed.held ?? undefined;
  }

  async start(): Promise<void> {
    const worn = this.waiting.filter(({ observed }) => observed.starts >= STARTS);
    await this.report(worn, 'fail', {
      reason: `it was interrupted ${STARTS} times and is not begun again`,
      duration_ms: 0,
    });
    this.waiting = this.waiting.filter((run) => !worn.includes(run));
    await this.report(this.waiting, 'start', {});
  }

  async complete(completed: SyncCompleted): Promise<void> {
    await this.report(this.waiting, 'complete', completed);
    const overtaken = `run ${this.first?.id ?? ''} found nothing suspicious, so there is nothing left to confirm`;
    if (this.held) await this.report([this.held], 'fail', { reason: overtaken, duration_ms: 0 });
  }

  /** One run a provider is held; the others say which. */
  async hold(held: SyncHeld, duration_ms: number): Promise<void> {
    const [first, ...others] = this.held ? [this.held, ...this.waiting] : this.waiting;
    if (first === undefined) return;
    await this.report([first], 'hold', held);
    const reason = `${held.reason}: run ${first.id} waits for somebody to confirm it`;
    await this.report(others, 'fail', { reason, duration_ms });
  }

  async fail(reason: string, duration_ms: number): Promise<void> {
    await this.report(this.waiting, 'fail', { reason, duration_ms });
  }

  /** The provider is gone: nobody can confirm anything any more. */
  async abandon(reason: string): Promise<void> {
    await this.report([...this.waiting, ...(this.held ? [this.held] : [])], 'fail', { reason, duration_ms: 0 });
  }

  private async report(runs: readonly Run[], verb: string, data: Record<string, unknown>): Promise<void> {
    for (const { id } of runs) {
      const reply = await this.command({
        kind: Sync,
        verb,
        resource_id: id,
        data,
        correlation_id: id,
        causation_id: id,
      });
      if (reply.outcome === 'unknown' || reply.outcome === 'unavailable')
        throw new NotRecorded(`the end of run ${id} could not be recorded: ${reply.detail}`);
    }
  }
}
