import { access, constants, glob } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

/** Where `make setup` puts the servers that the machine lacks: beside the checkout's node_modules, whatever FREEHOLD_DATA says. */
export const SERVERS_DIR = fileURLToPath(new URL('../../../.servers', import.meta.url));

/** Guarded appends with 2.12's rules are what libs/ledger relies on. */
export const OLDEST_NATS = [2, 12] as const;

const HINT = 'run `make setup`';

/**
 * The path of a nats-server that is new enough.
 *
 * @throws Error when there is none.
 */
export async function findNats(): Promise<string> {
  const found = await lookForNats();
  if (found) return found;
  throw new Error(`nats-server ${OLDEST_NATS.join('.')} or later is missing: ${HINT}, or put one on PATH.`);
}

/** As {@link findNats}, but undefined when there is none. */
export async function lookForNats(): Promise<string | undefined> {
  for await (const path of onPath('nats-server')) {
    const { stdout } = await execa(path, ['--version'], { reject: false, timeout: 5_000 });
    if (isNewEnough(stdout)) return path;
  }
  return undefined;
}

/** Whether `nats-server --version` ("nats-server: v2.15.1") tells of a version that serves us. */
export function isNewEnough(output: string): boolean {
  const [, major, minor] = /v(\d+)\.(\d+)\./.exec(output) ?? [];
  if (major === undefined || minor === undefined) return false;
  return Number(major) > OLDEST_NATS[0] || (Number(major) === OLDEST_NATS[0] && Number(minor) >= OLDEST_NATS[1]);
}

/** PowerDNS with what it needs to keep zones in SQLite. */
export interface PowerDnsPrograms {
  readonly server: string;
  /** libgsqlite3backend.so */
  readonly backend: string;
  /** The SQL that makes an empty database. */
  readonly schema: string;
}

/**
 * The paths of PowerDNS and its SQLite backend.
 *
 * @throws Error when one of them is missing.
 */
export async function findPowerDns(): Promise<PowerDnsPrograms> {
  const found = await lookForPowerDns();
  if (found) return found;
  throw new Error(
    `PowerDNS with its SQLite backend is missing: ${HINT}, or install pdns-server and pdns-backend-sqlite3.`,
  );
}

/** As {@link findPowerDns}, but undefined when something is missing. */
export async function lookForPowerDns(): Promise<PowerDnsPrograms | undefined> {
  for (const root of [join(SERVERS_DIR, 'powerdns'), '/']) {
    const server = await first(onPath('pdns_server'));
    const backend = await first(glob(join(root, 'usr/lib/*/pdns/libgsqlite3backend.so')));
    const schema = await first(
      glob(join(root, 'usr/share/{pdns-backend-sqlite3/schema,doc/pdns-backend-sqlite3}/schema.sqlite3.sql')),
    );
    if (server && backend && schema) return { server, backend, schema };
  }
  return undefined;
}

/** The path of `dig`, or undefined: nothing of ours needs it, people who look at zones do. */
export async function lookForDig(): Promise<string | undefined> {
  return first(onPath('dig'));
}

/** Every executable of that name, ours first. Servers lie in sbin, which is not on everyone's PATH. */
async function* onPath(name: string): AsyncGenerator<string> {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  for (const directory of new Set([join(SERVERS_DIR, 'bin'), ...path, '/usr/local/sbin', '/usr/sbin', '/usr/bin'])) {
    const candidate = join(directory, name);
    if (await isExecutable(candidate)) yield candidate;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}
