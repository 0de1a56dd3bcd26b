import { rmSync } from 'node:fs';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { ClusterUnderTest, visit } from './cluster-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { agentOf, send, serversOf } from './processes.js';

/** So long at the most until the fleet service has looked at a node again and put it right. */
const HEALED_WITHIN_MS = 60_000;

describe('sites while a part of their cluster is lost', () => {
  let cluster: ClusterUnderTest;
  let api: ApiClient;
  let tenant: Body;
  let webroot: Body;

  beforeAll(async () => {
    const platform = await PlatformUnderTest.start();
    cluster = await ClusterUnderTest.create(platform);
    api = platform.api;
    tenant = await cluster.tenant();
    webroot = await cluster.webroot(tenant.id, { runtime: 'php', runtime_version: '8.2' });
    await cluster.bind(webroot.id, 'steady.example');
  });

  /** What a node answers for a name when it is asked itself. */
  async function servedBy(node: string, host: string): Promise<number> {
    return (await visit(String((await cluster.node(node))['http_address']), host)).status;
  }

  /** What load balancers ask a node before they send visitors: while it takes its sites over, it answers some names and not others. */
  async function admitsVisitors(node: string): Promise<boolean> {
    const address = String((await cluster.node(node))['http_address']);
    return (await visit(address, 'health.invalid', '/.well-known/freehold/health')).status === 200;
  }

  async function isActive(path: string): Promise<boolean> {
    return (await api.get(path)).body.status === 'active';
  }

  it('are changed by an agent that was killed in the middle: it comes back and finishes', async () => {
    const binding = Array.from({ length: 10 }, (_, index) =>
      api.post(`/webroots/${webroot.id}/fqdns`, { fqdn: `cut${index}.example` }, { prefer: '' }),
    );
    send(await until(() => agentOf(cluster.root('web-1'))), 'SIGKILL');
    expect((await servedBy('web-1', 'steady.example')) === 200).toBe(true);
    const names = (await Promise.all(binding)).map(({ body }) => body.id);
    for (const id of names) await until(() => isActive(`/fqdns/${id}`), { within: HEALED_WITHIN_MS });
    for (const node of ClusterUnderTest.webNodes) expect(await servedBy(node, 'cut9.example')).toBe(200);
  });

  it('are routed again within five seconds after HAProxy was killed, with every name', async () => {
    for (const pid of serversOf(cluster.root('edge-1'), 'haproxy')) send(pid, 'SIGKILL');
    await until(async () => (await cluster.visit('steady.example')).status === 200, { within: 5_000 });
    expect((await cluster.visit('cut3.example')).status).toBe(200);
  });

  it('go on when nginx and PHP-FPM of a node are killed, and the agent starts both again', async () => {
    const killed = [...serversOf(cluster.root('web-2'), 'nginx'), ...serversOf(cluster.root('web-2'), 'php-fpm')];
    expect(killed.length).toBeGreaterThan(1);
    for (const pid of killed) send(pid, 'SIGKILL');
    await until(async () => (await servedBy('web-2', 'steady.example')) === 200, { within: HEALED_WITHIN_MS });
    expect((await cluster.visit('steady.example')).status).toBe(200);
  });

  it('are whole again on a node whose disk was wiped, without anybody doing anything', async () => {
    const root = cluster.root('web-1');
    const before = (await cluster.node('web-1'))['incarnation'];
    const agent = agentOf(root);
    for (const pid of [agent, ...serversOf(root, 'nginx'), ...serversOf(root, 'php-fpm')])
      if (pid !== undefined) send(pid, 'SIGKILL');
    rmSync(root, { recursive: true, force: true, maxRetries: 10 });
    await until(async () => (await cluster.node('web-1'))['incarnation'] !== before, { within: HEALED_WITHIN_MS });
    await until(() => admitsVisitors('web-1'), { within: HEALED_WITHIN_MS });
    for (const host of ['steady.example', 'cut5.example']) expect(await servedBy('web-1', host)).toBe(200);
  });

  it('do not suffer from a poisoned neighbour: it fails alone, says why, and is well again when it is mended', async () => {
    const poison = { pm: { mode: 'dynamic', max_children: 2, start_servers: 50 } };
    const poisoned = await api.post(`/tenants/${tenant.id}/webroots`, {
      runtime: 'php',
      runtime_version: '8.2',
      runtime_config: poison,
    });
    const neighbour = await cluster.webroot(tenant.id, { runtime: 'php', runtime_version: '8.2' });
    await cluster.bind(neighbour.id, 'neighbour.example');
    expect((await cluster.visit('neighbour.example')).status).toBe(200);
    await until(async () => (await api.get(`/webroots/${poisoned.body.id}`)).body.status === 'failed');
    const failed = (await api.get(`/webroots/${poisoned.body.id}`)).body;
    expect(failed['status_message']).toMatch(/cannot be greater than pm.max_children/);
    await api.put(`/webroots/${poisoned.body.id}`, { runtime_config: { pm: { mode: 'ondemand' } } });
    await until(() => isActive(`/webroots/${poisoned.body.id}`));
  });

  it('are pushed to every node by a convergence of the shard, which ends active', async () => {
    const { status, body } = await api.post(`/shards/${cluster.shard_id}/converge`, {}, { prefer: '' });
    expect([status, body.status]).toEqual([202, 'converging']);
    await until(() => isActive(`/shards/${cluster.shard_id}`));
  });
});
