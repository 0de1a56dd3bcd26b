import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Endpoints, readEndpoints } from '@freehold/platform/endpoints';
import type { Secrets } from '@freehold/platform/secrets';
import { connectNats } from '@freehold/service/nats';
import { freePort } from '@freehold/stack/ports';
import { launch } from '@freehold/stack/process';
import { until } from '@freehold/testing/until';
import type { NatsConnection } from '@nats-io/transport-node';
import { Client } from './client.js';
import { withDirectory } from './servers.js';

/** The whole platform, running as `make up` runs it: one process over servers of its own. */
export interface RunningPlatform {
  readonly pid: number;
  readonly endpoints: Endpoints;
  /** Of the first administrator. */
  readonly client: Client;
  /** That administrator's. */
  readonly key: string;
  readonly powerdnsApiKey: string;
  /** Of the superuser. */
  readonly postgresUrl: string;
  /** Of the nodes of its cluster; empty without one. */
  readonly nodesDir: string;
  /** What another process of one of the services is told, with limits off. */
  environmentOf(service: string): Readonly<Record<string, string>>;
  /** Connects as one of the services, with its rights. */
  connectAs(service: string): Promise<NatsConnection>;
}

/** No client is held back. */
const NO_LIMITS = {
  FREEHOLD_GATEWAY_RATE_LIMIT_PER_KEY: '0',
  FREEHOLD_GATEWAY_RATE_LIMIT_PER_TENANT: '0',
  FREEHOLD_GATEWAY_RATE_LIMIT_PER_ADDRESS: '0',
};

interface NodeRecord {
  readonly agent?: { readonly pid?: number };
}

/** An agent ends its servers in good order, and itself after a minute at the latest. */
const NODES_END_MS = 90_000;

/** A platform is ready before its example cluster is. */
const CLUSTER_MS = 120_000;

/** The heap flags of `make up`. */
const NODE_FLAGS = ['--max-old-space-size=256', '--max-semi-space-size=16'];

/**
 * Runs `work` against a new platform, which is stopped and removed afterwards with all its data.
 * @param cluster whether it has the example cluster: two web nodes and a load balancer (= no)
 */
export async function withPlatform<T>(
  work: (platform: RunningPlatform) => Promise<T>,
  { cluster = false }: { readonly cluster?: boolean } = {},
): Promise<T> {
  return await withDirectory(async (directory) => {
    const platform = await prepare(directory, cluster);
    await platform.start();
    try {
      return await work(await platform.open());
    } finally {
      await platform.stop();
    }
  });
}

/** How long a platform takes until it is ready, in ms: with nothing there yet, and so often again on the data that it has then. */
export async function startTimes(again: number): Promise<{ first: number; next: number[] }> {
  return await withDirectory(async (directory) => {
    const platform = await prepare(directory, false);
    const started = async () => {
      const from = performance.now();
      await platform.start();
      const took = performance.now() - from;
      await platform.stop();
      return took;
    };
    const first = await started();
    const next: number[] = [];
    while (next.length < again) next.push(await started());
    return { first, next };
  });
}

/** A platform in a directory of its own, which can be started there again and again. */
async function prepare(directory: string, cluster: boolean) {
  // Users of nodes walk through it.
  await chmod(directory, 0o711);
  const [dataDir, nodesDir] = [join(directory, 'data'), join(directory, 'nodes')];
  const port = await freePort();
  const main = fileURLToPath(import.meta.resolve('@freehold/platform/main'));
  const environment = [
    `FREEHOLD_PORT=${port}`,
    `FREEHOLD_DATA=${dataDir}`,
    `FREEHOLD_NODES=${nodesDir}`,
    `FREEHOLD_EXAMPLE_CLUSTER=${cluster ? 'on' : 'off'}`,
    // Also when the platform takes too long to stop, its nodes must end.
    'FREEHOLD_FLEET_TIE_NODES=true',
    'FREEHOLD_LOG_LEVEL=warn',
    // What is measured is how fast it is, not how fast it lets one client be.
    ...Object.entries(NO_LIMITS).map(([name, value]) => `${name}=${value}`),
    'HOSTWINDS_API_KEY=',
  ];
  let server: Awaited<ReturnType<typeof launch>> | undefined;
  return {
    async start() {
      server = await launch({
        name: 'the platform',
        program: 'env',
        args: [...environment, process.execPath, ...NODE_FLAGS, main],
        dataDir: directory,
        stopSignal: 'SIGTERM',
        within: 60_000,
        ready: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok,
      });
    },
    async stop() {
      const agents = await agentPids(nodesDir);
      await server?.stop();
      await until(() => agents.every((pid) => !isRunning(pid)), { within: NODES_END_MS, every: 100 });
    },
    async open() {
      if (!server) throw new Error('the platform was not started');
      return await opened(dataDir, server.pid, nodesDir);
    },
  };
}

/** The processes of all agents, as their deployer has written them down. */
async function agentPids(nodesDir: string): Promise<number[]> {
  const files = (await readdir(nodesDir).catch(() => [])).filter((name) => name.endsWith('.json'));
  const records = await Promise.all(files.map((name) => readNode(nodesDir, name)));
  return records.flatMap(({ agent }) => agent?.pid ?? []);
}

async function readNode(nodesDir: string, file: string): Promise<NodeRecord> {
  return JSON.parse(await readFile(join(nodesDir, file), 'utf8')) as NodeRecord; // the process deployer writes it
}

/** The process of a node's agent. @throws Error when it does not run */
export async function agentPid({ nodesDir }: RunningPlatform, node: string): Promise<number> {
  const { agent } = await readNode(nodesDir, `${node}.json`);
  if (agent?.pid === undefined) throw new Error(`the node ${node} does not run`);
  return agent.pid;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function opened(dataDir: string, pid: number, nodesDir: string): Promise<RunningPlatform> {
  const endpoints = await until(() => readEndpoints(dataDir), { within: CLUSTER_MS });
  const secrets = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8')) as Secrets; // the platform wrote it
  const key = (await readFile(join(dataDir, 'admin.key'), 'utf8')).trim();
  const postgres = new URL(endpoints.postgres);
  postgres.username = 'postgres';
  postgres.password = await readFile(join(dataDir, 'postgres', 'superuser.password'), 'utf8');
  return {
    pid,
    endpoints,
    client: new Client(`${endpoints.api}/api/v1`, key),
    key,
    environmentOf: (service) => ({
      FREEHOLD_NATS_URL: endpoints.nats,
      FREEHOLD_NATS_PASSWORD: secrets.nats[service] ?? '',
      FREEHOLD_POSTGRES_URL: postgres.href,
      FREEHOLD_PUBLIC_URL: endpoints.api,
      FREEHOLD_GATEWAY_IDENTITY_URL: endpoints.api,
      FREEHOLD_LOG_LEVEL: 'warn',
      FREEHOLD_GATEWAY_PORT: '0',
      ...NO_LIMITS,
    }),
    powerdnsApiKey: secrets.powerdns_api_key,
    postgresUrl: postgres.href,
    nodesDir,
    connectAs: async (service) =>
      await connectNats(service, { nats_url: endpoints.nats, nats_password: secrets.nats[service] }),
  };
}
