import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { limitsOpen } from '@freehold/service/metrics';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { counts } from '../audit/refused-request.js';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { Budgets, type Source } from './budgets.js';
import { Limits } from './limits.js';
import { SharedBudgets } from './shared-budgets.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway({
    FREEHOLD_GATEWAY_RATE_LIMIT_PER_KEY: '40',
    FREEHOLD_GATEWAY_RATE_LIMIT_PER_TENANT: '60',
    FREEHOLD_GATEWAY_RATE_LIMIT_PER_ADDRESS: '10',
    FREEHOLD_GATEWAY_RATE_LIMIT_WINDOW_SECONDS: '3600',
  });
});

afterAll(async () => gateway?.stop());

const HOUR = 3600;
const get = async (key: string, path = '/api/v1/regions') =>
  await gateway.request('GET', path, undefined, { authorization: `Bearer ${key}` });

/** The status with which a WebSocket is refused. */
async function upgraded(key: string): Promise<number | undefined> {
  const url = `${gateway.url.replace('http', 'ws')}/api/v1/events/ws`;
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${key}` } });
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  return response.statusCode;
}

/** How many of so many requests at once are let in. */
async function taken(budgets: Budgets, subject: string, requests: number): Promise<number> {
  const verdicts = await Promise.all(Array.from({ length: requests }, async () => await budgets.spend(subject)));
  return verdicts.filter(({ allowed }) => allowed).length;
}

describe('a request', () => {
  it('is told the policies and what is left of them, and is refused when nothing is, whichever route it asks', async () => {
    const key = await gateway.keyWith({});
    const first = await get(key);
    expect(first.headers.get('ratelimit-policy')).toBe('"key";q=40;w=3600');
    expect(first.headers.get('ratelimit')).toMatch(/^"key";r=39;t=\d+$/);
    for (let request = 2; request <= 40; request++) expect((await get(key)).status).toBe(200);
    for (const path of ['/api/v1/regions', '/api/v1/brands/nobody']) {
      const { status, body, headers } = await get(key, path);
      expect([status, body.code]).toEqual([429, 'request.rate_limited']);
      expect(headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(60);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(90);
    }
  });

  it('counts to its tenant too, whose keys share one budget and leave others theirs', async () => {
    const tenant_id = (await gateway.tenant()).body.id;
    const [one, other] = [
      await gateway.keyWith({ brands: [], tenant_id }),
      await gateway.keyWith({ brands: [], tenant_id }),
    ];
    for (let request = 1; request <= 35; request++) expect((await get(one)).status).toBe(200);
    for (let request = 1; request <= 25; request++) expect((await get(other)).status).toBe(200);
    const refused = await get(other);
    expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([
      429,
      '"key";q=40;w=3600, "tenant";q=60;w=3600',
    ]);
    expect((await get(await gateway.keyWith({}))).status).toBe(200);
  });

  it('of nobody counts to its address, wrong keys among them, and never to who can show who they are', async () => {
    const statuses: number[] = [];
    for (let request = 1; request <= 12; request++) statuses.push((await get(`fh_${randomUUID()}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    expect((await fetch(`${gateway.url}/openapi.json`)).status).toBe(429);
    expect(await upgraded(`fh_${randomUUID()}`)).toBe(429);
    expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
    expect((await get(await gateway.keyWith({}))).status).toBe(200);
  });
});

describe('a budget', () => {
  const of = (limit: number, window_seconds = HOUR, source: Source = new SharedBudgets(gateway.pool)) =>
    new Budgets(randomUUID(), { limit, window_seconds }, source);

  it('lets in as many as it says and never one more, however many replicas share it: they agree within the shares that they hold', async () => {
    const name = randomUUID();
    const replicas = Array.from(
      { length: 3 },
      () => new Budgets(name, { limit: 500, window_seconds: HOUR }, new SharedBudgets(gateway.pool)),
    );
    const counts = await Promise.all(replicas.map(async (replica) => await taken(replica, 'x', 400)));
    const sum = counts.reduce((a, b) => a + b, 0);
    expect(sum).toBeLessThanOrEqual(500);
    // One replica alone, whose requests come one by one, gets what the others have left but for a share each.
    expect(sum).toBeGreaterThanOrEqual(500 - 3 * Math.ceil(500 / 50));
  });

  it('refills evenly', async () => {
    const budgets = of(100, 5);
    expect(await taken(budgets, 'x', 300)).toBeLessThan(300);
    await until(async () => (await budgets.spend('x')).allowed, { within: 5_000 });
  });

  it('costs a query a share, not a query a request, and none while it refuses', async () => {
    let queries = 0;
    const shared = new SharedBudgets(gateway.pool);
    // Of an hour it would have one more every four seconds.
    const budgets = of(1_000, 24 * HOUR, { take: async (...asked) => (queries++, await shared.take(...asked)) });
    for (let request = 0; request < 1_000; request++) await budgets.spend('x');
    expect(queries).toBeLessThanOrEqual(51);
    await budgets.spend('x');
    const before = queries;
    for (let request = 0; request < 100; request++) expect((await budgets.spend('x')).allowed).toBe(false);
    expect(queries).toBe(before);
  });

  it('lets everybody in while its source is away or hangs, at once, and counts that it does', async () => {
    const opened = async () => (await limitsOpen.get()).values.reduce((sum, { value }) => sum + value, 0);
    const before = await opened();
    const away = of(1, HOUR, { take: async () => await Promise.reject(new Error('away')) });
    expect(await taken(away, 'x', 50)).toBe(50);
    const hanging = of(1, HOUR, { take: async () => await new Promise(() => undefined) });
    const from = Date.now();
    expect(await taken(hanging, 'x', 50)).toBe(50);
    expect(Date.now() - from).toBeLessThan(3_000);
    expect(await opened()).toBe(before + 2);
  });

  it('holds shares of so many and no more', async () => {
    const budgets = of(10, HOUR, { take: async () => ({ granted: 1, left: 9, full_in_seconds: 1 }) });
    for (let subject = 0; subject < 12_000; subject++) await budgets.spend(String(subject));
    expect(budgets.size).toBe(10_000);
  });
});

describe('a refusal of the limits', () => {
  it('is not written into the audit, which whoever floods would fill', () => {
    const request = { ...REFUSED, problem: { status: 429, code: 'request.rate_limited', detail: '' } };
    expect(counts(request)).toBe(false);
    expect(counts({ ...request, problem: { status: 409, code: 'brand.exists', detail: '' } })).toBe(true);
  });
});

const REFUSED = {
  identity: null,
  method: 'POST',
  url: '/api/v1/brands',
  template: '/api/v1/brands',
  params: {},
  address: '127.0.0.1',
  request_id: 'x',
  reason: undefined,
  body: undefined,
};

describe('limits', () => {
  it('of 0 are none, and an address of IPv6 counts with its network', async () => {
    const config = {
      rate_limit_per_key: 0,
      rate_limit_per_tenant: 0,
      rate_limit_per_address: 1,
      rate_limit_window_seconds: HOUR,
    };
    const limits = new Limits(config, new SharedBudgets(gateway.pool));
    const somebody = { id: 'x', actor: 'key:x', grants: [] };
    for (let request = 0; request < 5; request++) expect(await limits.ofIdentity(somebody)).toEqual({ headers: {} });
    expect((await limits.ofAddress('2001:db8::1')).refusal).toBeUndefined();
    expect((await limits.ofAddress('2001:db8:0:0:ffff::2')).refusal?.code).toBe('request.rate_limited');
    expect((await limits.ofAddress('2001:db8:0:1::1')).refusal).toBeUndefined();
  });
});
