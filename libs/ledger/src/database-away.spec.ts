import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { isDatabaseAway } from './database-away.js';
import { freshTables } from './ledger-under-test.js';

const pool = await freshTables();
const failure = async (text: string, client: Pick<pg.Client, 'query'> = pool) =>
  await client.query(text).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('PostgreSQL’s trouble', () => {
  it('is told from ours', async () => {
    expect(isDatabaseAway(await failure('SELECT 1 / 0'))).toBe(false);
    expect(isDatabaseAway(await failure('SELEKT'))).toBe(false);
    expect(isDatabaseAway(await failure('INSERT INTO checkpoint (name) VALUES (NULL)'))).toBe(false);
    expect(isDatabaseAway(new Error('a bug'))).toBe(false);
    expect(isDatabaseAway('nonsense')).toBe(false);
    expect(isDatabaseAway(undefined)).toBe(false);
  });

  it('is a server that nobody reaches', async () => {
    const nowhere = new pg.Client({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    expect(isDatabaseAway(await nowhere.connect().catch((error: unknown) => error))).toBe(true);
  });

  it('is a connection that was cut, and a pool that waits in vain', async () => {
    const client = await pool.connect();
    client.on('error', () => {});
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const waiting = failure('SELECT pg_sleep(60)', client);
    await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isDatabaseAway(await waiting)).toBe(true);
    expect(isDatabaseAway(await failure('SELECT 1', client))).toBe(true);
    client.release(true);
    const narrow = new pg.Pool({ ...pool.options, max: 1, connectionTimeoutMillis: 3_000 });
    const only = await narrow.connect();
    expect(isDatabaseAway(await narrow.connect().catch((error: unknown) => error))).toBe(true);
    only.release();
    await narrow.end();
  });

  it('is a deadlock whose victim we are', async () => {
    await pool.query(`INSERT INTO checkpoint VALUES ('a', 0, ''), ('b', 0, '')`);
    const [one, two] = [await pool.connect(), await pool.connect()];
    const touch = (client: pg.PoolClient, name: string) =>
      failure(`UPDATE checkpoint SET position = 1 WHERE name = '${name}'`, client);
    for (const client of [one, two]) await client.query('BEGIN');
    await touch(one, 'a');
    await touch(two, 'b');
    const [first, second] = await Promise.all([touch(one, 'b'), touch(two, 'a')]);
    expect([first, second].filter(isDatabaseAway)).toHaveLength(1);
    for (const client of [one, two]) {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
