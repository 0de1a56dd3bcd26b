import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { createRoutes, oneOfEach, PARENTS, pathIn } from './bodies.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { PLACE, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('a write', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let ledger: LedgerUnderTest;
  let ids: ReadonlyMap<string, string>;
  let zone: Body;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    ledger = await LedgerUnderTest.connect(platform);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    ids = await oneOfEach(api, PARENTS);
    zone = (await api.get(`/zones/${ids.get('zone')}`)).body;
  });

  afterAll(async () => ledger.close());

  /** How many events an action of clients wrote; reconcilers report on older ones at any time. */
  async function written(action: () => Promise<unknown>): Promise<number> {
    const before = await ledger.last();
    await action();
    return (await ledger.events(before)).filter(({ actor }) => actor.startsWith('key:')).length;
  }

  describe('with dryRun', () => {
    it('tells the events of every kind’s creation and writes nothing', async () => {
      for (const route of createRoutes()) {
        const { kind, valid } = route;
        const at = pathIn(route, ids);
        const count = await written(async () => {
          const { status, body, text } = await api.post(`${at}?dryRun=true`, valid, { 'idempotency-key': 'dry' });
          expect([kind.name, status, text]).toEqual([kind.name, 200, text]);
          expect(body['events']).toEqual([
            { type: expect.stringMatching(/Created$/), data: { spec: expect.any(Object) } },
          ]);
        });
        expect([kind.name, count]).toEqual([kind.name, 0]);
      }
      expect((await api.get('/brands/fresh')).status).toBe(404);
    });

    it('tells what a change and a deletion would do and writes nothing', async () => {
      expect(
        await written(async () => {
          const change = await api.put(`/zones/${zone.id}?dryRun=true`, { dnssec: true });
          expect(change.body['events']).toEqual([
            { type: 'ZoneUpdated', data: { changes: { dnssec: true }, previous: { dnssec: false } } },
          ]);
          expect((await api.put(`/zones/${zone.id}?dryRun=true`, { dnssec: false })).body['events']).toEqual([]);
          expect((await api.delete(`/zones/${zone.id}?dryRun=true`)).body['events']).toEqual([
            { type: 'ZoneDeleteRequested', data: {} },
          ]);
          expect((await api.send('POST', `/zones/${zone.id}/retry?dryRun=true`)).body['events']).toEqual([
            { type: 'ZoneRetried', data: {} },
          ]);
          expect((await api.put('/platform/config?dryRun=true', { base_domain: 'x.example' })).status).toBe(200);
        }),
      ).toBe(0);
      expect((await api.get(`/zones/${zone.id}`)).body).toMatchObject({ status: 'active', dnssec: false });
    });

    it('refuses as the write itself would', async () => {
      expect((await api.post('/zones?dryRun=true', { name: 'there.example' })).body.code).toBe('zone.exists');
      expect((await api.post('/zones?dryRun=true', { name: 'co.uk' })).body.code).toBe('zone.public_suffix');
      expect((await api.delete('/tenants/nobody?dryRun=true')).status).toBe(404);
    });
  });

  describe('with If-Match', () => {
    it('is refused when somebody else has changed the resource since it was read', async () => {
      const made = await api.post('/tenants', placedTenant({ name: 'one' }));
      const read = (await api.get(`/tenants/${made.body.id}`)).headers.get('etag') ?? '';
      expect((await api.put(`/tenants/${made.body.id}`, { name: 'two' }, { 'if-match': read })).status).toBe(202);
      const late = await api.put(`/tenants/${made.body.id}`, { name: 'three' }, { 'if-match': read });
      expect([late.status, late.body.code]).toEqual([412, 'tenant.revision']);
      expect((await api.delete(`/tenants/${made.body.id}`, { 'if-match': read })).status).toBe(412);
      expect((await api.put(`/tenants/${made.body.id}`, { name: 'four' }, { 'if-match': '*' })).status).toBe(202);
    });

    it('is not disturbed by a backend that has converged meanwhile', async () => {
      const made = await api.post('/zones', { name: 'converges.example' }, { prefer: 'wait=0' });
      await api.get(`/operations/${String(made.body['operation_id'])}/await?timeout=10`);
      const etag = made.headers.get('etag') ?? '';
      expect((await api.put(`/zones/${made.body.id}`, { dnssec: true }, { 'if-match': etag })).status).toBe(202);
    });

    it('lets exactly one of many that have read the same state win', async () => {
      const made = await api.post('/tenants', placedTenant({ name: 'start' }));
      const etag = made.headers.get('etag') ?? '';
      const answers = await Promise.all(
        Array.from({ length: 10 }, async (_, index) =>
          api.put(`/tenants/${made.body.id}`, { name: `racer ${index}` }, { 'if-match': etag }),
        ),
      );
      expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    });
  });

  describe('of what others rest on', () => {
    it('is refused while a brand has tenants or zones', async () => {
      await api.post('/brands', { ...BRAND, id: 'used' });
      const tenant = (await api.post('/tenants', placedTenant({ name: 'x', brand_id: 'used' }))).body;
      expect((await api.delete('/brands/used')).body.code).toBe('brand.in_use');
      await api.delete(`/tenants/${tenant.id}`);
      expect((await api.delete('/brands/used')).status).toBe(204);
    });

    it('is refused when what it names is not there', async () => {
      for (const body of [
        { name: 'x.example', tenant_id: 't0000000000' },
        { name: 'x.example', brand_id: 'nobody' },
      ]) {
        const { status, body: problem } = await api.post('/zones', body);
        expect([status, problem.code]).toEqual([400, 'zone.reference_missing']);
      }
      expect((await api.post('/zones/nobody/records', { type: 'A', name: '@', content: '192.0.2.1' })).status).toBe(
        404,
      );
    });
  });

  it('that changes nothing writes nothing and still succeeds', async () => {
    const { id } = (await api.post('/tenants', placedTenant({ name: 'same' }))).body;
    expect(
      await written(async () => expect((await api.put(`/tenants/${id}`, { name: 'same' })).status).toBe(202)),
    ).toBe(0);
  });

  it('answers each lifecycle as the contract says', async () => {
    const brand = await api.post('/brands', { ...BRAND, id: 'shape' });
    expect([brand.status, brand.headers.get('location')]).toEqual([201, '/api/v1/brands/shape']);
    expect((await api.put('/brands/shape', { name: 'Changed' })).status).toBe(200);
    expect((await api.post('/brands', { ...BRAND, id: 'shape' })).status).toBe(409);
    const removed = await api.delete('/brands/shape');
    expect([removed.status, removed.text]).toEqual([204, '']);
    const tenant = await api.post('/tenants', placedTenant());
    expect([tenant.status, tenant.body['name']]).toEqual([202, tenant.body.id]);
    expect(tenant.body.id).toMatch(/^t[a-z0-9]{10}$/);
    expect(tenant.headers.get('location')).toBe(`/api/v1/operations/${String(tenant.body['operation_id'])}`);
  });

  it('merges a PUT: what is absent stays, null clears, settings of the platform too', async () => {
    const { id } = (await api.post('/tenants', placedTenant({ name: 'merge', customer_id: '7' }))).body;
    expect((await api.put(`/tenants/${id}`, { customer_id: null })).body).toMatchObject({
      name: 'merge',
      customer_id: null,
      region_id: PLACE.region_id,
    });
    await api.put('/platform/config', { motto: 'hold', base_domain: 'one.example' });
    await api.put('/platform/config', { motto: null, base_domain: 'two.example' });
    const config = (await api.get('/platform/config')).body;
    expect(config).toMatchObject({ base_domain: 'two.example', primary_ns: 'ns1.host.example' });
    expect(config).not.toHaveProperty('motto');
  });

  it('keeps all settings when many change different ones at once', async () => {
    const keys = Array.from({ length: 12 }, (_, index) => `key_${index}`);
    const answers = await Promise.all(keys.map(async (key) => api.put('/platform/config', { [key]: key })));
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200));
    expect(Object.keys((await api.get('/platform/config')).body)).toEqual(expect.arrayContaining(keys));
  });
});

const BRAND = {
  name: 'Brand',
  base_hostname: 'brand.example',
  primary_ns: 'ns1.brand.example',
  secondary_ns: 'ns2.brand.example',
  hostmaster_email: 'dns@brand.example',
};
