import { Outcome } from '@freehold/rpc/agent';
import type { Logger } from 'pino';
import type { Check, DesiredState, Difference, Result, Role } from '../role.js';
import { ApplyQueue } from './apply-queue.js';
import type { DesiredStore } from './desired-store.js';
import { afterLook, MOST_REPAIRS, TRUSTED, type Trust } from './drift-policy.js';
import type { Wish } from './fence.js';
import { type FullSet, planOf } from './full-set.js';
import { Turns } from './turns.js';

/** The role's software cannot be started; it is tried again. */
export class NotStarted extends Error {
  override readonly name = 'NotStarted';
}

export interface Found extends Pick<Difference, 'key' | 'what'> {
  readonly repaired: boolean;
}

export interface DriftReport {
  readonly differences: readonly Found[];
  readonly report_only: boolean;
}

/** What happened to one key of a full set. */
export interface Progress extends Result {
  readonly removed: boolean;
}

export interface Summary {
  readonly applied: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly refused: number;
  readonly stale: number;
  readonly held_removals: number;
  readonly held_total: number;
}

/** Wishes of a full set that are made so at once: others get their turn between two batches. */
const BATCH = 500;
const LONGEST_PAUSE_MS = 30_000;

/** One role, one thing at a time: its software is started, told, looked at, repaired, revived and ended here. */
export class RoleRunner {
  private readonly turns = new Turns();
  private readonly queue: ApplyQueue;
  private readonly desired: DesiredState;
  private trust: Trust = TRUSTED;
  private isStarted = false;
  private failures = 0;
  private nextRevival = 0;
  private lastChecks: readonly Check[];

  constructor(
    readonly role: Role,
    store: DesiredStore,
    private readonly log: Logger,
  ) {
    this.queue = new ApplyQueue(role, store, this.turns, () => this.started());
    this.desired = store.view(role.kinds);
    this.lastChecks = [{ name: role.name, ok: false, detail: 'not started yet' }];
  }

  /** Starts it; a failure is told by the checks, and tried again by {@link check}. */
  async start(): Promise<void> {
    await this.turns.take(() => this.started()).catch(() => undefined);
  }

  /** Also when it runs already: everything is written again. */
  async startAnew(): Promise<void> {
    this.isStarted = false;
    await this.start();
  }

  submit(wish: Wish): Promise<Result> {
    return this.queue.submit(wish);
  }

  /** Makes the node hold exactly the set. Yields what went wrong or was removed as it happens. */
  async *converge(set: FullSet): AsyncGenerator<Progress, Summary> {
    const plan = planOf(set, this.desired);
    const tally = { applied: 0, unchanged: 0, removed: 0, refused: 0, stale: 0 };
    this.trust = TRUSTED;
    // Removals first: what they leave may be what the rest needs, such as a name.
    const wishes = [...plan.removals, ...plan.wishes];
    for (let from = 0; from < wishes.length; from += BATCH) {
      const batch = wishes.slice(from, from + BATCH);
      const removals = new Set(batch.filter(({ wanted }) => !wanted).map(({ key }) => `${key.kind} ${key.id}`));
      for (const result of await this.queue.applyTogether(batch)) {
        const isRemoval = removals.has(`${result.key.kind} ${result.key.id}`);
        const removed = isRemoval && result.outcome !== Outcome.STALE && result.outcome !== Outcome.REFUSED;
        tally[removed ? 'removed' : tallied(result.outcome)] += 1;
        if (removed || !isFine(result.outcome)) yield { ...result, removed };
      }
    }
    await this.turns.take(async () => this.role.opened?.());
    return { ...tally, held_removals: plan.held.removals, held_total: plan.held.total };
  }

  /** Looks for drift and repairs what is safe, within the limits. */
  inspect(): Promise<DriftReport> {
    return this.turns.take(async () => {
      await this.started();
      const found = await this.role.inspect(this.desired);
      this.trust = afterLook(this.trust, found.length);
      const { report_only } = this.trust;
      const chosen = report_only ? [] : found.filter(({ safe }) => safe).slice(0, MOST_REPAIRS);
      const repaired = new Set<Difference>();
      for (const difference of chosen) if (await this.repaired(difference)) repaired.add(difference);
      if (repaired.size > 0) await this.role.settle(this.desired);
      const differences = found.map((one) => ({ key: one.key, what: one.what, repaired: repaired.has(one) }));
      return { differences, report_only };
    });
  }

  /**
   * Whether its software serves; what does not is started again, at most every 30 s when that does not help. While something else
   * is under way it answers what it found last.
   */
  async check(): Promise<readonly Check[]> {
    if (this.turns.isBusy) return this.lastChecks;
    this.lastChecks = await this.turns.take(async () => {
      const before = await this.look();
      if (before.every(({ ok }) => ok)) {
        this.failures = 0;
        return before;
      }
      if (Date.now() < this.nextRevival) return before;
      await this.revive(before);
      return this.look();
    });
    return this.lastChecks;
  }

  /** Ends the software in good order, after what is under way. */
  stop(): Promise<void> {
    return this.turns.take(() => this.role.stop());
  }

  private async started(): Promise<void> {
    if (this.isStarted) return;
    try {
      await this.role.start(this.desired);
      this.isStarted = true;
    } catch (error) {
      this.log.error({ role: this.role.name, err: error }, 'role cannot be started');
      const detail = error instanceof Error ? error.message : String(error);
      this.lastChecks = [{ name: this.role.name, ok: false, detail }];
      throw new NotStarted(`The role ${this.role.name} has not started: ${detail}`, { cause: error });
    }
  }

  private async look(): Promise<readonly Check[]> {
    if (!this.isStarted) return this.lastChecks;
    try {
      return await this.role.check();
    } catch (error) {
      this.log.error({ role: this.role.name, err: error }, 'role cannot be checked');
      return [{ name: this.role.name, ok: false, detail: 'it cannot be checked: the log says why' }];
    }
  }

  private async revive(broken: readonly Check[]): Promise<void> {
    this.failures += 1;
    this.nextRevival = Date.now() + Math.min(1_000 * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
    this.log.warn({ role: this.role.name, checks: broken.filter(({ ok }) => !ok) }, 'role is revived');
    try {
      if (this.isStarted) await this.role.revive(this.desired);
      else await this.started();
    } catch (error) {
      this.log.error({ role: this.role.name, err: error }, 'role cannot be revived');
    }
  }

  private async repaired(difference: Difference): Promise<boolean> {
    try {
      await difference.repair();
      return true;
    } catch (error) {
      this.log.error({ role: this.role.name, key: difference.key, err: error }, 'a difference cannot be repaired');
      return false;
    }
  }
}

function isFine(outcome: Outcome): boolean {
  return outcome === Outcome.APPLIED || outcome === Outcome.UNCHANGED;
}

function tallied(outcome: Outcome): 'applied' | 'unchanged' | 'refused' | 'stale' {
  switch (outcome) {
    case Outcome.APPLIED:
      return 'applied';
    case Outcome.UNCHANGED:
      return 'unchanged';
    case Outcome.STALE:
      return 'stale';
    case Outcome.REFUSED:
    case Outcome.UNSPECIFIED:
      return 'refused';
  }
}
