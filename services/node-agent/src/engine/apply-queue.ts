import { Outcome } from '@freehold/rpc/agent';
import type { DesiredState, Key, Result, Role } from '../role.js';
import type { DesiredStore } from './desired-store.js';
import { isStale, type Wish } from './fence.js';
import type { Turns } from './turns.js';

interface Waiting {
  readonly wish: Wish;
  readonly answer: (result: Result) => void;
  readonly fail: (error: unknown) => void;
}

interface Newest {
  wish: Wish;
  waiting: Waiting[];
}

/** Of one batch; more wait for the next, so that nobody waits for all. */
const MOST_AT_ONCE = 500;

/**
 * Changes of a role's desired state. Whatever waits is taken together: written to the disk once, then made so with one test and one
 * reload. A wish is answered when it is served.
 */
export class ApplyQueue {
  private waiting: Waiting[] = [];
  private readonly desired: DesiredState;

  constructor(
    private readonly role: Role,
    private readonly store: DesiredStore,
    private readonly turns: Turns,
    /** Resolves once the role runs; what is desired is on the disk before that is tried. */
    private readonly started: () => Promise<void>,
  ) {
    this.desired = store.view(role.kinds);
  }

  submit(wish: Wish): Promise<Result> {
    return new Promise((answer, fail) => {
      this.waiting.push({ wish, answer, fail });
      // The first of those that wait asks for the turn of all.
      if (this.waiting.length === 1) void this.turns.take(() => this.drain());
    });
  }

  /** A batch of its own. */
  async applyTogether(wishes: readonly Wish[]): Promise<readonly Result[]> {
    return this.turns.take(() => this.make(wishes));
  }

  private async drain(): Promise<void> {
    const batch = this.waiting.splice(0, MOST_AT_ONCE);
    if (this.waiting.length > 0) void this.turns.take(() => this.drain());
    const newest = this.newestOf(batch);
    try {
      const results = await this.make([...newest.values()].map(({ wish }) => wish));
      for (const result of results) {
        for (const { answer } of newest.get(nameOf(result.key))?.waiting ?? []) answer(result);
      }
    } catch (error) {
      for (const { waiting } of newest.values()) for (const { fail } of waiting) fail(error);
    }
  }

  /** One wish a key; those that it overtakes are answered. */
  private newestOf(batch: readonly Waiting[]): Map<string, Newest> {
    const newest = new Map<string, Newest>();
    for (const waiting of batch) {
      const { wish } = waiting;
      const known = newest.get(nameOf(wish.key));
      if (known && isStale(wish, known.wish)) waiting.answer(stale(wish.key));
      else if (known && known.wish.generation === wish.generation) {
        newest.set(nameOf(wish.key), { wish, waiting: [...known.waiting, waiting] });
      } else {
        for (const { answer } of known?.waiting ?? []) answer(stale(wish.key));
        newest.set(nameOf(wish.key), { wish, waiting: [waiting] });
      }
    }
    return newest;
  }

  /** @returns a result for each; what is stale changes nothing */
  private async make(wishes: readonly Wish[]): Promise<readonly Result[]> {
    const isLate = (wish: Wish) => isStale(wish, this.store.heard(wish.key));
    const lateResults = wishes.filter(isLate).map(({ key }) => stale(key));
    const news = wishes.filter((wish) => !isLate(wish));
    if (news.length === 0) return lateResults;
    await this.store.commit(news);
    await this.started();
    const results = await this.role.apply(
      news.map(({ key, wanted }) => ({ key, wanted })),
      this.desired,
    );
    const answered = new Set(results.map(({ key }) => nameOf(key)));
    const forgotten = news.find(({ key }) => !answered.has(nameOf(key)));
    if (forgotten) throw new Error(`The role ${this.role.name} did not say what became of ${nameOf(forgotten.key)}.`);
    return [...lateResults, ...results];
  }
}

function stale(key: Key): Result {
  return { key, outcome: Outcome.STALE, detail: 'the node holds a newer generation' };
}

function nameOf({ kind, id }: Key): string {
  return `${kind} ${id}`;
}
