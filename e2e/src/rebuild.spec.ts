import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';
import { allRows, projections, quiet, rebuild, TABLES } from './projections.js';

describe('the read models and local views', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let database: PostgresUnderTest;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
    database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
    await until(async () => (await api.get('/events?type=SyncCompleted')).body.items.length > 0);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    await makePlace(api);
    await Promise.all(['a', 'b', 'c'].map(live));
    await quiet(api);
  });

  afterAll(async () => database.close());

  /** A little of everything that can happen to resources. */
  async function live(mark: string): Promise<void> {
    const tenant = (await api.post('/tenants', placedTenant({ name: mark, customer_id: mark }))).body;
    const zone = (await api.post('/zones', { name: `${mark}.example`, tenant_id: tenant.id })).body;
    const record = (await api.post(`/zones/${zone.id}/records`, { type: 'A', name: 'www', content: '192.0.2.1' })).body;
    await api.put(`/zone-records/${record.id}`, { ttl: 60 });
    await api.post(`/zones/${zone.id}/records`, { type: 'TXT', name: '@', content: mark });
    await api.put(`/tenants/${tenant.id}`, { name: `${mark} again`, customer_id: null });
    const brief = (await api.post('/zones', { name: `brief-${mark}.example` })).body;
    await api.post(`/zones/${brief.id}/records`, { type: 'A', name: '@', content: '192.0.2.2' });
    await api.delete(`/zones/${brief.id}`);
    await api.delete(`/zone-records/${record.id}`);
  }

  it('are listed with how far they have come, and this spec knows the tables of each', async () => {
    const listed = await projections(api);
    expect(new Set(listed.map(({ service, name }) => `${String(service)} ${String(name)}`))).toEqual(
      new Set(Object.keys(TABLES)),
    );
    for (const entry of listed)
      expect(entry).toMatchObject({ status: 'live', lag: 0, error: null, position: expect.any(Number) });
  });

  it('are row by row what a rebuild from the first event makes of them', async () => {
    const incremental = await allRows(database);
    for (const projection of Object.keys(TABLES)) await rebuild(api, projection);
    expect(await allRows(database)).toEqual(incremental);
    expect(incremental['gateway.resource_version']?.length).toBeGreaterThan(30);
  });

  it('are so too when they were rebuilt while writing went on, and nobody could tell', async () => {
    const enough = new AbortController();
    let rounds = 0;
    const refused: number[] = [];
    const watch = (async () => {
      while (!enough.signal.aborted) {
        const { status } = await api.get('/tenants?limit=1');
        if (status !== 200) refused.push(status);
      }
    })();
    const writers = ['x', 'y', 'z'].map(async (mark) => {
      for (; !enough.signal.aborted; rounds++) await live(`${mark}${rounds}`);
    });
    await until(() => rounds >= 3);
    for (const projection of Object.keys(TABLES)) await rebuild(api, projection);
    enough.abort();
    await Promise.all([watch, ...writers]);
    await quiet(api);
    const rebuiltUnderWay = await allRows(database);
    for (const projection of Object.keys(TABLES)) await rebuild(api, projection);
    expect(await allRows(database)).toEqual(rebuiltUnderWay);
    expect(refused).toEqual([]);
  });

  it('are not rebuilt twice at once, nor where there is nothing to rebuild', async () => {
    expect((await api.send('POST', '/projections/gateway/unicorns/rebuild')).status).toBe(404);
    expect((await api.send('POST', '/projections/unicorns/rows/rebuild')).status).toBe(404);
    const both = await Promise.all([1, 2].map(async () => api.send('POST', '/projections/gateway/events/rebuild')));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 409]);
    await quiet(api);
  });

  it('raise no work and change no name server when they are rebuilt', async () => {
    const settled = async () => await database.query(`SELECT kind, id, wanted, done FROM dns.work ORDER BY kind, id`);
    const before = await settled();
    await rebuild(api, 'dns rows');
    await quiet(api);
    expect(await settled()).toEqual(before);
  });
});
