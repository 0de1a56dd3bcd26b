import { mkdir, writeFile } from 'node:fs/promises';
import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { freePort } from './ports.js';
import { launch, type ServerProcess } from './process.js';
import { findNats } from './programs.js';

/** A user of the server and the subjects it may use; without `permissions` it may use all. */
export interface NatsUser {
  readonly user: string;
  readonly password: string;
  readonly permissions?: {
    readonly publish?: readonly string[];
    readonly subscribe?: readonly string[];
    /** Whether it may answer requests that it received, whatever their reply subject. */
    readonly allow_responses?: boolean;
  };
}

/** One member of a cluster on loopback; `routes` are the cluster ports of all members. */
export interface NatsCluster {
  readonly name: string;
  readonly port: number;
  readonly routes: readonly number[];
}

export interface NatsOptions {
  /** Holds the JetStream store, the configuration and the log. */
  readonly dataDir: string;
  /** The client port (= a free one). */
  readonly port?: number | undefined;
  /** Without users anyone on the machine may connect. */
  readonly users?: readonly NatsUser[] | undefined;
  readonly cluster?: NatsCluster | undefined;
  readonly serverName?: string | undefined;
}

/** A NATS server that is running. To start it again on its data after `stop` or `kill`: `startNats` with the same `dataDir` and `port`. */
export interface NatsServer extends ServerProcess {
  /** `nats://127.0.0.1:<port>`, without credentials. */
  readonly url: string;
  readonly port: number;
}

/** Starts NATS with JetStream, every append on disk before it is acknowledged. One server is ready in 0.1 s. */
export async function startNats(options: NatsOptions): Promise<NatsServer> {
  const port = options.port ?? (await freePort());
  const program = await findNats();
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const configFile = join(options.dataDir, 'nats.conf');
  await writeFile(configFile, natsConfig({ ...options, port }), { mode: 0o600 });
  const server = await launch({
    name: 'NATS',
    program,
    args: ['--config', configFile],
    dataDir: options.dataDir,
    stopSignal: 'SIGTERM',
    ready: () => greets(port), // It listens once its streams are recovered.
  });
  return { ...server, port, url: `nats://127.0.0.1:${port}` };
}

/**
 * Starts a cluster of three on loopback and resolves when it has elected a leader for JetStream (about 2.5 s).
 * Each member is started again with `startNats(member.options)`.
 */
export async function startNatsCluster(options: {
  readonly dataDir: string;
  readonly users?: readonly NatsUser[];
}): Promise<{ readonly options: NatsOptions; readonly server: NatsServer }[]> {
  const routes = [await freePort(), await freePort(), await freePort()];
  const members = routes.map(
    async (clusterPort, index): Promise<NatsOptions> => ({
      dataDir: join(options.dataDir, `n${index + 1}`),
      port: await freePort(),
      users: options.users,
      serverName: `n${index + 1}`,
      cluster: { name: 'freehold', port: clusterPort, routes },
    }),
  );
  const started = await Promise.all(
    members.map(async (member) => ({ options: await member, server: await startNats(await member) })),
  );
  for (const { server } of started) await awaitLeader(server.url, options.users?.[0]);
  return started;
}

/** The configuration file: JSON, which NATS reads too, so that no value needs quoting rules of its own. */
export function natsConfig({
  dataDir,
  port,
  users,
  cluster,
  serverName,
}: NatsOptions & { readonly port: number }): string {
  return JSON.stringify(
    {
      server_name: serverName ?? 'freehold',
      host: '127.0.0.1',
      port,
      max_payload: 1_048_576,
      jetstream: { store_dir: join(dataDir, 'store'), sync_interval: 'always' },
      ...(users && { authorization: { users } }),
      ...(cluster && {
        cluster: {
          name: cluster.name,
          host: '127.0.0.1',
          port: cluster.port,
          routes: cluster.routes.map((route) => `nats://127.0.0.1:${route}`),
        },
      }),
    },
    null,
    2,
  );
}

/** Waits until a member answers for JetStream, which takes an elected leader. */
async function awaitLeader(url: string, user: NatsUser | undefined): Promise<void> {
  const connection = await connect({ servers: url, ...(user && { user: user.user, pass: user.password }) });
  try {
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; await pause(50)) {
      const info = await connection.request('$JS.API.INFO', '', { timeout: 1_000 }).catch(() => undefined);
      if (info && !('error' in info.json<object>())) return;
    }
    throw new Error('The NATS cluster elected no leader within 15 s.');
  } finally {
    await connection.close();
  }
}

/** Whether the server greets: it sends `INFO` to whoever connects. */
function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial({ port, host: '127.0.0.1', timeout: 1_000 });
    const settle = (greeted: boolean) => {
      socket.destroy();
      resolve(greeted);
    };
    socket.once('data', (data) => settle(data.toString('latin1').startsWith('INFO ')));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
