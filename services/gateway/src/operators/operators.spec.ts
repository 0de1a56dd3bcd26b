import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { ROUTES } from '../routes.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  for (let i = 0; i < 20; i++)
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: `b${i}`, name: `Brand ${i}` });
});

afterAll(async () => {
  await freehold?.stop();
});

async function dump(table: string): Promise<string[]> {
  const { rows } = await freehold.pool.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t ORDER BY 1`);
  return rows.map(({ line }) => line);
}

describe('projections', () => {
  it('are listed with position and lag, those of every service', async () => {
    const { body } = await freehold.request('GET', '/api/v1/projections');
    const of = (service: string) => body.items.filter((item: { service: string }) => item.service === service);
    expect(of('gateway').map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['resources', 'operations', 'events']),
    );
    expect(of('dns')).toEqual([
      {
        service: 'dns',
        name: 'rows',
        position: expect.any(Number),
        lag: expect.any(Number),
        status: 'live',
        error: null,
      },
    ]);
  });

  it.each([
    ['resources', ['resource', 'resource_version']],
    ['operations', ['operation']],
    ['events', ['event']],
  ])('%s: a rebuild makes the same rows, while reads go on', async (name, tables) => {
    const before = await Promise.all(tables.map(dump));
    const begun = await freehold.request('POST', `/api/v1/projections/gateway/${name}/rebuild`);
    expect([begun.status, begun.body.status]).toEqual([202, 'rebuilding']);
    expect((await freehold.request('GET', '/api/v1/brands/b1')).status).toBe(200);
    await until(async () => {
      const { body } = await freehold.request('GET', '/api/v1/projections');
      return (
        body.items.find((item: { service: string; name: string }) => item.service === 'gateway' && item.name === name)
          .status === 'live'
      );
    });
    expect(await Promise.all(tables.map(dump))).toEqual(before);
    expect((await freehold.request('PUT', '/api/v1/brands/b1', { name: `After ${name}` })).body.name).toBe(
      `After ${name}`,
    );
    expect((await freehold.request('GET', '/api/v1/brands/b1')).body.name).toBe(`After ${name}`);
  });

  it('that are not there cannot be rebuilt', async () => {
    for (const path of ['gateway/nothing', 'nobody/rows']) {
      const answer = await freehold.request('POST', `/api/v1/projections/${path}/rebuild`);
      expect([answer.status, answer.body.code]).toEqual([404, 'request.not_found']);
    }
  });
});

describe('parked work', () => {
  it('is listed over all services, and a service that does not answer is named', async () => {
    await freehold.owners.get('fleet')?.stop();
    freehold.owners.delete('fleet');
    const parked = await freehold.request('GET', '/api/v1/parked');
    expect(parked.body).toEqual({ items: [], next_cursor: null, has_more: false, unavailable: ['fleet'] });
    const { body } = await freehold.request('GET', '/api/v1/projections');
    expect(body.items).toContainEqual(expect.objectContaining({ service: 'fleet', status: 'unavailable' }));
  });

  it('that is not there is neither replayed nor dropped', async () => {
    for (const verb of ['replay', 'drop']) {
      const answer = await freehold.request('POST', `/api/v1/parked/dns/zone/none/${verb}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'request.not_found']);
    }
  });
});

describe('the process', () => {
  it('lives, is ready, and tells its figures by route template', async () => {
    const anonymous = { authorization: '' };
    expect((await freehold.request('GET', '/livez', undefined, anonymous)).body).toEqual({ status: 'ok' });
    expect((await freehold.request('GET', '/readyz', undefined, anonymous)).body).toEqual({ status: 'ok' });
    const { body } = await freehold.request('GET', '/metrics', undefined, anonymous);
    expect(body).toMatch(
      /freehold_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/brands\/\{id\}",status="200"\} \d+/,
    );
  });

  it('serves its document and the page that shows it, with assets of its own', async () => {
    const anonymous = { authorization: '' };
    const { body: document } = await freehold.request('GET', '/openapi.json', undefined, anonymous);
    expect(document.openapi).toBe('3.1.0');
    const page = await freehold.request('GET', '/docs', undefined, anonymous);
    const assets = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(assets.length).toBeGreaterThan(3);
    for (const path of assets) {
      expect(path).toMatch(/^\/docs\//);
      expect((await freehold.request('GET', path, undefined, anonymous)).status).toBe(200);
    }
    expect((await freehold.request('GET', '/docs/package.json', undefined, anonymous)).status).toBe(404);
  });

  it('opens no route below /api without a key', async () => {
    const guarded = ROUTES.filter(({ path }) => path.startsWith('/api/'));
    expect(guarded.length).toBeGreaterThan(40);
    for (const { method, path } of guarded) {
      const answer = await freehold.request(method, path.replaceAll(/\{[a-z_]+\}/g, 'x'), undefined, {
        authorization: '',
      });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });
});
