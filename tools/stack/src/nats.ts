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

const STREAM_NOT_FOUND = 10_059;

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
 * Starts a cluster of three on loopback and resolves when it takes streams of three replicas (about 3 s).
 * Each member is started again with `startNats(member.options)`.
 */
export async function startNatsCluster(options: {
  readonly dataDir: string;
  /** The first makes and deletes a stream. */
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
  const urls = started.map(({ server }) => server.url);
  const ask = (servers: string | string[], subject: string, payload?: string) =>
    accepted({ servers, user: options.users?.[0] }, subject, payload);
  for (const url of urls) await ask(url, '$JS.API.INFO');
  // A leader that has not heard of both its peers yet refuses what is to lie on three.
  const stream = { name: 'PROBE', subjects: ['probe'], storage: 'memory', num_replicas: 3 };
  await ask(urls, '$JS.API.STREAM.CREATE.PROBE', JSON.stringify(stream));
  await ask(urls, '$JS.API.STREAM.DELETE.PROBE');
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

interface Asked {
  readonly servers: string | string[];
  readonly user: NatsUser | undefined;
}

/** Waits until one of the members does what is asked of JetStream, which takes an elected leader. */
async function accepted({ servers, user }: Asked, subject: string, payload = ''): Promise<void> {
  const connection = await connect({ servers, ...(user && { user: user.user, pass: user.password }) });
  let said: unknown;
  try {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(50)) {
      const answer = await connection.request(subject, payload, { timeout: 5_000 }).catch(() => undefined);
      const error = answer?.json<{ error?: { err_code: number } }>().error;
      if (answer && (!error || error.err_code === STREAM_NOT_FOUND)) return; // One whose deletion was not answered is gone.
      said = error;
    }
    throw new Error(`The NATS cluster did not do ${subject} within 60 s: ${JSON.stringify(said)}`);
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
