import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;
let middle: number;

beforeAll(async () => {
  freehold = await startGateway();
  for (let i = 0; i < 10; i++) await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: `b${i}` });
  const zone = await freehold.request('POST', '/api/v1/zones', { name: 'replayed.example' });
  const record = { type: 'A', name: 'www', content: '192.0.2.1' };
  const made = await freehold.request('POST', `/api/v1/zones/${zone.body.id}/records`, record);
  middle = Number(made.headers.get('freehold-position'));
  for (let i = 0; i < 10; i += 2) await freehold.request('PUT', `/api/v1/brands/b${i}`, { name: `Later ${i}` });
  await freehold.request('DELETE', '/api/v1/brands/b9');
  await freehold.request('DELETE', `/api/v1/zones/${zone.body.id}`);
});

afterAll(async () => {
  await freehold?.stop();
});

const replay = async (projection: string, query = '') =>
  await freehold.request('POST', `/api/v1/projections/${projection}/replay${query}`);
const differences = (body: { tables: { table: string; differences: unknown[] }[] }) =>
  Object.fromEntries(body.tables.map(({ table, differences: found }) => [table, found]));

describe('a replay', () => {
  it.each(['resources', 'operations', 'events', 'infrastructure'])(
    'of %s finds it equal to what the ledger makes',
    async (name) => {
      const { status, body } = await replay(`gateway/${name}`);
      expect([status, body.equal, body.position]).toEqual([200, true, body.live_position]);
      for (const { equal } of body.tables) expect(equal).toBe(true);
    },
  );

  it.each(['resources', 'events', 'infrastructure'])(
    'of %s up to a position finds that readers are shown then as it was',
    async (name) => {
      const { status, body } = await replay(`gateway/${name}`, `?to=${middle}`);
      expect([status, body.position]).toEqual([200, middle]);
      for (const { table, equal } of body.tables) expect([table, equal]).toEqual([table, true]);
    },
  );

  it('names the first rows that somebody has tampered with, also in the past', async () => {
    await freehold.pool.query(`
      UPDATE resource SET spec = spec || '{"name": "Tampered"}' WHERE kind = 'brand' AND id = 'b3';
      DELETE FROM resource_version WHERE kind = 'brand' AND id = 'b5'`);
    const now = await replay('gateway/resources');
    expect([now.status, now.body.equal]).toEqual([200, false]);
    expect(differences(now.body)['resource']).toEqual([{ key: { kind: 'brand', id: 'b3' }, found: 'different' }]);
    const then = await replay('gateway/resources', `?to=${middle}`);
    expect(differences(then.body)['resource']).toEqual([{ key: { kind: 'brand', id: 'b5' }, found: 'missing' }]);
    expect(JSON.stringify(now.body)).not.toContain('Tampered');
  });

  it('of another service is made there, and takes no more than to read for the whole platform', async () => {
    const key = await freehold.keyWith({ scopes: ['projections:read'] });
    const as = async (path: string, credential = key) =>
      (await freehold.request('POST', path, undefined, { authorization: `Bearer ${credential}` })).status;
    expect(await as('/api/v1/projections/dns/rows/replay')).toBe(200);
    const brandKey = await freehold.keyWith({ scopes: ['projections:read'], brands: ['b1'] });
    expect(await as('/api/v1/projections/dns/rows/replay', brandKey)).toBe(403);
  });

  it('of what is not there, or to where nothing has happened yet, is refused', async () => {
    for (const path of ['gateway/nothing', 'nobody/rows'])
      expect((await replay(path)).body.code).toBe('request.not_found');
    expect((await replay('gateway/events', '?to=99999999')).body).toMatchObject({
      code: 'request.invalid',
      status: 400,
    });
    expect((await replay('gateway/events', '?to=now')).status).toBe(400);
  });
});
