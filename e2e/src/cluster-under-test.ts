import { type IncomingHttpHeaders, request } from 'node:http';
import { until } from '@freehold/testing/until';
import type { ApiClient, Body } from './api-client.js';
import type { PlatformUnderTest } from './platform-under-test.js';

/** What a visitor gets. */
export interface Visit {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The address to which names of the cluster point. */
export const LB_ADDRESS = '127.0.0.1';

/** A cluster as an operator makes it: two web nodes in one shard behind one load balancer, all in service. */
export class ClusterUnderTest {
  static readonly webNodes = ['web-1', 'web-2'] as const;
  static readonly lbNode = 'edge-1';

  private constructor(
    readonly platform: PlatformUnderTest,
    readonly id: string,
    readonly region_id: string,
    readonly shard_id: string,
  ) {}

  /** @throws Error with the platform's answer when a step is refused or the cluster does not come into service */
  static async create(platform: PlatformUnderTest): Promise<ClusterUnderTest> {
    const { api } = platform;
    const region_id = (await made(api, '/regions', { name: 'local' })).id;
    const id = (await made(api, `/regions/${region_id}/clusters`, { name: 'local' })).id;
    const below = `/clusters/${id}`;
    await made(api, `${below}/lb-addresses`, { address: LB_ADDRESS });
    await made(api, `${below}/runtimes`, { runtime: 'static', version: '1' });
    await made(api, `${below}/runtimes`, { runtime: 'php', version: '8.2' });
    await made(api, `${below}/hosts`, {
      hostname: 'host.local.example',
      ip_address: '127.0.0.1',
      docker_host: 'process:',
    });
    const web = (await made(api, `${below}/shards`, { name: 'web', role: 'web' })).id;
    const edge = (await made(api, `${below}/shards`, { name: 'edge', role: 'lb' })).id;
    for (const node of ClusterUnderTest.webNodes) await declareNode(api, id, node, 'web', web);
    await declareNode(api, id, ClusterUnderTest.lbNode, 'lb', edge);
    const provisioned = await api.post(`${below}/provision`, {}, { prefer: 'wait=30' });
    const cluster = new ClusterUnderTest(platform, id, region_id, web);
    await until(async () => (await api.get(below)).body.status !== 'provisioning');
    const { body } = await api.get(below);
    if (body.status !== 'active')
      throw new Error(`the cluster is ${body.status}: ${provisioned.text}\n${platform.log}`);
    return cluster;
  }

  get api(): ApiClient {
    return this.platform.api;
  }

  async tenant(fields: object = {}): Promise<Body> {
    return await made(this.api, '/tenants', { region_id: this.region_id, cluster_id: this.id, ...fields });
  }

  /** Makes a webroot and awaits that nodes hold it. */
  async webroot(tenant_id: string, fields: object = {}): Promise<Body> {
    const spec = { runtime: 'static', runtime_version: '1', ...fields };
    const { id } = await made(this.api, `/tenants/${tenant_id}/webroots`, spec);
    return await this.active(`/webroots/${id}`);
  }

  /** Binds a name and awaits that it is served. */
  async bind(webroot_id: string, fqdn: string): Promise<Body> {
    const { id } = await made(this.api, `/webroots/${webroot_id}/fqdns`, { fqdn });
    return await this.active(`/fqdns/${id}`);
  }

  private async active(path: string): Promise<Body> {
    const body = await until(async () => {
      const { body } = await this.api.get(path);
      return (body.status === 'active' || body.status === 'failed') && body;
    });
    if (body.status !== 'active') throw new Error(`${path} is ${body.status}: ${JSON.stringify(body)}`);
    return body;
  }

  async node(id: string): Promise<Body> {
    return (await this.api.get(`/nodes/${id}`)).body;
  }

  /** A visit through the load balancer. */
  async visit(host: string, path = '/'): Promise<Visit> {
    return await visit(String((await this.node(ClusterUnderTest.lbNode))['http_address']), host, path);
  }

  /** Directory of all that a node has. */
  root(node: string): string {
    return `${this.platform.dataDir}/nodes/${node}`;
  }
}

/** One request to `address` (`host:port`) for `host`. @throws Error when no whole answer comes within five seconds */
export async function visit(address: string, host: string, path = '/'): Promise<Visit> {
  const [hostname = '', port = ''] = address.split(':');
  return await new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, headers: { host }, agent: false, timeout: 5_000 }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
      incoming.on('error', reject);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${host}${path} has not answered within 5 s`)));
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function declareNode(api: ApiClient, cluster: string, id: string, role: string, shard: string): Promise<void> {
  await made(api, `/clusters/${cluster}/nodes`, {
    id,
    hostname: `${id}.local.example`,
    roles: [role],
    shard_ids: [shard],
  });
}

async function made(api: ApiClient, path: string, body: object): Promise<Body> {
  const answer = await api.post(path, body);
  if (answer.status !== 201 && answer.status !== 202)
    throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return answer.body;
}
