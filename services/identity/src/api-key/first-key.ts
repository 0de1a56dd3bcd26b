import { hash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { eventSubject } from '@freehold/contracts/event';
import { ApiKey, KEY_PREFIX, KEY_TEXT } from '@freehold/contracts/identity/api-key';
import { EVERY_BRAND } from '@freehold/contracts/identity/grant';
import type { Wish } from '@freehold/ledger/commander';
import type { Parts } from '@freehold/service/definition';

/** Id of the key that a platform begins with. */
const FIRST = 'first';

/**
 * Makes the first key, which may do everything, on a platform that never had one: that in the file, if an operator has put it
 * there, else a new one, which the file then holds (mode 600). One that was revoked is not made again, unless `reset` says so:
 * then the key in the file takes its place at once. The ledger has its digest alone.
 * @throws Error when the file holds something else than a key, or the ledger does not take it
 */
export async function firstKey(
  { ledger, command, log }: Pick<Parts<unknown>, 'ledger' | 'command' | 'log'>,
  { file, reset }: { readonly file: string; readonly reset: boolean },
): Promise<void> {
  const before = await ledger.read(eventSubject(ApiKey.context, ApiKey.name, FIRST));
  if (before.length > 0 && !reset) return;
  const key = (await keyInFile(file)) ?? (await keyToFile(file));
  const lives = before.length > 0 && before.at(-1)?.fact !== 'deleted';
  const reply = await command(lives ? rotation(key) : creation(key));
  // Refused: a replica that started at the same time was first, with the same file.
  if (reply.outcome !== 'accepted' && reply.outcome !== 'rejected')
    throw new Error(`the first key could not be made: ${reply.outcome}`);
  log.info({ file }, 'the first admin key is in this file');
}

/** Its cause is the key: what was done for one is not done again at the next start, and is for another. */
function creation(key: string): Wish {
  const digest = digestOf(key);
  const data = { name: 'first key', scopes: ['*:*'], brands: [EVERY_BRAND], digest };
  return { kind: ApiKey, verb: 'create', resource_id: FIRST, cause: [digest], data };
}

function rotation(key: string): Wish {
  const digest = digestOf(key);
  return { kind: ApiKey, verb: 'rotate', resource_id: FIRST, cause: [digest], data: { digest, overlap_seconds: 0 } };
}

function digestOf(key: string): string {
  return hash('sha256', key, 'base64url');
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
  if (!KEY_TEXT.test(key))
    throw new Error(`${file} does not hold an API key: fh_ and 43 characters of base64url. Remove it to have one made`);
  return key;
}

/** Replicas that start together share the file that one of them could write. */
async function keyToFile(file: string): Promise<string> {
  const key = `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, `${key}\n`, { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    const written = (error as NodeJS.ErrnoException).code === 'EEXIST' ? await keyInFile(file) : undefined; // as above
    if (written === undefined) throw error;
    return written;
  }
}
