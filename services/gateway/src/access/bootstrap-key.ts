import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { newId } from '@freehold/contracts/ids';
import { inTransaction } from '@freehold/ledger/transaction';
import type { Logger } from '@freehold/service/log';
import type { Pool } from 'pg';
import { hashOf, newKey } from './api-keys.js';

/** 256 bits, in base64url behind `fh_`. */
const KEY = /^fh_[A-Za-z0-9_-]{43}$/;

/**
 * Makes the first key, which may do everything, on a platform that has none: the one in the file, if an operator has put
 * it there, else a new one, which the file then holds (mode 600). The database holds its hash alone.
 * @throws Error when the file holds something else than a key
 */
export async function bootstrapKey(pool: Pool, file: string, log: Logger): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query('LOCK TABLE api_key IN EXCLUSIVE MODE'); // replicas that start together take turns
    const { rowCount } = await tx.query('SELECT 1 FROM api_key LIMIT 1');
    if (rowCount !== 0) return;
    const key = (await keyInFile(file)) ?? (await keyToFile(file));
    await tx.query(
      `INSERT INTO api_key (id, name, hash, scopes, brands) VALUES ($1, 'bootstrap', $2, '{*:*}', '{*}')`,
      [newId(), hashOf(key)],
    );
    log.info({ file }, 'the first admin key is in this file');
  });
}

async function keyInFile(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // what node:fs throws
    throw error;
  }
  const key = text.trim();
  if (!KEY.test(key))
    throw new Error(`${file} does not hold an API key: fh_ and 43 characters of base64url. Remove it to have one made`);
  return key;
}

async function keyToFile(file: string): Promise<string> {
  const key = newKey();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}
