import { lastLetIn } from '@freehold/testing/last-let-in';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from './api-client.js';
import { makePlace, placedTenant } from './placed-tenant.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { PostgresUnderTest } from './postgres-under-test.js';

describe('the way in', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let database: PostgresUnderTest;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    database = await PostgresUnderTest.connect(platform.endpoints.postgres, platform.dataDir);
  });

  afterAll(async () => database.close());

  /** A client whose key may do so much. */
  async function holding(
    scopes: readonly string[],
    brands: readonly string[] = ['*'],
  ): Promise<ApiClient & { readonly id: string }> {
    const { body } = await api.post('/api-keys', { name: 'spec', scopes, brands });
    return Object.assign(new ApiClient(api.url, String(body['key'])), { id: body.id });
  }

  async function etagOf(id: string): Promise<{ 'if-match': string }> {
    return { 'if-match': (await api.get(`/api-keys/${id}`)).headers.get('etag') ?? '' };
  }

  it('is closed without a key and with a wrong one, and says which door it is', async () => {
    const wrong = ['', 'nonsense', `fh_${'A'.repeat(43)}`, platform.key.slice(0, -1), `${platform.key}x`];
    for (const key of [undefined, ...wrong]) {
      const { status, headers, body } = await new ApiClient(api.url, key).get('/zones');
      expect([key, status, body.code]).toEqual([key, 401, 'request.unauthenticated']);
      expect(headers.get('www-authenticate')).toBe('Bearer realm="freehold"');
    }
  });

  it('opens to the key as a bearer token and as X-API-Key', async () => {
    expect((await api.get('/zones')).status).toBe(200);
    expect((await new ApiClient(api.url, undefined).get('/zones', { 'x-api-key': platform.key })).status).toBe(200);
  });

  it('stands open for what watches the process, and for nothing else', async () => {
    const nobody = new ApiClient(api.url, undefined);
    for (const path of ['//livez', '//readyz', '//metrics'])
      expect([path, (await nobody.get(path)).status]).toEqual([path, 200]);
    for (const path of [
      '/projections',
      '/parked',
      '/events',
      '/events/stream',
      '/operations',
      '/platform/config',
      '/providers',
    ])
      expect([path, (await nobody.get(path)).status]).toEqual([path, 401]);
  });

  it('lets a key do what its scopes name and nothing more, and looks at them before it looks at the body', async () => {
    const reader = await holding(['zones:read', 'brands:*']);
    expect((await reader.get('/zones')).status).toBe(200);
    expect((await reader.post('/brands', {})).status).toBe(400);
    for (const [method, path] of [
      ['POST', '/zones'],
      ['GET', '/tenants'],
      ['GET', '/events'],
      ['GET', '/projections'],
    ] as const) {
      const { status, body } = await reader.send(method, path, method === 'POST' ? { body: '{not json' } : {});
      expect([path, status, body.code]).toEqual([path, 403, 'request.forbidden']);
    }
  });

  it('shows a key that is bound to a brand what is that brand’s', async () => {
    const bound = await holding(['*:*'], ['default']);
    expect((await bound.get('/brands')).body.items.map(({ id }: { id: string }) => id)).toEqual(['default']);
    expect((await bound.get('/platform/config')).status).toBe(404);
  });

  /** When the last request that this client's key still opened to was sent. */
  const lastOpened = async (client: ApiClient) =>
    await lastLetIn(async () => (await client.get('/zones')).status !== 401);

  it('closes within five seconds when a key is revoked or has run out', async () => {
    const revoked = await holding(['*:*']);
    const one = await etagOf(revoked.id);
    expect((await revoked.get('/zones')).status).toBe(200);
    expect((await api.send('DELETE', `/api-keys/${revoked.id}`, { headers: one })).status).toBe(204);
    const deleted = Date.now();
    expect((await lastOpened(revoked)) - deleted).toBeLessThan(5_000);

    const expired = await holding(['*:*']);
    const other = await etagOf(expired.id);
    expect((await expired.get('/zones')).status).toBe(200);
    const body = { expires_at: new Date(Date.now() + 100).toISOString() };
    expect((await api.send('PUT', `/api-keys/${expired.id}`, { headers: other, body })).status).toBe(200);
    const changed = Math.max(Date.now(), Date.parse(body.expires_at));
    expect((await lastOpened(expired)) - changed).toBeLessThan(5_000);
  });

  it('opens to a key that is rotated, and to the one before it for the overlap and no longer', async () => {
    const { id, ...first } = await holding(['zones:read']);
    const rotated = async (overlap_seconds: number) => {
      const { body } = await api.post(`/api-keys/${id}/rotate`, { overlap_seconds }, await etagOf(id));
      return new ApiClient(api.url, String(body['key']));
    };
    const before = new ApiClient(api.url, first.key);
    const second = await rotated(3600);
    expect([(await before.get('/zones')).status, (await second.get('/zones')).status]).toEqual([200, 200]);
    const third = await rotated(0);
    const changed = Date.now();
    expect((await third.get('/zones')).status).toBe(200);
    for (const client of [before, second]) expect((await lastOpened(client)) - changed).toBeLessThan(5_000);
  });

  it('does not store the key, and never writes it down', async () => {
    expect(await database.dump()).not.toContain(platform.key);
    const structured = platform.log.split('\n').filter((line) => line.startsWith('{'));
    expect(structured.join('\n')).not.toContain(platform.key);
  });

  it('tells 404 for what is not there from 405 for what cannot be done to it', async () => {
    expect((await api.get('/zones/nobody')).body.code).toBe('zone.not_found');
    expect((await api.get('/unicorns')).body.code).toBe('request.not_found');
    const { status, body, headers } = await api.send('PATCH', '/zones/nobody');
    expect([status, body.code, headers.get('allow')]).toEqual([
      405,
      'request.method_not_allowed',
      'DELETE, GET, HEAD, PUT',
    ]);
  });

  it('gives every request an id, takes a harmless one of the caller’s, and events bear it', async () => {
    expect((await api.get('/zones')).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await api.get('/zones', { 'x-request-id': 'a b\tc' })).headers.get('x-request-id')).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    await makePlace(api);
    const made = await api.post('/tenants', placedTenant({ name: 'traced' }), { 'x-request-id': 'trace-4711' });
    expect(made.headers.get('x-request-id')).toBe('trace-4711');
    const [event] = (await api.get(`/events?id=${made.body.id}&type=TenantCreated`)).body.items;
    expect(event).toMatchObject({
      type: 'TenantCreated',
      correlation_id: 'trace-4711',
      actor: expect.stringMatching(/^key:/),
    });
  });

  it('protects browsers: no sniffing, no framing, no foreign scripts', async () => {
    const { headers } = await api.get('//livez');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
