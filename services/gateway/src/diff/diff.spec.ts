import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
});

afterAll(async () => freehold?.stop());

const positionOf = ({ headers }: { headers: Headers }) => Number(headers.get('freehold-position'));
const brand = async (id: string, fields = {}) =>
  await freehold.request('POST', '/api/v1/brands', { ...BRAND, id, ...fields });
const diff = async (query: string, headers = {}) => {
  const { status, body } = await freehold.request('GET', `/api/v1/diff?${query}`, undefined, headers);
  expect([status, body]).toEqual([200, body]);
  return body;
};

describe('what differs between two moments', () => {
  it('is what was created, updated with old and new, and deleted; not what was changed back or came and went', async () => {
    await Promise.all(['kept', 'changed', 'dropped', 'restored'].map(async (id) => await brand(id)));
    const from = positionOf(await brand('first'));
    await brand('new', { name: 'New' });
    await freehold.request('PUT', '/api/v1/brands/changed', { name: 'Changed', secondary_ns: 'ns3.acme.example' });
    await freehold.request('DELETE', '/api/v1/brands/dropped');
    await freehold.request('PUT', '/api/v1/brands/restored', { name: 'Meanwhile' });
    await freehold.request('PUT', '/api/v1/brands/restored', { name: BRAND.name });
    await brand('passing');
    const to = positionOf(await freehold.request('DELETE', '/api/v1/brands/passing'));
    await freehold.request('PUT', '/api/v1/brands/kept', { name: 'Later' });
    const found = await diff(`kind=brand&from=${from}&to=${to}`);
    expect(found).toMatchObject({ from, to, has_more: false, next_cursor: null });
    expect(found.items.map(({ id, change }: { id: string; change: string }) => [id, change])).toEqual([
      ['changed', 'updated'],
      ['dropped', 'deleted'],
      ['new', 'created'],
    ]);
    expect(found.items[0].fields).toEqual([
      { field: 'name', old: 'Acme', new: 'Changed' },
      { field: 'secondary_ns', old: 'ns2.acme.example', new: 'ns3.acme.example' },
    ]);
    expect(found.items[2].fields).toContainEqual({ field: 'name', old: null, new: 'New' });
    expect(found.items[1].fields).toContainEqual({ field: 'name', old: 'Acme', new: null });
    expect((await diff(`from=${to}&kind=brand`)).items).toMatchObject([{ id: 'kept', change: 'updated' }]);
  });

  it('is asked for by times too, and refused without a beginning, or with the end before it', async () => {
    const made = await brand('timed');
    const [before, after] = ['2020-01-01T00:00:00Z', made.body.created_at];
    const found = await diff(`from=${before}&to=${encodeURIComponent(after)}&kind=brand&id=timed`);
    expect(found.items).toMatchObject([{ id: 'timed', change: 'created', position: positionOf(made) }]);
    for (const query of ['', 'from=5&to=4', 'from=yesterday']) {
      const { status, body } = await freehold.request('GET', `/api/v1/diff?${query}`);
      expect([status, body.code]).toEqual([400, 'request.invalid']);
    }
  });

  it('comes in pages that together hold each difference once, though more happens meanwhile', async () => {
    const from = positionOf(await brand('paged-0'));
    for (let n = 1; n <= 7; n++) await brand(`paged-${n}`);
    const ids: string[] = [];
    let cursor = '';
    do {
      const page = await diff(`from=${from}&limit=3${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ id }: { id: string }) => id));
      cursor = page.next_cursor ?? '';
      await freehold.request('PUT', '/api/v1/brands/paged-0', { name: `Later ${ids.length}` });
      await brand(`zz-${ids.length}`);
    } while (cursor !== '');
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `paged-${n}`));
  });

  it('tells that a secret was replaced, and never what it is', async () => {
    const made = await freehold.request('POST', '/api/v1/providers', {
      name: 'x',
      kind: 'hostwinds',
      credentials: { api_key: 'marked-1' },
    });
    await freehold.request('PUT', `/api/v1/providers/${made.body.id}`, { credentials: { api_key: 'marked-2' } });
    const found = await diff(`from=${positionOf(made)}&kind=provider&id=${made.body.id}`);
    expect(found.items).toMatchObject([{ fields: [{ field: 'credentials', old: '***', new: '***' }] }]);
  });

  it('is of a tenant, where one is named; and nobody sees what lies beyond their reach', async () => {
    const from = positionOf(await brand('reach'));
    const [mine, other] = [(await freehold.tenant()).body.id, (await freehold.tenant()).body.id];
    const idsOf = async (query: string, headers = {}) =>
      new Set((await diff(`from=${from}&kind=tenant${query}`, headers)).items.map(({ id }: { id: string }) => id));
    expect(await idsOf('')).toEqual(new Set([mine, other]));
    expect(await idsOf(`&tenant_id=${mine}`)).toEqual(new Set([mine]));
    const key = await freehold.keyWith({ brands: [], tenant_id: mine });
    const theirs = { authorization: `Bearer ${key}` };
    expect(await idsOf('', theirs)).toEqual(new Set([mine]));
    expect(await idsOf(`&tenant_id=${other}`, theirs)).toEqual(new Set());
    expect(await idsOf(`&id=${other}`, theirs)).toEqual(new Set());
  });
});
