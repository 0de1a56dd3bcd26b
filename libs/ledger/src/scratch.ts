import { once } from 'node:events';
import { Rejected } from '@freehold/contracts/command';
import type { Pool, PoolClient } from 'pg';
import { Feed, type Reader } from './feed.js';
import { Follower, type Projection } from './follower.js';
import type { Ledger } from './ledger.js';
import { Positions } from './positions.js';
import { protection } from './table-protection.js';
import { inTransaction } from './transaction.js';

export interface ScratchOptions {
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly projection: Projection;
  /** Positions of the live followers. */
  readonly live: Positions;
  readonly report: (level: 'warn' | 'error', message: string) => void;
  /** Breaks it off; the live rows then stay as they are. */
  readonly signal: AbortSignal;
  /** Events after this position are left out. */
  readonly to?: number;
}

/** What rows are folded beside the live ones for; a word in the name of their schema. */
export type Purpose = 'rebuild' | 'compare';
const PURPOSES: readonly Purpose[] = ['rebuild', 'compare'];

/** How long the live follower is held still at the most while the new rows come up to its last ones. */
const HELD_MS = 2_000;

/**
 * Folds a projection from the first event into a schema beside the live one, hands the rows over while it goes on, and drops
 * them. It writes rows only: no work, no command, no call. So it never reads past the live follower, which raises the work of
 * every event that it reads: what was read here in its place would be followed by nobody. One at a time a projection, over all
 * replicas.
 *
 * @throws Rejected `request.conflict` while another one is under way
 * @throws Error when an event stops it: the live rows then stay as they are
 */
export async function inScratch<T>(
  options: ScratchOptions,
  purpose: Purpose,
  use: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  const { pool, ledger, projection, report } = options;
  const schema = await currentSchema(pool);
  const claim = await claimed(pool, schema, projection.name);
  if (claim === undefined)
    throw new Rejected('request.conflict', `the projection ${projection.name} is being rebuilt or compared already`);
  const names = namesOf(schema, projection.name, purpose);
  try {
    await drop(claim, names);
    await makeTables(pool, schema, names.schema, projection.tables);
    const positions = new Positions();
    const { created, last } = await ledger.state();
    const follower = new Follower({
      pool,
      projection: withStatistics(projection),
      positions,
      epoch: created,
      ...names,
      report,
    });
    await follower.open(last);
    const ended = new AbortController();
    const feed = new Feed(ledger, [behindLive(follower, options, ended.signal)], report);
    const end = async () => {
      ended.abort();
      await Promise.all([feed.close(), follower.close()]);
    };
    follower.start();
    feed.start();
    try {
      return await use(new Scratch(options, schema, names.schema, { follower, positions, end }, claim));
    } finally {
      await end();
    }
  } finally {
    await drop(pool, names);
    await giveBack(claim);
  }
}

/** Removes what a process that was killed has left behind. What another replica is at just now stays. */
export async function sweepScratch(pool: Pool, projections: readonly Projection[]): Promise<void> {
  if (projections.length === 0) return;
  const schema = await currentSchema(pool);
  const all = projections.flatMap(({ name }) =>
    PURPOSES.map((purpose) => ({ name, names: namesOf(schema, name, purpose) })),
  );
  const { rows } = await pool.query<{ nspname: string }>('SELECT nspname FROM pg_namespace WHERE nspname = ANY ($1)', [
    all.map(({ names }) => names.schema),
  ]);
  for (const { name, names } of all) {
    if (!rows.some(({ nspname }) => nspname === names.schema)) continue;
    const claim = await claimed(pool, schema, name);
    if (claim === undefined) continue;
    try {
      await drop(claim, names);
    } finally {
      await giveBack(claim);
    }
  }
}

interface Fresh {
  readonly follower: Follower;
  readonly positions: Positions;
  readonly end: () => Promise<void>;
}

/** Rows that are being made beside the live ones. */
export class Scratch {
  constructor(
    private readonly options: ScratchOptions,
    /** Where the live rows are. */
    readonly live: string,
    /** Where these are. */
    readonly schema: string,
    private readonly fresh: Fresh,
    /** A connection for whoever uses them. */
    readonly client: PoolClient,
  ) {}

  /** Resolves once they stand where the live ones stood when it last looked, or at the last position that is wanted. @throws Error when they never will */
  async caughtUp(): Promise<void> {
    const { live, projection, to } = this.options;
    while (!(await this.passed(to ?? live.of(projection.name), 1_000)));
  }

  /**
   * Holds the live follower still, by the lock on its checkpoint, and hands over the position that the live rows stand at.
   * @returns undefined when these rows are still behind; they are to catch up first
   */
  async held<T>(use: (tx: PoolClient, position: number) => Promise<T>): Promise<T | undefined> {
    const { pool, projection, live, to } = this.options;
    return await inTransaction(pool, async (tx) => {
      // It moves on by itself over what makes no rows.
      const position = Math.max(await locked(tx, projection.name), live.of(projection.name));
      if (!(await this.passed(Math.min(position, to ?? position), HELD_MS))) return undefined;
      return await use(tx, position);
    });
  }

  /** Folds no further: for whoever takes the tables away, which would stop the fold and be told as an error. */
  async end(): Promise<void> {
    await this.fresh.end();
  }

  private async passed(position: number, withinMs: number): Promise<boolean> {
    const { follower, positions } = this.fresh;
    const { signal, projection } = this.options;
    const passed = await positions.wait([follower.name], position, withinMs, signal);
    if (signal.aborted) throw new Error(`the rebuild or comparison of ${projection.name} was broken off`);
    if (follower.stopped !== undefined) throw new Error(`${follower.name} has stopped: ${follower.stopped}`);
    return passed;
  }
}

/**
 * Tells the planner again and again how large the tables have become. Nobody else does before they are whole, and to an empty
 * table every index is as good: the fold then read all rows of a kind for each that it looked up.
 */
function withStatistics(projection: Projection): Projection {
  let [folded, due] = [0, 1];
  return {
    ...projection,
    async apply(events, tx, live) {
      await projection.apply(events, tx, live);
      folded += events.length;
      if (folded < due) return;
      await tx.query(`ANALYZE ${projection.tables.join(', ')}`);
      due = folded * 4;
    },
  };
}

/** Lets a message through when the live follower has passed it, and none behind the last one that is wanted. */
function behindLive(follower: Follower, { live, projection, to }: ScratchOptions, ended: AbortSignal): Reader {
  return {
    get position() {
      return follower.position;
    },
    async offer(arrival) {
      if (to !== undefined && arrival.seq > to) {
        if (!ended.aborted) await once(ended, 'abort');
        return;
      }
      while (live.of(projection.name) < arrival.seq) {
        await live.wait([projection.name], arrival.seq, 60_000, ended);
        if (ended.aborted) return;
      }
      await follower.offer(arrival);
    },
    halt: (error) => follower.halt(error),
  };
}

interface Names {
  readonly schema: string;
  readonly checkpoint: string;
}

function namesOf(schema: string, projection: string, purpose: Purpose): Names {
  return {
    schema: `${schema}_${purpose}_${projection.replaceAll('-', '_')}`,
    checkpoint: `${projection}@${purpose}`,
  };
}

/** A connection that alone, of all replicas, may make scratch rows of the projection: until it closes, also by a kill. */
async function claimed(pool: Pool, schema: string, projection: string): Promise<PoolClient | undefined> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
      [`freehold-scratch ${schema}.${projection}`],
    );
    if (rows[0]?.mine) return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release();
  return undefined;
}

/** Whoever asks next may have it at once; the server notices the end of a connection only a moment later. */
async function giveBack(claim: PoolClient): Promise<void> {
  try {
    await claim.query('SELECT pg_advisory_unlock_all()');
    claim.release();
  } catch {
    // With its connection goes the claim.
    claim.release(true);
  }
}

async function drop(on: Pick<PoolClient, 'query'>, { schema, checkpoint }: Names): Promise<void> {
  await on.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await on.query('DELETE FROM checkpoint WHERE name = $1', [checkpoint]);
}

async function makeTables(pool: Pool, schema: string, scratch: string, tables: readonly string[]): Promise<void> {
  await pool.query(`CREATE SCHEMA ${scratch}`);
  for (const table of tables) {
    await pool.query(`CREATE TABLE ${scratch}.${table} (LIKE ${schema}.${table} INCLUDING ALL)`);
    for (const statement of await protection(pool, schema, scratch, table)) await pool.query(statement);
  }
}

async function locked(tx: PoolClient, name: string): Promise<number> {
  const { rows } = await tx.query<{ position: number }>('SELECT position FROM checkpoint WHERE name = $1 FOR UPDATE', [
    name,
  ]);
  return rows[0]?.position ?? 0;
}

async function currentSchema(pool: Pool): Promise<string> {
  const { rows } = await pool.query<{ schema: string }>('SELECT current_schema() AS schema');
  const schema = rows[0]?.schema;
  if (schema === undefined) throw new Error('the connection has no schema of its own: set its search_path');
  return schema;
}
