import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { createRoutes } from './bodies.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('a write', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let ledger: LedgerUnderTest;
  let zone: Body;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    ledger = await LedgerUnderTest.connect(platform);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    zone = (await api.post('/zones', { name: 'there.example' })).body;
  }, 90_000);

  afterAll(async () => ledger.close());

  /** How many events an action of clients wrote; reconcilers report on older ones at any time. */
  async function written(action: () => Promise<unknown>): Promise<number> {
    const before = await ledger.last();
    await action();
    return (await ledger.events(before)).filter(({ actor }) => actor.startsWith('key:')).length;
  }

  const once = (key: string) => ({ 'idempotency-key': key, prefer: 'wait=0' });

  describe('with an Idempotency-Key', () => {
    it('is applied once and answered the same, however often it is repeated and after a restart too', async () => {
      const key = randomUUID();
      const first = await api.post('/tenants', { name: 'once' }, once(key));
      const same = async () => {
        const again = await platform.api.post('/tenants', { name: 'once' }, once(key));
        expect([again.status, again.text]).toEqual([first.status, first.text]);
        expect(again.headers.get('freehold-position')).toBe(first.headers.get('freehold-position'));
      };
      expect(
        await written(async () => {
          for (let i = 0; i < 3; i++) await same();
        }),
      ).toBe(0);
      await platform.restart();
      expect(await written(same)).toBe(0);
    }, 60_000);

    it('is applied once when its repeats come all at the same time', async () => {
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 12 }, async () => api.post('/tenants', { name: 'storm' }, once(key))),
      );
      expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
      expect((await api.get('/tenants?search=storm')).body.items).toHaveLength(1);
    });

    it('answers the same for changes and deletions, though the resource has moved on or is gone', async () => {
      const { id } = (await api.post('/tenants', { name: 'a' })).body;
      const [update, remove] = [randomUUID(), randomUUID()];
      const changed = await api.put(`/tenants/${id}`, { name: 'b' }, once(update));
      await api.put(`/tenants/${id}`, { name: 'c' });
      const again = await api.put(`/tenants/${id}`, { name: 'b' }, once(update));
      expect([again.status, again.body['operation_id']]).toEqual([202, changed.body['operation_id']]);
      expect((await api.get(`/tenants/${id}`)).body).toMatchObject({ name: 'c' });
      const gone = await api.delete(`/tenants/${id}`, once(remove));
      const goneAgain = await api.delete(`/tenants/${id}`, once(remove));
      expect([goneAgain.status, goneAgain.text]).toEqual([202, gone.text]);
      expect((await api.delete(`/tenants/${id}`)).status).toBe(404);
    });

    it('answers the same for a record that is gone', async () => {
      const record = (await api.post(`/zones/${zone.id}/records`, { type: 'A', name: 'gone', content: '192.0.2.1' }))
        .body;
      const key = randomUUID();
      const first = await api.delete(`/zone-records/${record.id}`, once(key));
      await api.get(`/operations/${(first.body['operation'] as Body).id}/await?timeout=10`); // by the REST contract
      expect((await api.get(`/zone-records/${record.id}`)).status).toBe(404);
      const again = await api.delete(`/zone-records/${record.id}`, once(key));
      expect([again.status, (again.body['operation'] as Body).id]).toEqual([202, (first.body['operation'] as Body).id]); // as above
      expect((await api.delete(`/zone-records/${record.id}`)).status).toBe(404);
    });

    it('answers the same though hundreds of commands have followed on its aggregate', async () => {
      const key = randomUUID();
      const crowded = await api.post('/zones', { name: 'crowded.example' }, once(key));
      const names = Array.from({ length: 260 }, (_, index) => `r${index}`);
      const add = async (name: string) =>
        await api.post(
          `/zones/${crowded.body.id}/records`,
          { type: 'A', name, content: '192.0.2.1' },
          { prefer: 'wait=0' },
        );
      for (let from = 0; from < names.length; from += 20) await Promise.all(names.slice(from, from + 20).map(add));
      const again = await api.post('/zones', { name: 'crowded.example' }, once(key));
      expect([again.status, again.text]).toEqual([202, crowded.text]);
    }, 60_000);

    it('is refused with another body, and taken with another path', async () => {
      const key = randomUUID();
      await api.post('/tenants', { name: 'mine', customer_id: '1' }, once(key));
      expect((await api.post('/tenants', { customer_id: '1', name: 'mine' }, once(key))).status).toBe(202);
      const other = await api.post('/tenants', { name: 'yours' }, once(key));
      expect([other.status, other.body.code]).toEqual([422, 'request.idempotency_mismatch']);
      expect(
        (
          await api.post(
            `/zones/${zone.id}/records`,
            { type: 'A', name: 'k', content: '192.0.2.1' },
            { 'idempotency-key': key },
          )
        ).status,
      ).toBe(202);
    });

    it('that was refused is decided anew when what was wrong is mended', async () => {
      const key = randomUUID();
      const body = { name: 'waits', brand_id: 'later' };
      expect((await api.post('/tenants', body, once(key))).body.code).toBe('tenant.reference_missing');
      await api.post('/brands', { ...BRAND, id: 'later' });
      expect((await api.post('/tenants', body, once(key))).status).toBe(202);
    });
  });

  describe('with dryRun', () => {
    it('tells the events of every kind’s creation and writes nothing', async () => {
      for (const { kind, path, valid } of createRoutes()) {
        const at = path.replace('{parent}', zone.id);
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
      const made = await api.post('/tenants', { name: 'one' });
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
      const made = await api.post('/tenants', { name: 'start' });
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
      const tenant = (await api.post('/tenants', { name: 'x', brand_id: 'used' })).body;
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
    const { id } = (await api.post('/tenants', { name: 'same' })).body;
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
    const tenant = await api.post('/tenants', {});
    expect([tenant.status, tenant.body['name']]).toEqual([202, tenant.body.id]);
    expect(tenant.body.id).toMatch(/^t[a-z0-9]{10}$/);
    expect(tenant.headers.get('location')).toBe(`/api/v1/operations/${String(tenant.body['operation_id'])}`);
  });

  it('merges a PUT: what is absent stays, null clears, settings of the platform too', async () => {
    const { id } = (await api.post('/tenants', { name: 'merge', customer_id: '7', region_id: 'r' })).body;
    expect((await api.put(`/tenants/${id}`, { customer_id: null })).body).toMatchObject({
      name: 'merge',
      customer_id: null,
      region_id: 'r',
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
