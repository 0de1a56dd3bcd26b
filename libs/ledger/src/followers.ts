import type { Pool } from 'pg';
import { Feed } from './feed.js';
import { Follower, type Projection } from './follower.js';
import type { Ledger } from './ledger.js';
import type { Positions } from './positions.js';
import { rebuild } from './rebuild.js';

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

/** All followers of a service, and the one feed that they read from. */
export class Followers {
  private followers: readonly Follower[] = [];
  private feed: Feed | undefined;
  /** What is being rebuilt: how to break it off, and when it has ended. */
  private readonly rebuilds = new Map<string, { readonly broken: AbortController; readonly ended: Promise<void> }>();

  constructor(private readonly options: FollowersOptions) {}

  /** @throws StreamMismatch when the ledger is not the one that the rows were made from */
  async start(): Promise<void> {
    const { pool, ledger, positions, projections, report } = this.options;
    const { created, last } = await ledger.state();
    this.followers = projections.map(
      (projection) => new Follower({ pool, projection, positions, epoch: created, report }),
    );
    for (const follower of this.followers) await follower.open(last);
    if (this.followers.length === 0) return;
    this.feed = new Feed(ledger, this.followers, report);
    for (const follower of this.followers) follower.start();
    this.feed.start();
  }

  /** Breaks off what is being rebuilt, and stops. */
  async close(): Promise<void> {
    for (const { broken } of this.rebuilds.values()) broken.abort();
    await Promise.allSettled([...this.rebuilds.values()].map(({ ended }) => ended));
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
    const { pool, ledger, positions, projections, report } = this.options;
    const projection = projections.find((candidate) => candidate.name === name);
    if (projection === undefined) throw new Error(`there is no projection ${name}`);
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
}
