import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { naturalId } from '@freehold/contracts/ids';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { hostctl, KEY, running, type StandIn, startStandIn } from '../stand-in.js';

const ZONE_ID = naturalId('zone', 'acme.example');
/** Made five minutes ago. */
const aZone = () => ({
  id: ZONE_ID,
  name: 'acme.example',
  tenant_id: null,
  dnssec: false,
  serial: 7,
  ds: ['1 13 2 ab', '2 13 2 cd'],
  status: 'active',
  status_message: null,
  created_at: new Date(Date.now() - 5 * 60_000).toISOString(),
  updated_at: '2024-02-03T04:05:06Z',
});

/** A list of 450 records, in pages as the contract says. */
function page(query: Readonly<Record<string, string>>) {
  const start = Number(query['cursor'] ?? 0);
  const end = Math.min(450, start + Number(query['limit'] ?? 50));
  const items = Array.from({ length: end - start }, (_, index) => ({ id: `r${start + index}`, name: 'www' }));
  return { body: { items, next_cursor: end < 450 ? String(end) : null, has_more: end < 450 } };
}

let platform: StandIn;
let zone: ReturnType<typeof aZone>;

beforeEach(async () => {
  zone = aZone();
  platform = await startStandIn({
    [`GET /zones/${ZONE_ID}`]: () => ({ body: zone, headers: { etag: '"12.15"' } }),
    'GET /zones': () => ({ body: { items: [zone], next_cursor: null, has_more: false } }),
    'GET /tenants': () => ({ body: { items: [], next_cursor: null, has_more: false } }),
    [`GET /zones/${ZONE_ID}/records`]: ({ query }) => page(query),
    'GET /infrastructure/ips': ({ query }) => page(query),
    'GET /infrastructure/status': () => ({ body: { items: [{ provider_id: 'p1', status: 'ok' }] } }),
    'GET /projections': () => ({ body: { items: [{ service: 'dns', name: 'zones', lag: 0 }] } }),
    'GET /platform/config': () => ({ body: { primary_ns: 'ns1.example.net' } }),
  });
});

afterEach(() => platform.stop());

describe('get', () => {
  it('finds a resource whose id follows from its name by the name', async () => {
    const { code, out } = await hostctl(platform, ['get', 'zones', 'acme.example']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(zone);
  });

  it('writes JSON on one line, YAML, or chosen fields', async () => {
    const one = ['get', 'zone', ZONE_ID];
    expect((await hostctl(platform, [...one, '-o', 'ndjson'])).out).toBe(`${JSON.stringify(zone)}\n`);
    expect(parse((await hostctl(platform, ['-o', 'yaml', ...one])).out)).toEqual(zone);
    const { out } = await hostctl(platform, [...one, '--fields', 'serial,name']);
    expect(out).toBe('{\n  "serial": 7,\n  "name": "acme.example"\n}\n');
  });

  it('shows people a card with readable times and the ETag', async () => {
    const { out } = await hostctl(platform, ['get', 'zone', ZONE_ID], { columns: 100, env: { NO_COLOR: '1' } });
    expect(out).toMatch(/^status {10}active$/m);
    expect(out).toMatch(/^tenant_id {7}-$/m);
    expect(out).toMatch(/^dnssec {10}no$/m);
    expect(out).toMatch(/^ds {14}1 13 2 ab, 2 13 2 cd$/m);
    expect(out).toMatch(/^created_at {6}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC \(5 min ago\)$/m);
    expect(out).toMatch(/^updated_at {6}2024-02-03 04:05:06 UTC$/m);
    expect(out).toMatch(/^etag {12}"12.15"$/m);
  });

  it('prints the ETag alone, for --if-match', async () => {
    expect((await hostctl(platform, ['get', 'zone', ZONE_ID, '--etag'])).out).toBe('"12.15"\n');
  });

  it.each([
    ['42', /^42$/],
    ['2026-03-01T12:00:00Z', /^2026-03-01T12:00:00\.000Z$/],
    ['10m', /^\d{4}-.*Z$/],
  ])('asks for the past as of %s', async (asOf, sent) => {
    await hostctl(platform, ['get', 'zone', ZONE_ID, '--as-of', asOf]);
    expect(platform.requests[0]?.query['asOf']).toMatch(sent);
  });
});

describe('list', () => {
  const records = ['list', 'records', '--zone-id', 'acme.example'];

  it('reads as many pages as the limit wants, and no more', async () => {
    const { out } = await hostctl(platform, [...records, '--limit', '250']);
    expect(JSON.parse(out)).toHaveLength(250);
    expect(platform.requests.map(({ query }) => query['limit'])).toEqual(['200', '50']);
  });

  it('reads every page with --all', async () => {
    const { out } = await hostctl(platform, [...records, '--all', '-o', 'ndjson']);
    const ids = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(new Set(ids).size).toBe(450);
  });

  it('tells people, and only them, that there is more', async () => {
    const { err } = await hostctl(platform, records, { columns: 100 });
    expect(err).toContain('these are the first 50');
    expect((await hostctl(platform, records)).err).toBe('');
  });

  it('writes each page of ndjson before it asks for the next', async () => {
    const { promise: asked, resolve } = withResolvers<ServerResponse>();
    const slow = await startStandIn({
      'GET /infrastructure/ips': ({ query }, response) => {
        if (query['cursor'] === undefined) return page(query);
        resolve(response);
        return undefined;
      },
    });
    let out = '';
    const env = { FREEHOLD_URL: slow.url, FREEHOLD_API_KEY: KEY };
    const run = running(['list', 'ips', '--all', '-o', 'ndjson'], { env }, (_, text) => (out += text));
    const response = await asked;
    expect(out.trim().split('\n')).toHaveLength(200);
    response.end(JSON.stringify({ items: [], next_cursor: null, has_more: false }));
    await once(response, 'close');
    expect((await run).code).toBe(0);
    await slow.stop();
  });

  it('sends filters, search, status, sort and order, and no parameter that was not given', async () => {
    const filters = ['--type', 'MX', '--search', 'mail', '--status', 'failed', '--sort', 'name', '--order', 'asc'];
    await hostctl(platform, [...records, ...filters]);
    expect(platform.requests[0]?.query).toEqual({
      type: 'MX',
      search: 'mail',
      status: 'failed',
      sort: 'name',
      order: 'asc',
      limit: '50',
    });
  });

  it('sends filters that only the platform knows', async () => {
    await hostctl(platform, ['list', 'ips', '--filter', 'vps_id=v1', '--filter', 'address=192.0.2.1']);
    expect(platform.requests[0]?.query).toMatchObject({ vps_id: 'v1', address: '192.0.2.1' });
    expect((await hostctl(platform, ['list', 'ips', '--filter', 'vps_id'])).code).toBe(2);
  });

  it('accepts a flag as the wire spells it', async () => {
    expect((await hostctl(platform, ['list', 'records', '--zone_id', ZONE_ID])).code).toBe(0);
    await hostctl(platform, ['infrastructure', 'ips', '--tenant_id', 't1']);
    expect(platform.requests[1]?.query['tenant_id']).toBe('t1');
  });

  it('makes a table of a kind’s own columns', async () => {
    const { out } = await hostctl(platform, ['list', 'zones'], { columns: 140, env: { NO_COLOR: '1' } });
    const [head, row] = out.split('\n');
    expect(head).toMatch(/^ID +NAME +STATUS +TENANT ID +DNSSEC +SERIAL +CREATED AT$/);
    expect(row).toMatch(/acme\.example +active +- +no +7 +5 min ago$/);
  });

  it('says that nothing was found instead of showing an empty table', async () => {
    const { out, err } = await hostctl(platform, ['list', 'tenants'], { columns: 100 });
    expect({ out, err }).toEqual({ out: '', err: 'nothing found\n' });
    expect((await hostctl(platform, ['list', 'tenants'])).out).toBe('[]\n');
  });
});

describe('what the gateway keeps besides', () => {
  it('is listed where it holds items', async () => {
    expect(JSON.parse((await hostctl(platform, ['infrastructure', 'status'])).out)).toEqual([
      { provider_id: 'p1', status: 'ok' },
    ]);
    const { out } = await hostctl(platform, ['projections', 'list', '-o', 'table']);
    expect(out).toBe('SERVICE  NAME   LAG\ndns      zones  0\n');
  });

  it('is one setting, or all of them', async () => {
    expect((await hostctl(platform, ['config', 'get', 'primary_ns', '-o', 'table'])).out).toBe('ns1.example.net\n');
    expect(JSON.parse((await hostctl(platform, ['config', 'get'])).out)).toEqual({ primary_ns: 'ns1.example.net' });
    expect((await hostctl(platform, ['config', 'get', 'base_domain'])).code).toBe(1);
  });
});

/** Promise.withResolvers, which Node 20 does not have yet. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
