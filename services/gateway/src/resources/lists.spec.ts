import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  for (let i = 0; i < 12; i++) {
    await freehold.request('POST', '/api/v1/brands', {
      ...BRAND,
      id: `b${String(i).padStart(2, '0')}`,
      name: `Brand ${12 - i}`,
    });
  }
});

afterAll(async () => {
  await freehold?.stop();
});

const ids = (got: Got): string[] => got.body.items.map(({ id }: { id: string }) => id);

async function pages(query: string, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const page = await freehold.request('GET', `/api/v1/brands?limit=5&${query}${cursor}`);
    seen.push(...ids(page));
    expect(page.body.has_more).toBe(page.body.next_cursor !== null);
    if (page.body.next_cursor === null) return seen;
    cursor = `&cursor=${page.body.next_cursor}`;
    await between();
  }
}

describe('a list', () => {
  it('comes newest first, 50 at a time, at most 200', async () => {
    const list = await freehold.request('GET', '/api/v1/brands?limit=100000');
    expect(ids(list)[0]).toBe('b11');
    expect([list.body.has_more, list.body.next_cursor]).toEqual([false, null]);
  });

  it('that is empty has items all the same', async () => {
    expect((await freehold.request('GET', '/api/v1/tenants')).body).toEqual({
      items: [],
      next_cursor: null,
      has_more: false,
    });
  });

  it('pages without a skip or a repeat while others insert', async () => {
    const before = ids(await freehold.request('GET', '/api/v1/brands'));
    let inserted = 0;
    const seen = await pages('', async () =>
      freehold.request('POST', '/api/v1/brands', { ...BRAND, id: `late-${inserted++}` }),
    );
    expect(seen).toEqual(before);
    expect(inserted).toBeGreaterThan(1);
  });

  it('is sorted by a column or a field, both ways', async () => {
    for (const [sort, of] of [
      ['name', 'name'],
      ['id', 'id'],
    ] as const) {
      const all = await freehold.request('GET', '/api/v1/brands?limit=200');
      const values = new Map<string, string>(
        all.body.items.map((item: Record<string, string>) => [item['id'], item[of]]),
      );
      const order = (seen: readonly string[]) => seen.map((id) => values.get(id) ?? '');
      const up = order(await pages(`sort=${sort}&order=asc`));
      expect(up).toEqual(up.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      expect(order(await pages(`sort=${sort}&order=desc`))).toEqual(up.toReversed());
    }
  });

  it('takes a cursor only in the order that it is of', async () => {
    const { body } = await freehold.request('GET', '/api/v1/brands?limit=2');
    expect((await freehold.request('GET', `/api/v1/brands?limit=2&sort=name&cursor=${body.next_cursor}`)).status).toBe(
      400,
    );
  });

  it('is searched in ids and names, wildcards being letters like any other', async () => {
    expect(ids(await freehold.request('GET', '/api/v1/brands?search=bRaNd%2012'))).toEqual(['b00']);
    expect(ids(await freehold.request('GET', '/api/v1/brands?search=b05'))).toEqual(['b05']);
    expect(ids(await freehold.request('GET', '/api/v1/brands?search=%25'))).toEqual([]);
    expect(ids(await freehold.request('GET', '/api/v1/brands?search=b_5'))).toEqual([]);
  });

  it('is filtered by exact fields and by status', async () => {
    const one = await freehold.tenant({ brand_id: 'b01', customer_id: 'C-1' });
    await freehold.tenant({ brand_id: 'b02', customer_id: 'C-1' });
    expect(ids(await freehold.request('GET', '/api/v1/tenants?customer_id=C-1&brand_id=b01'))).toEqual([one.body.id]);
    expect(ids(await freehold.request('GET', '/api/v1/tenants?customer_id=C'))).toEqual([]);
    expect(ids(await freehold.request('GET', '/api/v1/tenants?status=failed'))).toEqual([]);
    expect(ids(await freehold.request('GET', '/api/v1/tenants?status=pending'))).toHaveLength(2);
  });
});

describe('a look back', () => {
  it('shows a resource as it was at a position and at a time, also one that is deleted now', async () => {
    const made = await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'past', name: 'First' });
    const born = made.headers.get('freehold-position');
    const changed = await freehold.request('PUT', '/api/v1/brands/past', { name: 'Second' });
    await freehold.request('DELETE', '/api/v1/brands/past');
    expect((await freehold.request('GET', `/api/v1/brands/past?asOf=${born}`)).body).toEqual(made.body);
    expect((await freehold.request('GET', `/api/v1/brands/past?asOf=${Number(born) - 1}`)).status).toBe(404);
    const then = encodeURIComponent(changed.body.updated_at);
    expect((await freehold.request('GET', `/api/v1/brands/past?asOf=${then}`)).body).toEqual(changed.body);
    const now = encodeURIComponent(new Date().toISOString());
    expect((await freehold.request('GET', `/api/v1/brands/past?asOf=${now}`)).body.status).toBe('deleted');
    expect((await freehold.request('GET', '/api/v1/brands/past')).status).toBe(404);
  });

  it('lists what there was, deleted ones only when they are asked for', async () => {
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'listed', name: 'Listed' });
    const { headers } = await freehold.request('PUT', '/api/v1/brands/listed', { name: 'Renamed' });
    const position = headers.get('freehold-position');
    await freehold.request('DELETE', '/api/v1/brands/listed');
    const then = await freehold.request('GET', `/api/v1/brands?search=listed&asOf=${position}`);
    expect(then.body.items).toMatchObject([{ id: 'listed', name: 'Renamed', status: 'active' }]);
    const later = Number(position) + 1;
    expect(ids(await freehold.request('GET', `/api/v1/brands?search=listed&asOf=${later}`))).toEqual([]);
    expect(ids(await freehold.request('GET', `/api/v1/brands?search=listed&status=deleted&asOf=${later}`))).toEqual([
      'listed',
    ]);
    expect(ids(await freehold.request('GET', '/api/v1/brands?asOf=0'))).toEqual([]);
  });

  it('tells the incarnations of one name apart', async () => {
    const first = await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'again', name: 'One' });
    await freehold.request('DELETE', '/api/v1/brands/again');
    const second = await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'again', name: 'Two' });
    const at = (made: Got) => made.headers.get('freehold-position');
    expect((await freehold.request('GET', `/api/v1/brands/again?asOf=${at(first)}`)).body.name).toBe('One');
    expect((await freehold.request('GET', `/api/v1/brands/again?asOf=${Number(at(second)) - 1}`)).body.status).toBe(
      'deleted',
    );
    expect((await freehold.request('GET', `/api/v1/brands/again?asOf=${at(second)}`)).body).toEqual(second.body);
    expect(ids(await freehold.request('GET', `/api/v1/brands?search=again&asOf=${at(second)}`))).toEqual(['again']);
  });
});
