import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('a command with an Idempotency-Key', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let ledger: LedgerUnderTest;
  let zone: Body;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    ledger = await LedgerUnderTest.connect(platform);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    await makePlace(api);
    zone = (await api.post('/zones', { name: 'there.example' })).body;
  });

  afterAll(async () => ledger.close());

  /** How many events an action of clients wrote; reconcilers report on older ones at any time. */
  async function written(action: () => Promise<unknown>): Promise<number> {
    const before = await ledger.last();
    await action();
    return (await ledger.events(before)).filter(({ actor }) => actor.startsWith('key:')).length;
  }

  const once = (key: string) => ({ 'idempotency-key': key, prefer: 'wait=0' });

  it('is applied once and answered the same, however often it is repeated and after a restart too', async () => {
    const key = randomUUID();
    const first = await api.post('/tenants', placedTenant({ name: 'once' }), once(key));
    const same = async () => {
      const again = await platform.api.post('/tenants', placedTenant({ name: 'once' }), once(key));
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
  });

  it('is applied once when its repeats come all at the same time: some are told to come later, and all see one in the end', async () => {
    const key = randomUUID();
    const send = async () => await api.post('/tenants', placedTenant({ name: 'storm' }), once(key));
    const answers = await Promise.all(Array.from({ length: 12 }, send));
    const early = answers.filter(({ status }) => status === 409);
    for (const { body, headers } of early)
      expect([body.code, headers.get('retry-after')]).toEqual(['request.in_flight', '1']);
    const last = await send();
    expect([last.status, last.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    for (const { status, text } of answers.filter((answer) => !early.includes(answer)))
      expect([status, text]).toEqual([202, last.text]);
    expect((await api.get('/tenants?search=storm')).body.items).toHaveLength(1);
  });

  it('answers the same for changes and deletions, though the resource has moved on or is gone', async () => {
    const { id } = (await api.post('/tenants', placedTenant({ name: 'a' }))).body;
    const [update, remove] = [randomUUID(), randomUUID()];
    const changed = await api.put(`/tenants/${id}`, { name: 'b' }, once(update));
    await api.put(`/tenants/${id}`, { name: 'c' });
    const again = await api.put(`/tenants/${id}`, { name: 'b' }, once(update));
    expect([again.status, again.body['operation_id']]).toEqual([202, changed.body['operation_id']]);
    expect((await api.get(`/tenants/${id}`)).body).toMatchObject({ name: 'c' });
    const gone = await api.delete(`/tenants/${id}`, once(remove));
    const goneAgain = await api.delete(`/tenants/${id}`, once(remove));
    expect([goneAgain.status, goneAgain.text]).toEqual([202, gone.text]);
    await api.get(`/operations/${(gone.body['operation'] as Body).id}/await?timeout=10`); // by the REST contract
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
  });

  it('is refused with another body, and with another path', async () => {
    const key = randomUUID();
    await api.post('/tenants', placedTenant({ name: 'mine', customer_id: '1' }), once(key));
    expect((await api.post('/tenants', placedTenant({ customer_id: '1', name: 'mine' }), once(key))).status).toBe(202);
    const other = await api.post('/tenants', placedTenant({ name: 'yours' }), once(key));
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency_mismatch']);
    const elsewhere = await api.post(
      `/zones/${zone.id}/records`,
      { type: 'A', name: 'k', content: '192.0.2.1' },
      once(key),
    );
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'request.idempotency_mismatch']);
  });

  it('that was refused is decided anew when what was wrong is mended', async () => {
    const key = randomUUID();
    const body = { name: 'waits', brand_id: 'later' };
    expect((await api.post('/tenants', placedTenant(body), once(key))).body.code).toBe('tenant.reference_missing');
    await api.post('/brands', { ...BRAND, id: 'later' });
    expect((await api.post('/tenants', placedTenant(body), once(key))).status).toBe(202);
  });
});

const BRAND = {
  name: 'Brand',
  base_hostname: 'brand.example',
  primary_ns: 'ns1.brand.example',
  secondary_ns: 'ns2.brand.example',
  hostmaster_email: 'dns@brand.example',
};
