import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog } from '@freehold/service/log';
import { openDatabase } from '@freehold/service/postgres';
import { freshDatabase, temporaryDirectory } from '@freehold/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { Access1700000001002 } from '../migrations/002-access.js';
import { ApiKeys, newKey } from './api-keys.js';
import { bootstrapKey } from './bootstrap-key.js';

const log = createLog('spec', 'silent');
let pool: Pool;
let dataSource: DataSource;
let file: string;

beforeAll(async () => {
  const { url } = await freshDatabase();
  ({ pool, dataSource } = await openDatabase({
    url,
    schema: 'gateway',
    connections: 4,
    migrations: [Access1700000001002],
    onError: () => undefined,
  }));
});

beforeEach(async () => {
  await pool.query('TRUNCATE api_key');
  file = join(await temporaryDirectory(), 'below', 'admin.key');
});

afterAll(async () => {
  await dataSource?.destroy();
});

async function opens(key: string): Promise<boolean> {
  return (await new ApiKeys(pool).identify({ authorization: `Bearer ${key}` })) !== undefined;
}

describe('the first admin key', () => {
  it('is made where there is none, and written for its owner alone', async () => {
    await bootstrapKey(pool, file, log);
    expect(await opens((await readFile(file, 'utf8')).trim())).toBe(true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is the one that an operator has put there', async () => {
    const key = newKey();
    const given = join(await temporaryDirectory(), 'given.key');
    await writeFile(given, key);
    await bootstrapKey(pool, given, log);
    expect(await opens(key)).toBe(true);
  });

  it('is made once, also by replicas that start together', async () => {
    await Promise.all([bootstrapKey(pool, file, log), bootstrapKey(pool, file, log)]);
    await bootstrapKey(pool, file, log);
    expect((await pool.query('SELECT 1 FROM api_key')).rowCount).toBe(1);
  });

  it('is not read out of a file that holds something else', async () => {
    const other = join(await temporaryDirectory(), 'passwd');
    await writeFile(other, 'root:x:0:0');
    await expect(bootstrapKey(pool, other, log)).rejects.toThrow(`${other} does not hold an API key`);
    expect((await pool.query('SELECT 1 FROM api_key')).rowCount).toBe(0);
  });
});
