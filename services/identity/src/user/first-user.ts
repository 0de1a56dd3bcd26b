import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CommandReply } from '@freehold/contracts/command';
import { Membership } from '@freehold/contracts/identity/membership';
import { User } from '@freehold/contracts/identity/user';
import { idFor } from '@freehold/contracts/ids';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Logger } from '@freehold/service/log';
import type { Accounts } from './accounts.js';

/** Id of the first user. */
const FIRST_USER = 'admin';

const CAUSE = ['first start'];
const SEEN_WITHIN_MS = 10_000;

interface Parts {
  readonly file: string;
  readonly email: string;
  readonly accounts: Accounts;
  readonly view: LocalView;
  readonly command: (wish: Wish) => Promise<CommandReply>;
  readonly log: Logger;
}

/**
 * Makes the first user, an operator, once for ever: with the password that the file holds, if somebody has put one there, else a new one,
 * which the file then holds (mode 600). A user who is there, or was, is left alone.
 */
export async function firstUser(parts: Parts): Promise<void> {
  const { file, email, accounts, view, command, log } = parts;
  if ((await view.get(User.name, FIRST_USER)) !== undefined) return;
  const given = await passwordIn(file);
  const password = given ?? randomBytes(18).toString('base64url');
  // First the file: a password that nobody knows would be a user whom nobody is.
  if (given === undefined) await write(file, password);
  const create = { kind: User, verb: 'create', resource_id: FIRST_USER, cause: CAUSE };
  const made = await command({ ...create, data: { email, name: 'Administrator', password } });
  if (made.outcome === 'accepted' && (await accounts.holdsPassword(made.resource, password))) {
    await view.passed(made.position, SEEN_WITHIN_MS);
    await makeOperator(command);
    log.info({ file, user: FIRST_USER }, 'the first user’s password is in this file');
    return;
  }
  if (given === undefined) await rm(file);
  if (made.outcome !== 'accepted' && made.outcome !== 'rejected')
    throw new Error(`the first user could not be made: ${made.outcome}`);
}

async function makeOperator(command: Parts['command']): Promise<void> {
  const data = { user_id: FIRST_USER, role: 'operator' };
  const resource_id = idFor(Membership.name, Membership.id, data);
  const reply = await command({ kind: Membership, verb: 'create', resource_id, cause: CAUSE, data });
  if (reply.outcome !== 'accepted') throw new Error(`the first user could not be made an operator: ${reply.outcome}`);
}

async function passwordIn(file: string): Promise<string | undefined> {
  try {
    const text = (await readFile(file, 'utf8')).trim();
    if (text.length < 12)
      throw new Error(`${file} does not hold a password of at least 12 characters. Remove it to have one made`);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // what node:fs throws
    throw error;
  }
}

async function write(file: string, password: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
}
