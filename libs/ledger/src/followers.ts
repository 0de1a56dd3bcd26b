import { Rejected } from '@freehold/contracts/command';
import type { Pool } from 'pg';
import { type Comparison, compare } from './compare.js';
import { Feed } from './feed.js';
import { Follower, type Projection } from './follower.js';
import type { Ledger } from './ledger.js';
import type { Positions } from './positions.js';
import { rebuild } from './rebuild.js';
import { sweepScratch } from './scratch.js';

/** How one projection stands, for operators. */
export interface ProjectionState {
  readonly name: string;
  readonly position: number;
  /** Events of the ledger that it has not read yet. */
  readonly lag: number;
  readonly status: 'live' | 'rebuilding' | 'stopped';
  readonly error: string | null;
}

export interface FollowersOptions {
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly positions: Positions;
  readonly projections: readonly Projection[];
  readonly report: (level: 'warn' | 'error', message: string) => void;
}

/** What is folded beside the live rows: how to break it off, and when it has ended. */
interface Beside {
  readonly broken: AbortController;
  readonly ended: Promise<unknown>;
}

/** All followers of a service, and the one feed that they read from. */
export class Followers {
  private followers: readonly Follower[] = [];
  private feed: Feed | undefined;
  private readonly rebuilds = new Map<string, Beside>();
  private readonly comparisons = new Set<Beside>();

  constructor(private readonly options: FollowersOptions) {}

  /** @throws StreamMismatch when the ledger is not the one that the rows were made from */
  async start(): Promise<void> {
    const { pool, ledger, positions, projections, report } = this.options;
    const { created, last } = await ledger.state();
    const end = async () => (await ledger.state()).last;
    await sweepScratch(pool, projections);
    this.followers = projections.map(
      (projection) => new Follower({ pool, projection, positions, epoch: created, end, report }),
    );
    for (const follower of this.followers) await follower.open(last);
    if (this.followers.length === 0) return;
    this.feed = new Feed(ledger, this.followers, report);
    for (const follower of this.followers) follower.start();
    this.feed.start();
  }

  /** Breaks off what is being rebuilt or compared, and stops. */
  async close(): Promise<void> {
    const beside = [...this.rebuilds.values(), ...this.comparisons];
    for (const { broken } of beside) broken.abort();
    await Promise.allSettled(beside.map(({ ended }) => ended));
    await this.stop();
  }

  private async stop(): Promise<void> {
    // All at once: the feed waits for followers whose buffers are full, and those may be waiting for the database.
    await Promise.all([this.feed?.close(), ...this.followers.map((follower) => follower.close())]);
  }

  async state(): Promise<ProjectionState[]> {
    const { last } = await this.options.ledger.state();
    return this.followers.map((follower) => ({
      name: follower.name,
      position: follower.position,
      lag: Math.max(0, last - follower.position),
      status: this.isRebuilding(follower.name) ? 'rebuilding' : follower.stopped === undefined ? 'live' : 'stopped',
      error: follower.stopped ?? null,
    }));
  }

  has(name: string): boolean {
    return this.options.projections.some((projection) => projection.name === name);
  }

  isRebuilding(name: string): boolean {
    return this.rebuilds.has(name);
  }

  /**
   * Makes a projection's rows anew beside the live ones and swaps them; a stopped follower goes on from there.
   * @throws Error when it is being rebuilt already, or there is none of that name
   */
  async rebuild(name: string): Promise<void> {
    const { pool, ledger, positions, report } = this.options;
    const projection = this.named(name);
    if (this.isRebuilding(name)) throw new Error(`the projection ${name} is being rebuilt already`);
    const broken = new AbortController();
    const ended = rebuild({ pool, ledger, projection, report, live: positions, signal: broken.signal });
    this.rebuilds.set(name, { broken, ended });
    try {
      await ended;
    } finally {
      this.rebuilds.delete(name);
    }
    const follower = this.followers.find((candidate) => candidate.name === name);
    if (follower?.stopped === undefined || broken.signal.aborted) return;
    await this.stop();
    await this.start();
  }

  /**
   * Folds a projection up to a position (= where the live rows stand), beside these, and compares the two; nothing live is touched.
   * @throws Rejected when the position lies ahead, or the projection is being rebuilt or compared already
   */
  async compare(name: string, to?: number): Promise<Comparison> {
    const { pool, ledger, positions, report } = this.options;
    const projection = this.named(name);
    const { last } = await ledger.state();
    // From here on it may stand in SQL as it is.
    if (to !== undefined && !(Number.isSafeInteger(to) && to >= 0))
      throw new Rejected('request.invalid', `${to} is no position`);
    if (to !== undefined && to > last)
      throw new Rejected('request.invalid', `the ledger ends at position ${last}, before ${to}`);
    const broken = new AbortController();
    const of = { pool, ledger, projection, report, live: positions, signal: broken.signal };
    const ended = compare({ ...of, ...(to !== undefined && { to }) });
    const beside = { broken, ended };
    this.comparisons.add(beside);
    try {
      return await ended;
    } finally {
      this.comparisons.delete(beside);
    }
  }

  private named(name: string): Projection {
    const projection = this.options.projections.find((candidate) => candidate.name === name);
    if (projection === undefined) throw new Error(`there is no projection ${name}`);
    return projection;
  }
}
