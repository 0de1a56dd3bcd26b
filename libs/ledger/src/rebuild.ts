import type { Pool, PoolClient } from 'pg';
import { Feed, type Reader } from './feed.js';
import { Follower, type Projection } from './follower.js';
import type { Ledger } from './ledger.js';
import { Positions } from './positions.js';
import { protection } from './table-protection.js';
import { inTransaction } from './transaction.js';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly projection: Projection;
  /** Positions of the live followers. */
  readonly live: Positions;
  readonly report: (level: 'warn' | 'error', message: string) => void;
  /** Breaks the rebuild off; the live rows then stay as they are. */
  readonly signal: AbortSignal;
}

/** How long the live follower is held still at the most while the new rows come up to its last ones. */
const HELD_MS = 2_000;

/**
 * Makes a projection's rows anew from the first event, in a schema beside the live one, and swaps the tables when the new
 * ones have caught up. Readers see the old rows until the swap commits. It writes rows only: no work, no command, no call.
 * So it never reads past the live follower, which raises the work of every event that it reads: what a rebuild had read in
 * its place would be followed by nobody.
 *
 * @throws Error when an event stops the rebuild: the live rows then stay as they are
 */
export async function rebuild(options: RebuildOptions): Promise<void> {
  const { pool, ledger, projection, report } = options;
  const schema = await currentSchema(pool);
  const scratch = `${schema}_rebuild_${projection.name.replaceAll('-', '_')}`;
  const checkpoint = `${projection.name}@rebuild`;
  await prepare(pool, schema, scratch, projection.tables, checkpoint);
  const positions = new Positions();
  const { created, last } = await ledger.state();
  const follower = new Follower({ pool, projection, positions, epoch: created, checkpoint, schema: scratch, report });
  const fresh = { follower, positions };
  const ended = new AbortController();
  try {
    await follower.open(last);
    const feed = new Feed(ledger, [behindLive(follower, options, ended.signal)], report);
    follower.start();
    feed.start();
    try {
      do {
        while (!(await caughtUp(fresh, options.live.of(projection.name), options.signal)));
      } while (!(await swap(options, schema, scratch, fresh)));
    } finally {
      ended.abort();
      await Promise.all([feed.close(), follower.close()]);
    }
  } finally {
    await pool.query(`DROP SCHEMA IF EXISTS ${scratch} CASCADE`);
    await pool.query('DELETE FROM checkpoint WHERE name = $1', [checkpoint]);
  }
}

interface Fresh {
  readonly follower: Follower;
  readonly positions: Positions;
}

/** Lets a message through when the live follower has passed it. */
function behindLive(follower: Follower, { live, projection }: RebuildOptions, ended: AbortSignal): Reader {
  return {
    get position() {
      return follower.position;
    },
    async offer(arrival) {
      while (live.of(projection.name) < arrival.seq) {
        await live.wait([projection.name], arrival.seq, 60_000, ended);
        if (ended.aborted) return;
      }
      await follower.offer(arrival);
    },
    halt: (error) => follower.halt(error),
  };
}

async function prepare(
  pool: Pool,
  schema: string,
  scratch: string,
  tables: readonly string[],
  checkpoint: string,
): Promise<void> {
  await pool.query(`DROP SCHEMA IF EXISTS ${scratch} CASCADE`);
  await pool.query(`CREATE SCHEMA ${scratch}`);
  for (const table of tables) {
    await pool.query(`CREATE TABLE ${scratch}.${table} (LIKE ${schema}.${table} INCLUDING ALL)`);
    for (const statement of await protection(pool, schema, scratch, table)) await pool.query(statement);
  }
  await pool.query('DELETE FROM checkpoint WHERE name = $1', [checkpoint]);
}

/** Waits a second at the most. @throws Error when the rebuild has come to an end before its goal */
async function caughtUp({ follower, positions }: Fresh, target: number, signal: AbortSignal): Promise<boolean> {
  const passed = await positions.wait([follower.name], target, 1_000, signal);
  if (signal.aborted) throw new Error(`the rebuild of ${follower.name} was broken off`);
  if (follower.stopped !== undefined) throw new Error(`${follower.name} has stopped: ${follower.stopped}`);
  return passed;
}

/** False: the new rows are still behind. The live follower is held still meanwhile by the lock on its checkpoint. */
async function swap(
  { pool, projection: { name, tables } }: RebuildOptions,
  schema: string,
  scratch: string,
  fresh: Fresh,
): Promise<boolean> {
  return await inTransaction(pool, async (tx) => {
    const live = await locked(tx, name);
    if (!(await fresh.positions.wait([fresh.follower.name], live, HELD_MS))) return false;
    for (const table of tables) {
      await tx.query(`DROP TABLE ${schema}.${table}`);
      await tx.query(`ALTER TABLE ${scratch}.${table} SET SCHEMA ${schema}`);
    }
    return true;
  });
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
