import { Zone } from '@freehold/contracts/dns/zone';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { BRAND, type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';
import { READER } from './row-security.js';

let freehold: GatewayUnderTest;
/** Two tenants of two brands, each with a zone and a record in it, and keys that reach one of them alone. */
const ours = { tenant: '', zone: '', record: '', key: '', brandKey: '' };
const theirs = { tenant: '', zone: '', record: '', key: '', brandKey: '' };

beforeAll(async () => {
  freehold = await startGateway();
  for (const [side, brand] of [
    [ours, 'ours'],
    [theirs, 'theirs'],
  ] as const) {
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: brand });
    side.tenant = (await freehold.tenant({ brand_id: brand, name: brand })).body.id;
    const zone = { name: `${brand}.example`, tenant_id: side.tenant };
    side.zone = (await freehold.request('POST', '/api/v1/zones', zone)).body.id;
    const record = { type: 'A', name: '@', content: '192.0.2.1' };
    side.record = (await freehold.request('POST', `/api/v1/zones/${side.zone}/records`, record)).body.id;
    side.key = await freehold.keyWith({ scopes: ['*:*'], brands: [], tenant_id: side.tenant });
    side.brandKey = await freehold.keyWith({ scopes: ['*:*'], brands: [brand] });
  }
});

afterAll(async () => {
  await freehold?.stop();
});

async function asUs(method: string, path: string, body?: unknown, key = ours.key): Promise<Got> {
  return await freehold.request(method, `/api/v1${path}`, body, { authorization: `Bearer ${key}` });
}

describe('somebody who reaches one tenant', () => {
  it('lists what is that tenant’s, and sees nothing else', async () => {
    for (const [path, id] of [
      ['/tenants', ours.tenant],
      ['/zones', ours.zone],
    ] as const) {
      for (const key of [ours.key, ours.brandKey]) {
        const { body } = await asUs('GET', path, undefined, key);
        expect([path, body.items.map((item: { id: string }) => item.id)]).toEqual([path, [id]]);
      }
    }
    const text = JSON.stringify((await asUs('GET', '/events?limit=200')).body);
    expect(text).toContain(ours.zone);
    for (const id of [theirs.tenant, theirs.zone, theirs.record]) expect(text).not.toContain(id);
    expect((await asUs('GET', '/operations?limit=200')).body.items).toHaveLength(3);
  });

  it('is answered about a neighbour’s thing exactly as about one that does not exist', async () => {
    const absent = 't0000000000';
    for (const [method, path, body] of [
      ['GET', '/tenants/ID', undefined],
      ['PUT', '/tenants/ID', { name: 'mine now' }],
      ['DELETE', '/tenants/ID', undefined],
      ['POST', '/tenants/ID/suspend', {}],
      ['GET', '/tenants/ID/webroots', undefined],
      ['POST', '/tenants/ID/webroots', { name: 'x', runtime: 'static', runtime_version: '1' }],
      ['GET', '/resources/tenant/ID/history', undefined],
      ['GET', '/tenants/ID?asOf=99999', undefined],
      ['POST', '/tenants/ID/retry', undefined],
    ] as const) {
      const [real, fake] = [theirs.tenant, absent];
      const [about, none] = await Promise.all(
        [real, fake].map(async (id) => await asUs(method, path.replace('ID', id), body)),
      );
      if (path.includes('asOf')) continue; // a position that lies ahead is a time-out for both
      expect([method, path, about?.status]).toEqual([method, path, 404]);
      const same = (got: Got | undefined, id: string) =>
        JSON.stringify({ ...got?.body, trace_id: '', instance: '' }).replaceAll(id, 'ID');
      expect(same(about, real)).toBe(same(none, fake));
    }
  });

  it('names nothing that lies beyond: a reference there is one to nothing', async () => {
    const body = { name: 'new.example', tenant_id: theirs.tenant };
    const refused = await asUs('POST', '/zones', body);
    expect([refused.status, refused.body.code]).toEqual([400, 'zone.reference_missing']);
    const moved = await asUs('PUT', `/zones/${ours.zone}/tenant`, { tenant_id: theirs.tenant });
    expect([moved.status, moved.body.code]).toEqual([400, 'zone.reference_missing']);
  });

  it('makes what is its own without saying so, and gives nothing away to nobody', async () => {
    const made = await asUs('POST', '/zones', { name: 'silent.example' });
    expect([made.status, made.body.tenant_id]).toEqual([202, ours.tenant]);
    const away = await asUs('PUT', `/zones/${made.body.id}`, { tenant_id: null });
    expect([away.status, away.body.code]).toEqual([403, 'request.forbidden']);
  });

  it('changes nothing of the platform’s own, however wide its scopes', async () => {
    for (const [path, body] of [
      ['/regions', { name: 'x' }],
      ['/brands', { ...BRAND, id: 'x' }],
      ['/node-profiles', { name: 'x', role: 'web', image: 'x' }],
    ] as const) {
      expect([path, (await asUs('POST', path, body)).status]).toEqual([path, 403]);
      expect([path, (await asUs('POST', path, body, ours.brandKey)).status]).toEqual([path, 403]);
    }
    for (const path of ['/parked', '/projections'])
      expect([path, (await asUs('GET', path)).status]).toEqual([path, 403]);
  });

  it('may be let read more than change: what it may only read is a 403, not a 404', async () => {
    const key = await freehold.keyWith({ scopes: ['zones:read'], brands: ['*'] });
    expect((await asUs('DELETE', `/zones/${theirs.zone}`, undefined, key)).status).toBe(403);
  });

  it('does not get at a name that was its own once, and is a neighbour’s now', async () => {
    const zone = (await asUs('POST', '/zones', { name: 'passed-on.example' })).body.id;
    await freehold.command(Zone, 'delete', [{ id: zone, data: {} }]);
    await freehold.report(Zone, zone, 'deleted', {});
    expect((await asUs('POST', '/zones', { name: 'passed-on.example' }, theirs.key)).body.id).toBe(zone);
    expect((await asUs('DELETE', `/zones/${zone}`)).status).toBe(404);
    expect((await asUs('PUT', `/zones/${zone}`, { dnssec: true })).status).toBe(404);
    expect((await asUs('GET', `/zones/${zone}`)).status).toBe(404);
  });

  it('loses a zone’s records with the zone', async () => {
    const zone = (await asUs('POST', '/zones', { name: 'handed-over.example' })).body.id;
    const record = (await asUs('POST', `/zones/${zone}/records`, { type: 'A', name: '@', content: '192.0.2.2' })).body
      .id;
    expect((await freehold.request('PUT', `/api/v1/zones/${zone}/tenant`, { tenant_id: null })).status).toBe(202);
    expect((await asUs('GET', `/zone-records/${record}`)).status).toBe(404);
    expect((await asUs('DELETE', `/zone-records/${record}`)).status).toBe(404);
  });
});

describe('the database', () => {
  async function asReader<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const url = freehold.gateway.parts.config.postgres_url;
    const client = new pg.Client({ connectionString: url, options: `-c search_path=gateway -c role=${READER}` });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const TABLES = [
    'resource',
    'resource_version',
    'event',
    'operation',
    'vps',
    'ip_address',
    'sync_run',
    'sync_run_version',
    'assignment',
  ];

  it('shows a connection that says nothing of itself no row of any table', async () => {
    await asReader(async (client) => {
      for (const table of TABLES) {
        const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${table}`);
        expect([table, rows[0].count]).toEqual([table, 0]);
      }
    });
  });

  it('lets the role of requests write nothing, whatever it says of itself', async () => {
    await asReader(async (client) => {
      await client.query("SELECT set_config('freehold.everything', 'on', false)");
      for (const table of TABLES)
        await expect(client.query(`DELETE FROM ${table}`)).rejects.toThrow(/permission denied/);
      await expect(client.query('CREATE TABLE gateway.own (a int)')).rejects.toThrow(/permission denied/);
    });
  });

  it('keeps its policies and grants through a rebuild', async () => {
    await freehold.gateway.parts.nc.request('ask.gateway.rebuild', JSON.stringify({ name: 'resources' }), {
      timeout: 60_000,
    });
    const { body } = await asUs('GET', '/tenants');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([ours.tenant]);
    await asReader(async (client) => {
      for (const table of ['resource', 'resource_version'])
        expect((await client.query(`SELECT 1 FROM ${table}`)).rowCount).toBe(0);
    });
    const { rows } = await freehold.pool.query(
      "SELECT relforcerowsecurity AS forced FROM pg_class WHERE oid = 'resource'::regclass",
    );
    expect(rows).toEqual([{ forced: true }]);
  });
});
