import type { Pool, PoolClient } from 'pg';
import { Feed } from './feed.js';
import { Follower, type Projection } from './follower.js';
import type { Ledger } from './ledger.js';
import { Positions } from './positions.js';

export interface RebuildOptions {
  readonly pool: Pool;
  readonly ledger: Ledger;
  readonly projection: Projection;
  /** Positions of the live followers. */
  readonly live: Positions;
  readonly report: (level: 'warn' | 'error', message: string) => void;
}

const CATCH_UP_WITHIN_MS = 3_600_000;

/**
 * Makes a projection's rows anew from the first event, in a schema beside the live one, and swaps the tables when the new
 * ones have caught up. Readers see the old rows until the swap commits. It writes rows only: no work, no command, no call.
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
  try {
    await follower.open(last);
    const feed = new Feed(ledger, [follower], report);
    follower.start();
    feed.start();
    try {
      do {
        await caughtUp(follower, positions, options.live.of(projection.name));
      } while (!(await swap(pool, schema, scratch, projection, checkpoint)));
    } finally {
      await feed.close();
      await follower.close();
    }
  } finally {
    await pool.query(`DROP SCHEMA IF EXISTS ${scratch} CASCADE`);
    await pool.query('DELETE FROM checkpoint WHERE name = $1', [checkpoint]);
  }
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
  for (const table of tables)
    await pool.query(`CREATE TABLE ${scratch}.${table} (LIKE ${schema}.${table} INCLUDING ALL)`);
  await pool.query('DELETE FROM checkpoint WHERE name = $1', [checkpoint]);
}

async function caughtUp(follower: Follower, positions: Positions, target: number): Promise<void> {
  const deadline = Date.now() + CATCH_UP_WITHIN_MS;
  while (!(await positions.wait([follower.name], target, 1_000))) {
    if (follower.stopped !== undefined)
      throw new Error(`the rebuild of ${follower.name} has stopped: ${follower.stopped}`);
    if (Date.now() > deadline) throw new Error(`the rebuild of ${follower.name} has not caught up within an hour`);
  }
}

/** False: the live follower has come further meanwhile. It is held still by the lock on its checkpoint. */
async function swap(
  pool: Pool,
  schema: string,
  scratch: string,
  { name, tables }: Projection,
  checkpoint: string,
): Promise<boolean> {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN');
    const [live, fresh] = [await locked(tx, name), await locked(tx, checkpoint)];
    if (fresh < live) {
      await tx.query('ROLLBACK');
      return false;
    }
    for (const table of tables) {
      await tx.query(`DROP TABLE ${schema}.${table}`);
      await tx.query(`ALTER TABLE ${scratch}.${table} SET SCHEMA ${schema}`);
    }
    await tx.query(
      'UPDATE checkpoint SET position = $2, epoch = fresh.epoch FROM (SELECT epoch FROM checkpoint WHERE name = $3) fresh WHERE name = $1',
      [name, fresh, checkpoint],
    );
    await tx.query('COMMIT');
    return true;
  } catch (error) {
    await tx.query('ROLLBACK');
    throw error;
  } finally {
    tx.release();
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
