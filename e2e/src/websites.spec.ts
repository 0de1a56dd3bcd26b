import { writeFileSync } from 'node:fs';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { ClusterUnderTest, LB_ADDRESS, visit } from './cluster-under-test.js';
import { dig } from './dig.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('a name on the web', () => {
  let platform: PlatformUnderTest;
  let cluster: ClusterUnderTest;
  let api: ApiClient;
  let dns: string;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    cluster = await ClusterUnderTest.create(platform);
    api = platform.api;
    dns = platform.endpoints.dns;
  });

  async function zoneOf(tenant: Body, name: string): Promise<Body> {
    const { status, body, text } = await api.post('/zones', { name, tenant_id: tenant.id });
    expect([status, body.status, text]).toEqual([202, 'active', text]);
    return body;
  }

  it('is answered by the name server and served by PHP through the load balancer once its operation has succeeded', async () => {
    const tenant = await cluster.tenant({ name: 'shop' });
    await zoneOf(tenant, 'shop.example');
    const webroot = await cluster.webroot(tenant.id, { runtime: 'php', runtime_version: '8.2' });
    const name = await cluster.bind(webroot.id, 'www.shop.example');
    expect(name).toMatchObject({
      status: 'active',
      conditions: {
        dns: { state: 'served' },
        route: { state: 'served' },
        site: { state: 'served' },
        certificate: { state: 'skipped' },
      },
    });
    expect(await dig(dns, 'www.shop.example', 'A')).toEqual([LB_ADDRESS]);
    const page = await cluster.visit('www.shop.example');
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      'x-shard': 'web',
      'x-served-by': expect.stringMatching(/^web-[12]$/),
    });
    expect(page.text).toContain('www.shop.example');
  });

  it('is served by every node of the shard, each with the tenant’s own PHP page, and by the same one each time', async () => {
    const tenant = await cluster.tenant();
    const webroot = await cluster.webroot(tenant.id, { runtime: 'php', runtime_version: '8.2' });
    for (const node of ClusterUnderTest.webNodes) {
      const folder = `${cluster.root(node)}/srv/${tenant.id}/${webroot.id}/public`;
      writeFileSync(`${folder}/index.php`, '<?php echo "sum ", 40 + 2;');
    }
    const hosts = Array.from({ length: 12 }, (_, index) => `n${index}.spread.example`);
    for (const host of hosts) await cluster.bind(webroot.id, host);
    const seen = new Map<string, string>();
    for (const host of hosts) {
      const { text, headers } = await cluster.visit(host);
      expect([host, text]).toEqual([host, 'sum 42']);
      seen.set(host, String(headers['x-served-by']));
    }
    expect(new Set(seen.values())).toEqual(new Set(ClusterUnderTest.webNodes));
    for (const [host, node] of seen)
      expect([host, (await cluster.visit(host)).headers['x-served-by']]).toEqual([host, node]);
  });

  it('answers 404 for a name that nobody has bound, and says nothing of who else is served', async () => {
    const { status, text } = await cluster.visit('nobody.example');
    expect([status, text.includes('shop')]).toEqual([404, false]);
  });

  it('is taken off the web when it is unbound, and comes back when it is bound again', async () => {
    const tenant = await cluster.tenant();
    await zoneOf(tenant, 'moves.example');
    const webroot = await cluster.webroot(tenant.id);
    const name = await cluster.bind(webroot.id, 'moves.example');
    expect((await cluster.visit('moves.example')).status).toBe(200);
    const unbound = await api.put(`/fqdns/${name.id}`, { webroot_id: null });
    expect(unbound.body).toMatchObject({ status: 'active', webroot_id: null });
    await until(async () => (await cluster.visit('moves.example')).status === 404);
    await until(async () => (await dig(dns, 'moves.example', 'A')).length === 0);
    const bound = await api.put(`/fqdns/${name.id}`, { webroot_id: webroot.id });
    expect(bound.body).toMatchObject({ status: 'active', conditions: { dns: { state: 'served' } } });
    expect((await cluster.visit('moves.example')).status).toBe(200);
    expect(await dig(dns, 'moves.example', 'A')).toEqual([LB_ADDRESS]);
  });

  it('without a zone on the platform is served all the same, and says that its DNS is somebody else’s', async () => {
    const tenant = await cluster.tenant();
    const webroot = await cluster.webroot(tenant.id);
    const name = await cluster.bind(webroot.id, 'www.elsewhere.example');
    expect(name).toMatchObject({ status: 'active', conditions: { dns: { state: 'skipped' } } });
    expect((await cluster.visit('www.elsewhere.example')).status).toBe(200);
    await zoneOf(tenant, 'elsewhere.example');
    await until(async () => (await dig(dns, 'www.elsewhere.example', 'A')).includes(LB_ADDRESS));
    await until(async () => {
      const { body } = await api.get(`/fqdns/${name.id}`);
      return JSON.stringify(body['conditions']).includes('"dns":{"state":"served"');
    });
  });

  it('gives way to a custom record of the same name and type, and has its own back when that is deleted', async () => {
    const tenant = await cluster.tenant();
    const zone = await zoneOf(tenant, 'custom.example');
    const webroot = await cluster.webroot(tenant.id);
    await cluster.bind(webroot.id, 'www.custom.example');
    expect(await dig(dns, 'www.custom.example', 'A')).toEqual([LB_ADDRESS]);
    const spec = { type: 'A', name: 'www', content: '192.0.2.99' };
    const record = (await api.post(`/zones/${zone.id}/records`, spec)).body;
    expect(await dig(dns, 'www.custom.example', 'A')).toEqual(['192.0.2.99']);
    await api.delete(`/zone-records/${record.id}`);
    expect(await dig(dns, 'www.custom.example', 'A')).toEqual([LB_ADDRESS]);
    const [auto] = (await api.all(`/zones/${zone.id}/records?type=A`)).filter(
      ({ managed_by }) => managed_by === 'auto',
    );
    const refused = await api.delete(`/zone-records/${auto?.id}`);
    expect([refused.status, refused.body.code]).toEqual([403, 'record.managed']);
  });

  it('answers 503 while its tenant is suspended, with the reason on what is suspended, and is back afterwards', async () => {
    const tenant = await cluster.tenant();
    const webroot = await cluster.webroot(tenant.id);
    const name = await cluster.bind(webroot.id, 'late-payer.example');
    const suspended = await api.post(`/tenants/${tenant.id}/suspend`, { reason: 'unpaid' });
    expect([suspended.status, suspended.body['operation']]).toEqual([
      202,
      expect.objectContaining({ status: 'succeeded' }),
    ]);
    expect((await cluster.visit('late-payer.example')).status).toBe(503);
    for (const path of [`/tenants/${tenant.id}`, `/webroots/${webroot.id}`, `/fqdns/${name.id}`])
      expect((await api.get(path)).body).toMatchObject({ status: 'suspended', suspend_reason: 'unpaid' });
    await api.post(`/tenants/${tenant.id}/unsuspend`);
    expect((await cluster.visit('late-payer.example')).status).toBe(200);
    expect((await api.get(`/fqdns/${name.id}`)).body).toMatchObject({ status: 'active', suspend_reason: null });
  });

  it('goes with its tenant: names, routes, records, sites and directories', async () => {
    const tenant = await cluster.tenant();
    const zone = await zoneOf(tenant, 'leaves.example');
    const webroot = await cluster.webroot(tenant.id, { runtime: 'php', runtime_version: '8.2' });
    const name = await cluster.bind(webroot.id, 'www.leaves.example');
    const { body } = await api.delete(`/tenants/${tenant.id}`, { prefer: 'wait=30' });
    expect(body['operation']).toMatchObject({ status: 'succeeded' });
    for (const path of [`/tenants/${tenant.id}`, `/webroots/${webroot.id}`, `/fqdns/${name.id}`, `/zones/${zone.id}`])
      expect([path, (await api.get(path)).status]).toEqual([path, 404]);
    expect((await cluster.visit('www.leaves.example')).status).toBe(404);
    for (const node of ClusterUnderTest.webNodes) {
      const { http_address } = await cluster.node(node);
      expect((await visit(String(http_address), 'www.leaves.example')).status).toBe(404);
    }
  });

  it('is held once: a second tenant is refused without being told whose it is', async () => {
    const [one, two] = [await cluster.tenant(), await cluster.tenant()];
    await cluster.bind((await cluster.webroot(one.id)).id, 'held.example');
    const refused = await api.post(`/tenants/${two.id}/fqdns`, { fqdn: 'HELD.example.' });
    expect([refused.status, refused.body.code]).toEqual([409, 'fqdn.exists']);
    expect(refused.text).not.toContain(one.id);
  });

  it('goes to exactly one of two who bind it at once', async () => {
    const tenants = await Promise.all([cluster.tenant(), cluster.tenant()]);
    const webroots = await Promise.all(tenants.map(async ({ id }) => await cluster.webroot(id)));
    const answers = await Promise.all(
      webroots.map(async ({ id }) => await api.post(`/webroots/${id}/fqdns`, { fqdn: 'race.example' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409]);
  });

  it.each([
    ['*.wild.example', 'fqdn.wildcard'],
    ['co.uk', 'fqdn.public_suffix'],
    ['-bad-.example', 'fqdn.invalid'],
    ['127.0.0.1', 'fqdn.invalid'],
    ['', 'fqdn.invalid'],
  ])('is refused as %s, with the field that is wrong', async (fqdn, code) => {
    const tenant = await cluster.tenant();
    const { status, body } = await api.post(`/tenants/${tenant.id}/fqdns`, { fqdn });
    expect([status, body.code, body['errors']]).toEqual([400, code, [expect.objectContaining({ pointer: '/fqdn' })]]);
  });

  it('is the same in any script and case', async () => {
    const tenant = await cluster.tenant();
    const webroot = await cluster.webroot(tenant.id);
    await cluster.bind(webroot.id, 'BÜCHER.Example');
    expect((await cluster.visit('xn--bcher-kva.example')).status).toBe(200);
    const again = await api.post(`/webroots/${webroot.id}/fqdns`, { fqdn: 'xn--bcher-kva.example.' });
    expect(again.body.code).toBe('fqdn.exists');
  });

  it('lies in nobody else’s zone', async () => {
    const [holder, stranger] = [await cluster.tenant(), await cluster.tenant()];
    await zoneOf(holder, 'private.example');
    const refused = await api.post(`/tenants/${stranger.id}/fqdns`, { fqdn: 'www.private.example' });
    expect([refused.status, refused.body.code]).toEqual([409, 'fqdn.foreign_zone']);
    expect(refused.text).not.toContain(holder.id);
  });
});
