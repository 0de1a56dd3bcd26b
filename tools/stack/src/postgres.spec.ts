import { chmod, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { dropDatabase, type PostgresServer, startPostgres } from './postgres.js';

const root = await mkdtemp(join(tmpdir(), 'freehold-postgres-'));
const closed = join(root, 'closed');
await mkdir(closed);
await chmod(closed, 0o700); // As /root is: the server's own user cannot walk through it.
const dataDir = join(closed, 'postgres');
let server: PostgresServer = await startPostgres({ dataDir });

afterAll(async () => {
  await server.stop();
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function rows(database: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(server.url(database));
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('PostgreSQL', () => {
  it('keeps what was committed over a kill -9 and comes back on its port', async () => {
    await server.createDatabase('ledger');
    await rows('ledger', 'CREATE TABLE facts AS SELECT 42 AS answer');
    const { port } = server;
    await server.kill();
    server = await startPostgres({ dataDir, port });
    expect(server.port).toBe(port);
    expect(await rows('ledger', 'SELECT answer FROM facts')).toEqual([{ answer: 42 }]);
  });

  it('comes back after a stop', async () => {
    await server.stop();
    server = await startPostgres({ dataDir, port: server.port });
    expect(await rows('postgres', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('never runs as root', async () => {
    const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\t[1-9]/m);
    expect(status).toMatch(/^CapEff:\t0+$/m);
  });

  it('flushes each commit and sorts by code point', async () => {
    const settings =
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY 1";
    expect(await rows('postgres', settings)).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    const locale =
      "SELECT pg_encoding_to_char(encoding) AS encoding, datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = 'postgres'";
    expect(await rows('postgres', locale)).toEqual([{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }]);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const wrong = new URL(server.url('postgres'));
    wrong.password = 'wrong';
    await expect(new pg.Client(wrong.href).connect()).rejects.toMatchObject({ code: '28P01' });
    const file = join(dataDir, 'superuser.password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const password = await readFile(file, 'utf8');
    expect(await readFile(`/proc/${server.pid}/cmdline`, 'utf8')).not.toContain(password);
    expect(await readFile(join(dataDir, 'server.log'), 'utf8')).not.toContain(password);
  });

  it('makes a database once, whatever its name, and drops it with sessions in it', async () => {
    const name = `it's "quoted" and spaced`;
    const url = await server.createDatabase(name);
    expect(await server.createDatabase(name)).toBe(url);
    const session = new pg.Client(url);
    const cut = new Promise((resolve) => session.on('error', resolve));
    await session.connect();
    await dropDatabase(server.url('postgres'), name);
    expect(await cut).toBeInstanceOf(Error);
    expect(await rows('postgres', 'SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1')).toEqual([
      { datname: 'ledger' },
      { datname: 'postgres' },
    ]);
  });
});
