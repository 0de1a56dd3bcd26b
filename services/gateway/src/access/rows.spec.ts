import { freshDatabase } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ReachedRows } from './rows.js';

describe('rows that many read at once', () => {
  let pool: pg.Pool;
  let writer: pg.Pool;

  beforeAll(async () => {
    const { url } = await freshDatabase();
    [pool, writer] = [new pg.Pool({ connectionString: url, max: 4 }), new pg.Pool({ connectionString: url, max: 2 })];
    await writer.query('CREATE TABLE hot (id int PRIMARY KEY, value int); INSERT INTO hot VALUES (1, 0)');
  });

  afterAll(async () => {
    await Promise.all([pool.end(), writer.end()]);
  });

  const LOCK = 4711;
  /** They look at the rows as they are when they begin, and then wait, as long as the lock is held or for a while. */
  const held = {
    text: `SELECT value FROM hot, pg_advisory_xact_lock(${LOCK}) WHERE id = $1`,
    values: [1],
    hot: true,
  } as const;
  const slow = { text: 'SELECT value FROM hot, pg_sleep(0.3) WHERE id = $1', values: [1], hot: true } as const;
  const waiting = async () =>
    (
      await writer.query(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'advisory' AND query LIKE 'SELECT value%'",
      )
    ).rows[0].n;

  it('never are older than what the reader had written before', async () => {
    const rows = new ReachedRows(pool).within('everything');
    const holder = await writer.connect();
    await holder.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const first = rows.query<{ value: number }>({ ...held, values: [1] });
    await until(async () => (await waiting()) === 1);
    await writer.query('UPDATE hot SET value = 1');
    const mine = Array.from({ length: 20 }, async () => await rows.query({ ...held, values: [1] }));
    await holder.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    holder.release();
    expect((await first).rows).toEqual([{ value: 0 }]);
    for (const { rows: read } of await Promise.all(mine)) expect(read).toEqual([{ value: 1 }]);
  });

  it('are read at the most twice, however many read them, and apart for another reach or another value', async () => {
    let queries = 0;
    pool.on('acquire', () => queries++);
    const reached = new ReachedRows(pool);
    const ask = async (rows = reached.within('everything'), id = 1) => await rows.query({ ...slow, values: [id] });
    await Promise.all(Array.from({ length: 100 }, async () => await ask()));
    expect(queries).toBe(1);
    queries = 0;
    await Promise.all([ask(), ask(reached.within({ tenants: ['t'], brands: [] })), ask(undefined, 2), ask()]);
    expect(queries).toBe(3);
  });
});
