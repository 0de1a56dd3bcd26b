import { startPostgres } from '@freehold/stack/postgres';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Database, openDatabase } from './postgres.js';

const dataDir = await temporaryDirectory('postgres');
let server = await startPostgres({ dataDir });
const opened: Database[] = [];
afterAll(async () => {
  await Promise.all(opened.map(({ dataSource }) => dataSource.destroy()));
  await server.stop();
});

class Tables1700000000001 implements MigrationInterface {
  readonly name = 'Tables1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE moment (at timestamptz, position bigint)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE moment');
  }
}

async function open(schema: string): Promise<Database> {
  const database = await openDatabase({
    url: server.url('postgres'),
    schema,
    connections: 4,
    migrations: [Tables1700000000001],
    onError: () => {},
  });
  opened.push(database);
  return database;
}

describe('a service’s database', () => {
  it('is made by replicas that start together, once, each service in a schema of its own', async () => {
    const [one, two, other] = await Promise.all([open('dns'), open('dns'), open('tenant')]);
    await one.pool.query('INSERT INTO moment VALUES (now(), 1)');
    expect((await two.pool.query('SELECT * FROM moment')).rows).toHaveLength(1);
    expect((await other.pool.query('SELECT * FROM moment')).rows).toEqual([]);
    expect((await one.pool.query('SELECT name FROM migration')).rows).toEqual([{ name: 'Tables1700000000001' }]);
  });

  it('gives positions as numbers and times as on the wire', async () => {
    const { pool } = await open('types');
    const values = ['2026-03-01T12:00:00+02:00', 2 ** 52];
    await pool.query('INSERT INTO moment VALUES ($1, $2)', values);
    expect((await pool.query('SELECT * FROM moment')).rows).toEqual([
      { at: '2026-03-01T10:00:00.000Z', position: 2 ** 52 },
    ]);
  });

  it('outlives a server that is cut off, also with a connection lent out', async () => {
    const { pool } = await open('cut');
    const lent = await pool.connect();
    const waiting = expect(lent.query('SELECT pg_sleep(60)')).rejects.toThrow();
    await server.kill();
    await waiting;
    lent.release(true);
    server = await startPostgres({ dataDir, port: server.port });
    expect(await until(async () => (await pool.query('SELECT 1 AS one')).rows)).toEqual([{ one: 1 }]);
  });
});
