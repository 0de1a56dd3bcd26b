import { createHash } from 'node:crypto';
import { access, constants, glob, readFile, realpath } from 'node:fs/promises';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { COPIES, copyForEveryone, isWalkable } from './copies.js';

/** Where `make setup` puts the servers that the machine lacks: beside the checkout's node_modules, whatever FREEHOLD_DATA says. */
export const SERVERS_DIR = fileURLToPath(new URL('../../../.servers', import.meta.url));

/** In every directory of unpacked packages: their names with versions, one a line. */
export const CONTENTS = 'packages.list';

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

/** A PHP that serves pages. */
export interface PhpFpm {
  /** `8.2` */
  readonly version: string;
  readonly path: string;
}

/** The servers of a cluster's nodes. Whoever we are, every user of the machine may run them: they serve as users of their own. */
export interface WebServers {
  readonly nginx: string;
  /** At least one, the newest first. */
  readonly php_fpm: readonly PhpFpm[];
  readonly haproxy: string;
}

/** The path of nginx. @throws Error when there is none. */
export async function findNginx(): Promise<string> {
  return (await lookForNginx()) ?? absent('nginx', 'nginx');
}

/** As {@link findNginx}, but undefined when there is none. */
export async function lookForNginx(): Promise<string | undefined> {
  return forEveryone(await first(onPath('nginx')));
}

/** Every PHP-FPM that is there, the newest first. @throws Error when there is none. */
export async function findPhpFpm(): Promise<readonly PhpFpm[]> {
  const found = await lookForPhpFpm();
  return found.length > 0 ? found : absent('PHP-FPM', 'php-fpm');
}

/** As {@link findPhpFpm}, but none when there is none. */
export async function lookForPhpFpm(): Promise<readonly PhpFpm[]> {
  const found = new Map<string, PhpFpm>();
  for (const directory of directories()) {
    for await (const name of glob('php-fpm[0-9]*', { cwd: directory })) {
      const version = /^php-fpm(\d+\.\d+)$/.exec(name)?.[1];
      if (version === undefined || found.has(version) || !(await isExecutable(join(directory, name)))) continue;
      found.set(version, { version, path: (await forEveryone(join(directory, name))) ?? join(directory, name) });
    }
  }
  return [...found.values()].sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }));
}

/** The path of HAProxy. @throws Error when there is none. */
export async function findHaproxy(): Promise<string> {
  return (await lookForHaproxy()) ?? absent('HAProxy', 'haproxy');
}

/** As {@link findHaproxy}, but undefined when there is none. */
export async function lookForHaproxy(): Promise<string | undefined> {
  return forEveryone(await first(onPath('haproxy')));
}

/** The path of wrk, which asks a web server as often as it can. @throws Error when there is none. */
export async function findWrk(): Promise<string> {
  return (await lookForWrk()) ?? absent('wrk', 'wrk');
}

/** As {@link findWrk}, but undefined when there is none. */
export async function lookForWrk(): Promise<string | undefined> {
  return first(onPath('wrk'));
}

/** The servers that a cluster on this machine needs, or the sentence that says what is missing and how to get it. */
export async function webServers(): Promise<WebServers | { readonly missing: string }> {
  if (process.getuid?.() !== 0)
    return { missing: 'A cluster on this machine needs root, as every tenant gets a user of its own: run it as root.' };
  try {
    return { nginx: await findNginx(), php_fpm: await findPhpFpm(), haproxy: await findHaproxy() };
  } catch (error) {
    if (!(error instanceof ServerAbsent)) throw error;
    return { missing: error.message };
  }
}

/** A server that is not there; the message says how to get it. */
class ServerAbsent extends Error {}

function absent(name: string, debianPackage: string): never {
  throw new ServerAbsent(`${name} is missing: ${HINT}, or install ${debianPackage}.`);
}

/** Whether a server is one that `make setup` unpacked, or a copy of that. */
export function isUnpacked(path: string): boolean {
  return path.startsWith(`${SERVERS_DIR}/`) || path.startsWith(`${COPIES}/`);
}

/** The path of a program that serves as another user: itself, or where that user cannot walk to what we unpacked, a copy of that. */
async function forEveryone(path: string | undefined): Promise<string | undefined> {
  if (path === undefined || process.getuid?.() !== 0) return path;
  const program = await realpath(path);
  if (!program.startsWith(SERVERS_DIR) || (await isWalkable(program))) return path;
  const tree = dirname(dirname(program));
  const contents = await readFile(join(tree, CONTENTS));
  const version = createHash('sha256').update(contents).digest('hex').slice(0, 12);
  return join(await copyForEveryone(tree, `web-${version}`), relative(tree, program));
}

/** Every executable of that name, ours first. */
async function* onPath(name: string): AsyncGenerator<string> {
  for (const directory of directories()) {
    const candidate = join(directory, name);
    if (await isExecutable(candidate)) yield candidate;
  }
}

/** Where programs lie. Servers lie in sbin, which is not on everyone's PATH. */
function directories(): Set<string> {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  return new Set([join(SERVERS_DIR, 'bin'), ...path, '/usr/local/sbin', '/usr/sbin', '/usr/bin']);
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
