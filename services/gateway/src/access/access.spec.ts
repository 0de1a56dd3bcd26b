import { lastLetIn } from '@freehold/testing/last-let-in';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';
import { digestOf, newKey } from './api-keys.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
});

afterAll(async () => {
  await freehold?.stop();
});

const as = (key: string) => ({ authorization: `Bearer ${key}` });

async function opens(key: string): Promise<number> {
  return (await freehold.request('GET', '/api/v1/brands/acme', undefined, as(key))).status;
}

async function made(fields: object, headers = {}): Promise<Got> {
  return await freehold.request(
    'POST',
    '/api/v1/api-keys',
    { name: 'spec', scopes: ['brands:read'], brands: ['*'], ...fields },
    headers,
  );
}

describe('a key', () => {
  it('is shown once, opens its doors, and is kept as a digest that nobody is shown', async () => {
    const { status, body } = await made({});
    expect(status).toBe(201);
    expect(body.key).toMatch(/^fh_[A-Za-z0-9_-]{43}$/);
    expect(await opens(body.key)).toBe(200);
    const again = await freehold.request('GET', `/api/v1/api-keys/${body.id}`);
    const history = await freehold.request('GET', `/api/v1/resources/api-key/${body.id}/history`);
    for (const text of [JSON.stringify(again.body), JSON.stringify(history.body)]) {
      expect(text).not.toContain(body.key);
      expect(text).not.toContain(digestOf(body.key));
    }
    expect(again.body).toMatchObject({ name: 'spec', made_by: expect.stringMatching(/^key:/) });
    await until(async () => {
      const { last_used_at } = (await freehold.request('GET', `/api/v1/api-keys/${body.id}`)).body;
      return Math.abs(Date.parse(last_used_at) - Date.now()) < 60_000;
    });
  });

  it('is not made twice for one Idempotency-Key, nor shown again', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await made({}, headers);
    const second = await made({}, headers);
    expect([first.body.id, typeof first.body.key, second.body.key]).toEqual([second.body.id, 'string', null]);
  });

  it('is refused when it is missing, wrong or expired, by one and the same answer', async () => {
    const expired = await freehold.keyWith({ expires_at: '2020-01-01T00:00:00Z' });
    for (const headers of [{ authorization: '' }, as(newKey()), { authorization: 'Basic Zm9vOmJhcg==' }, as(expired)]) {
      const answer = await freehold.request('GET', '/api/v1/brands', undefined, headers);
      expect([answer.status, answer.body.code]).toEqual([401, 'request.unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('is taken from X-API-Key too', async () => {
    const headers = { authorization: '', 'x-api-key': freehold.key };
    expect((await freehold.request('GET', '/api/v1/brands/acme', undefined, headers)).status).toBe(200);
  });

  it('is the one in Authorization where both headers show something', async () => {
    for (const authorization of ['Bearer nonsense', 'Bearer fh_wrong', `Bearer a.b.${'c'.repeat(600)}`]) {
      const headers = { authorization, 'x-api-key': freehold.key };
      expect((await freehold.request('GET', '/api/v1/brands/acme', undefined, headers)).status).toBe(401);
    }
  });

  it('is dead within five seconds of its revocation', async () => {
    const { body } = await made({});
    expect(await opens(body.key)).toBe(200);
    const { headers } = await freehold.request('GET', `/api/v1/api-keys/${body.id}`);
    const gone = await freehold.request('DELETE', `/api/v1/api-keys/${body.id}`, undefined, {
      'if-match': headers.get('etag') ?? '',
    });
    const revoked = Date.now();
    expect(gone.status).toBe(204);
    expect((await lastLetIn(async () => (await opens(body.key)) !== 401)) - revoked).toBeLessThan(5_000);
  });

  it('goes as far as its scopes, which are looked at before the body', async () => {
    const reader = await freehold.keyWith({ scopes: ['brands:read', 'tenants:*'] });
    expect(await opens(reader)).toBe(200);
    const denied = await freehold.request('POST', '/api/v1/brands', '{ not json', as(reader));
    expect([denied.status, denied.body.code]).toEqual([403, 'request.forbidden']);
    expect(denied.body.detail).toContain('brands:write');
    expect((await freehold.tenant({ brand_id: 'acme' }, as(reader))).status).toBe(202);
    expect((await freehold.request('GET', '/api/v1/events', undefined, as(reader))).status).toBe(403);
  });

  it('is made with no more than its maker has', async () => {
    const maker = await freehold.keyWith({ scopes: ['api-keys:write', 'zones:read'] });
    for (const scopes of [['zones:write'], ['*:*'], ['*:read'], ['zones:*']]) {
      const refused = await made({ scopes }, as(maker));
      expect([scopes, refused.status, refused.body.errors?.[0]?.pointer]).toEqual([scopes, 403, '/scopes']);
    }
    expect((await made({ scopes: ['zones:read'] }, as(maker))).status).toBe(201);
    const bound = await freehold.keyWith({ scopes: ['*:*'], brands: ['acme'] });
    expect((await made({ scopes: ['zones:read'], brands: ['*'] }, as(bound))).status).toBe(403);
  });

  it('that a program holds for somebody is named so in what it does', async () => {
    const { body } = await made({ agent: 'helper', scopes: ['brands:*'] });
    await freehold.request(
      'POST',
      '/api/v1/brands',
      { id: 'made-by-agent', ...BRAND },
      { ...as(body.key), 'freehold-reason': 'a%20test' },
    );
    const [event] = (await freehold.request('GET', '/api/v1/resources/brand/made-by-agent/history')).body.items;
    expect(event.actor).toBe(`agent:${body.id}`);
  });
});
