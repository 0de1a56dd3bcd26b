import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient, Body } from './api-client.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('a read', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    await api.post('/brands', { id: 'default', name: 'Default', ...NAMES });
    await makePlace(api);
  });

  const tenant = async (name: string, fields: object = {}) =>
    (await api.post('/tenants', placedTenant({ name, ...fields }))).body;
  /** Nothing changes a brand but its clients: it stays where it stands in a list. */
  const brands = async (group: string, names: readonly string[]) =>
    await Promise.all(
      names.map(async (name) => (await api.post('/brands', { ...NAMES, name: `${name} ${group}` })).body),
    );
  const tenants = async (customer_id: string, names: readonly string[]) =>
    await Promise.all(names.map(async (name) => tenant(name, { customer_id })));

  describe('of a list', () => {
    it.each(['created_at', 'name', 'updated_at'])(
      'by %s neither skips nor repeats what was there, whatever is added and removed meanwhile',
      async (sort) => {
        const group = `paging-${sort}`;
        const there = await brands(
          group,
          Array.from({ length: 25 }, (_, index) => `m${String(index).padStart(2, '0')}`),
        );
        const removed = there[13]?.id ?? '';
        for (const order of ['asc', 'desc']) {
          const seen: string[] = [];
          for (let cursor = '', page = 0; ; page++) {
            const { body } = await api.get(`/brands?search=${group}&sort=${sort}&order=${order}&limit=5${cursor}`);
            seen.push(...body.items.map(({ id }) => id));
            if (body.next_cursor === null) break;
            cursor = `&cursor=${body.next_cursor}`;
            await brands(group, [`a${order}${page}`, `m12${order}${page}`, `z${order}${page}`]);
            if (page === 0) await api.delete(`/brands/${removed}`);
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual(expect.arrayContaining(there.map(({ id }) => id).filter((id) => id !== removed)));
        }
      },
    );

    it('gives 50 items unless told, and never more than 200', async () => {
      await brands(
        'many',
        Array.from({ length: 205 }, (_, index) => `n${index}`),
      );
      expect((await api.get('/brands?search=many')).body.items).toHaveLength(50);
      const all = await api.get('/brands?search=many&limit=1000');
      expect([all.body.items.length, all.body['has_more']]).toEqual([200, true]);
      expect((await api.get('/tenants?customer_id=nobody')).body).toEqual({
        items: [],
        next_cursor: null,
        has_more: false,
      });
    });

    it('searches in names without regard to case, and takes wildcards for what they are', async () => {
      await tenants('found', ['Blue Heron', 'blue%jay', 'Grey_Owl']);
      const names = async (search: string) =>
        (
          await api.get(`/tenants?customer_id=found&search=${encodeURIComponent(search)}&sort=name&order=asc`)
        ).body.items.map(({ name }) => name);
      expect(await names('BLUE')).toEqual(['Blue Heron', 'blue%jay']);
      expect(await names('%')).toEqual(['blue%jay']);
      expect(await names('_')).toEqual(['Grey_Owl']);
    });

    it('filters by status and by parent exactly', async () => {
      const zone = (await api.post('/zones', { name: 'filtered.example' })).body;
      await api.post(`/zones/${zone.id}/records`, { type: 'A', name: 'www', content: '192.0.2.1' });
      await api.post(`/zones/${zone.id}/records`, { type: 'TXT', name: 'www', content: 'x' });
      expect((await api.get(`/zones/${zone.id}/records?type=TXT`)).body.items).toMatchObject([
        { type: 'TXT', content: 'x' },
      ]);
      expect((await api.get('/zones?status=active&name=filtered.example')).body.items).toMatchObject([{ id: zone.id }]);
      expect((await api.get('/zones?status=failed&name=filtered.example')).body.items).toEqual([]);
      expect((await api.get('/zones?dnssec=false')).status).toBe(400);
    });

    it('refuses a cursor of another list or another order', async () => {
      await tenants('cursor', ['one', 'two']);
      const { next_cursor } = (await api.get('/tenants?customer_id=cursor&limit=1')).body;
      expect((await api.get(`/tenants?customer_id=cursor&limit=1&order=asc&cursor=${next_cursor}`)).status).toBe(400);
      expect((await api.get(`/events?cursor=${next_cursor}`)).status).toBe(400);
    });
  });

  it('sees what was written just before, and with minPosition never anything older', async () => {
    for (let round = 0; round < 20; round++) {
      const made = await api.send('POST', '/tenants', { body: placedTenant({ name: `fresh ${round}` }) });
      const position = made.headers.get('freehold-position');
      const { status, headers } = await api.get(`/tenants/${made.body.id}?minPosition=${position}`);
      expect(status).toBe(200);
      expect(Number(headers.get('freehold-position'))).toBeGreaterThanOrEqual(Number(position));
    }
  });

  it('of a position that is not reached in time ends with a 504 that says where the read model stands', async () => {
    const { status, body } = await api.get('/tenants?minPosition=999999');
    expect([status, body.code]).toEqual([504, 'request.position_timeout']);
    expect(body['detail']).toMatch(/stands at \d+/);
  });

  it('is not repeated for a client that has the newest state already', async () => {
    const { id } = await tenant('cached');
    const first = await api.get(`/tenants/${id}`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"\d+\.\d+"$/);
    const again = await api.get(`/tenants/${id}`, { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    await api.put(`/tenants/${id}`, { name: 'changed' });
    expect((await api.get(`/tenants/${id}`, { 'if-none-match': etag })).status).toBe(200);
  });

  describe('of the past', () => {
    let id: string;
    const moments: { readonly position: number; readonly time: string; readonly name: string }[] = [];
    /** Where each change had come to its end: other events may lie between. */
    const ends: number[] = [];
    const newest = async () => Number((await api.get(`/events?id=${id}&limit=1`)).body.items[0]?.['position']);

    beforeAll(async () => {
      const made = await api.post('/tenants', placedTenant({ name: 'first' }));
      id = made.body.id;
      moments.push({ position: positionOf(made), time: String(made.body['created_at']), name: 'first' });
      ends.push(await newest());
      for (const name of ['second', 'third']) {
        const changed = await api.put(`/tenants/${id}`, { name });
        moments.push({ position: positionOf(changed), time: String(changed.body['updated_at']), name });
        ends.push(await newest());
      }
      await api.delete(`/tenants/${id}`);
      const [deleted] = (await api.get(`/events?id=${id}&type=TenantDeleted`)).body.items;
      moments.push({ position: Number(deleted?.['position']), time: '', name: 'third' });
    });

    it('shows the resource as it was at each position, its deletion included, and nothing before it was', async () => {
      for (const [index, { position, name }] of moments.slice(0, 3).entries()) {
        const then = (await api.get(`/tenants/${id}?asOf=${position}`)).body;
        expect(then).toMatchObject({ name, status: index === 0 ? 'pending' : 'provisioning' });
        const settled = (await api.get(`/tenants/${id}?asOf=${ends[index]}`)).body;
        expect(settled).toMatchObject({ name, status: 'active' });
      }
      expect((await api.get(`/tenants/${id}?asOf=${moments[3]?.position}`)).body).toMatchObject({ status: 'deleted' });
      expect((await api.get(`/tenants/${id}?asOf=${(moments[0]?.position ?? 0) - 1}`)).status).toBe(404);
      expect((await api.get(`/tenants/${id}`)).status).toBe(404);
    });

    it('shows it as it was at each time', async () => {
      for (const { time, name } of moments.slice(0, 3))
        expect((await api.get(`/tenants/${id}?asOf=${encodeURIComponent(time)}`)).body).toMatchObject({ name });
      const before = new Date(Date.parse(moments[0]?.time ?? '') - 1).toISOString();
      expect((await api.get(`/tenants/${id}?asOf=${before}`)).status).toBe(404);
    });

    it('lists what was there then', async () => {
      const listed = async (position: number | undefined) =>
        (await api.get(`/tenants?search=${id}&asOf=${position}`)).body.items.map(({ name }) => name);
      expect(await listed((moments[0]?.position ?? 0) - 1)).toEqual([]);
      expect(await listed(moments[1]?.position)).toEqual(['second']);
      expect(await listed(moments[3]?.position)).toEqual([]);
    });

    it('tells every change with old and new values, who made it and when', async () => {
      const all = (await api.get(`/resources/tenant/${id}/history`)).body.items;
      const between = ['TenantConverged', 'TenantDeleteRequested', 'TenantErased'];
      const items = all.filter(({ type }) => !between.includes(String(type)));
      expect(items.map(({ type, position }) => [type, position])).toEqual([
        ['TenantCreated', moments[0]?.position],
        ['TenantUpdated', moments[1]?.position],
        ['TenantUpdated', moments[2]?.position],
        ['TenantDeleted', moments[3]?.position],
      ]);
      expect(items[0]?.['changes']).toContainEqual({ field: 'name', old: null, new: 'first' });
      expect(items[2]?.['changes']).toEqual([{ field: 'name', old: 'second', new: 'third' }]);
      expect(all.map(({ type }) => type).slice(-3)).toEqual(['TenantDeleteRequested', 'TenantErased', 'TenantDeleted']);
      for (const item of items.slice(0, 3))
        expect(item).toMatchObject({ actor: expect.stringMatching(/^key:/), time: expect.stringMatching(/Z$/) });
      expect((await api.get('/resources/tenant/nobody/history')).status).toBe(404);
      expect((await api.get(`/resources/unicorn/${id}/history`)).status).toBe(404);
    });

    it('pages through a history that is longer than a page', async () => {
      const long = await tenant('v0');
      for (let version = 1; version <= 7; version++) await api.put(`/tenants/${long.id}`, { name: `v${version}` });
      const items: Body[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await api.get(`/resources/tenant/${long.id}/history?limit=3${cursor}`);
        items.push(...body.items);
        if (body.next_cursor === null) break;
        cursor = `&cursor=${body.next_cursor}`;
      }
      const updates = items.filter(({ type }) => type === 'TenantUpdated');
      expect(updates.map(({ changes }) => changes)).toEqual(
        Array.from({ length: 7 }, (_, index) => [{ field: 'name', old: `v${index}`, new: `v${index + 1}` }]),
      );
    });
  });

  describe('of the events', () => {
    it('filters by kind, resource, type, time and position, and pages in either order', async () => {
      const [first, second] = await brands('events', ['one', 'two']);
      const types = async (query: string) => (await api.get(`/events?${query}`)).body.items.map(({ type }) => type);
      await api.put(`/brands/${first?.id}`, { name: 'uno' });
      expect(await types(`id=${first?.id}`)).toEqual(['BrandUpdated', 'BrandCreated']);
      expect(await types(`id=${first?.id}&order=asc`)).toEqual(['BrandCreated', 'BrandUpdated']);
      expect(await types(`id=${first?.id}&type=BrandUpdated`)).toEqual(['BrandUpdated']);
      expect(await types(`id=${first?.id}&kind=zone`)).toEqual([]);
      const [updated] = (await api.get(`/events?id=${first?.id}&limit=1`)).body.items;
      const time = encodeURIComponent(String(updated?.['time']));
      expect(await types(`id=${first?.id}&since=${time}`)).toEqual(['BrandUpdated']);
      expect(await types(`id=${first?.id}&until=${time}`)).toEqual(['BrandCreated']);
      expect(await types(`kind=brand&after=${String(updated?.['position'])}`)).toEqual([]);
      expect(await types(`id=${second?.id}`)).toEqual(['BrandCreated']);
    });

    it('gives every event exactly once, in the order of positions without a gap', async () => {
      const positions = (await api.all('/events?order=asc')).map(({ position }) => position);
      expect(positions).toEqual(Array.from({ length: positions.length }, (_, index) => index + 1));
    });
  });
});

const NAMES = {
  base_hostname: 'default.example',
  primary_ns: 'ns1.default.example',
  secondary_ns: 'ns2.default.example',
  hostmaster_email: 'dns@default.example',
};

function positionOf({ headers }: { readonly headers: Headers }): number {
  return Number(headers.get('freehold-position'));
}
