import { Ledger } from '@freehold/ledger/ledger';
import { Agents, type NodeRow } from '@freehold/service/agents';
import { askFleet } from '@freehold/service/service-certificate';
import { webServers } from '@freehold/stack/programs';
import type { RunningPlatform } from './platform.js';

/** The nodes and the cluster of `examples/cluster.yaml`, which the platform has made at its start. */
export const WEB_NODES: readonly string[] = ['web-1a', 'web-1b'];
export const BALANCER = 'edge-1';
export const WEB_SHARD = 'web-1';
const CLUSTER = 'local';
const AWAIT_SECONDS = 30;

interface Page {
  readonly items: readonly { readonly id: string }[];
}

/** Where sites are put. */
export interface Place {
  readonly region_id: string;
  readonly cluster_id: string;
  readonly shard_id: string;
  /** Of PHP. */
  readonly runtime_version: string;
}

export async function placeOf({ client }: RunningPlatform): Promise<Place> {
  const programs = await webServers();
  if ('missing' in programs) throw new Error(programs.missing);
  const [region_id, cluster_id] = await Promise.all([
    only(client.get<Page>(`/regions?name=${CLUSTER}`)),
    only(client.get<Page>(`/clusters?name=${CLUSTER}`)),
  ]);
  const shard_id = await only(client.get<Page>(`/clusters/${cluster_id}/shards?name=${WEB_SHARD}`));
  return { region_id, cluster_id, shard_id, runtime_version: programs.php_fpm[0]?.version ?? '' };
}

async function only(page: Promise<Page>): Promise<string> {
  const [item] = (await page).items;
  if (item === undefined) throw new Error('the example cluster is not there');
  return item.id;
}

/** What the API says of an operation. */
interface Operation {
  readonly id: string;
  readonly status: string;
  readonly error?: unknown;
}

/** Asks for a convergence of a shard, and waits for its end. @throws Error unless it succeeds */
export async function convergeShard({ client }: RunningPlatform, shardId: string): Promise<void> {
  let { operation } = await client.post<{ operation: Operation }>(`/shards/${shardId}/converge`);
  while (operation.status === 'pending' || operation.status === 'running')
    operation = await client.get<Operation>(`/operations/${operation.id}/await?timeout=${AWAIT_SECONDS}`);
  if (operation.status !== 'succeeded')
    throw new Error(`the shard did not converge: ${operation.status} ${JSON.stringify(operation.error)}`);
}

/** Speaks to nodes as one of the services does, with its certificate. */
export async function withAgents<T>(
  platform: RunningPlatform,
  service: string,
  work: (agents: Agents, ledger: Ledger) => Promise<T>,
): Promise<T> {
  const nc = await platform.connectAs(service);
  const agents = new Agents(service, askFleet(nc, service));
  try {
    return await work(agents, await Ledger.open(nc));
  } finally {
    agents.close();
    await nc.close();
  }
}

/** A node as its agent is called by. */
export async function nodeOf({ client }: RunningPlatform, id: string): Promise<NodeRow> {
  return { id, observed: await client.get<Record<string, unknown>>(`/nodes/${id}`) };
}
