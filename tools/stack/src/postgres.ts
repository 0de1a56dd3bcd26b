import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './ports.js';
import { asAccount, handOver, type PostgresInstallation, postgresInstallation } from './postgres-installation.js';
import { endOfLog, launch, type ServerProcess } from './process.js';

/** A PostgreSQL server that is running, with data that outlives it. */
export interface PostgresServer extends ServerProcess {
  readonly port: number;
  /** The connection string of a database for the superuser. It holds the password: not for logs. */
  url(database: string): string;
  /** Makes an empty database unless it is there; answers its `url`. */
  createDatabase(name: string): Promise<string>;
}

export interface PostgresOptions {
  /** Holds the cluster (`cluster/`), the superuser's password (`superuser.password`, mode 600) and the log. */
  readonly dataDir: string;
  /** = a free one */
  readonly port?: number | undefined;
}

const SUPERUSER = 'postgres';
const DUPLICATE_DATABASE = '42P04';

/**
 * Names the server's working directory. The user that PostgreSQL runs as instead of root may not be able to walk to a
 * directory below /root or another closed one. It need not: we start it inside, and this path leads there without a
 * walk (proc(5), /proc/pid/cwd).
 */
const HERE = '/proc/self/cwd';

/** Starts PostgreSQL on loopback with fsync on; an empty `dataDir` gets a new cluster first (0.7 s), a start takes 0.1 s. */
export async function startPostgres({ dataDir, port: wanted }: PostgresOptions): Promise<PostgresServer> {
  const installation = await postgresInstallation();
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const password = await superuserPassword(dataDir, installation);
  await initialise(dataDir, installation);
  const port = wanted ?? (await freePort());
  const url = (database: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const server = await launchWhenFree(dataDir, port, url('postgres'), installation);
  return {
    ...server,
    port,
    url,
    async createDatabase(name) {
      await createDatabase(url('postgres'), name);
      return url(name);
    },
  };
}

/** Makes an empty database unless it is there. `admin` is the superuser's connection string of another database. */
export async function createDatabase(admin: string, name: string): Promise<void> {
  await query(admin, `CREATE DATABASE ${pg.escapeIdentifier(name)}`).catch((error: unknown) => {
    if (!(error instanceof pg.DatabaseError && error.code === DUPLICATE_DATABASE)) throw error;
  });
}

/** Drops a database if it is there, ending whatever sessions it has. */
export async function dropDatabase(admin: string, name: string): Promise<void> {
  await query(admin, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

async function superuserPassword(dataDir: string, { account }: PostgresInstallation): Promise<string> {
  const file = join(dataDir, 'superuser.password');
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const password = randomBytes(24).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  await handOver(file, account); // initdb reads it.
  return password;
}

/** Makes the cluster beside its place and moves it there when it is whole: a first start that is cut short leaves no half of one. */
async function initialise(dataDir: string, { account, initdb }: PostgresInstallation): Promise<void> {
  const cluster = join(dataDir, 'cluster');
  if ((await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')) !== '') return;
  const draft = join(dataDir, 'cluster.draft');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await handOver(draft, account);
  // Open files are handed to initdb, as it may not be able to walk to them either.
  const passwordFile = await open(join(dataDir, 'superuser.password'));
  const log = await open(join(dataDir, 'server.log'), 'a', 0o600);
  try {
    const args = [
      `--pgdata=${HERE}`,
      `--username=${SUPERUSER}`,
      '--pwfile=/proc/self/fd/3',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--no-instructions',
    ];
    const run = spawn(...asAccount(account, initdb, args), {
      cwd: draft,
      stdio: ['ignore', log.fd, log.fd, passwordFile.fd],
      timeout: 60_000,
    });
    const [code] = await once(run, 'exit');
    if (code !== 0) throw new Error(`PostgreSQL cannot make its cluster in ${dataDir}:\n${await endOfLog(dataDir)}`);
  } finally {
    await passwordFile.close();
    await log.close();
  }
  await rename(draft, cluster);
}

async function launchWhenFree(
  dataDir: string,
  port: number,
  admin: string,
  { account, postgres }: PostgresInstallation,
): Promise<ServerProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const start = () =>
    launch({
      name: 'PostgreSQL',
      program: postgres,
      args: ['-D', HERE, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      dataDir,
      cwd: join(dataDir, 'cluster'),
      account,
      stopSignal: 'SIGINT', // "Fast" shutdown: ends the sessions, not waits for them.
      ready: async () => {
        await query(admin, 'SELECT 1', 2_000);
        return true;
      },
    });
  // After a kill -9 its sessions need a moment to notice, and hold the shared memory until then.
  for (const deadline = Date.now() + 10_000; ; await pause(50)) {
    try {
      return await start();
    } catch (error) {
      const isHeld =
        error instanceof Error && /shared memory block|lock file "postmaster.pid" already exists/.test(error.message);
      if (!isHeld || Date.now() > deadline) throw error;
    }
  }
}

/** @param connectWithinMs a server that runs takes whoever comes, but on a busy machine that takes its time */
async function query(url: string, sql: string, connectWithinMs = 60_000): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectWithinMs });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
