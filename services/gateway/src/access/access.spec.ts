import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { hashOf, newKey } from './api-keys.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
});

afterAll(async () => {
  await freehold?.stop();
});

/** A key as the database holds it. */
async function keyWith(
  scopes: readonly string[],
  brands: readonly string[] = ['*'],
  expires_at: string | null = null,
): Promise<string> {
  const key = newKey();
  const sql = 'INSERT INTO api_key (id, name, hash, scopes, brands, expires_at) VALUES ($1, $2, $3, $4, $5, $6)';
  await freehold.pool.query(sql, [randomUUID(), 'spec', hashOf(key), scopes, brands, expires_at]);
  return key;
}

const as = (key: string) => ({ authorization: `Bearer ${key}` });

describe('access', () => {
  it('is had with the key of the first start, which stands in its file for its owner alone and in the database as a hash', async () => {
    expect(freehold.key).toMatch(/^fh_[A-Za-z0-9_-]{43}$/);
    expect((await stat(freehold.keyFile)).mode & 0o777).toBe(0o600);
    const { rows } = await freehold.pool.query("SELECT * FROM api_key WHERE name = 'bootstrap'");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(freehold.key);
    expect(rows[0].hash.equals(hashOf(freehold.key))).toBe(true);
  });

  it('is refused without a key and with a wrong, a revoked, an expired one', async () => {
    const expired = await keyWith(['*:*'], ['*'], '2020-01-01T00:00:00Z');
    for (const headers of [{ authorization: '' }, as(newKey()), { authorization: 'Basic Zm9vOmJhcg==' }, as(expired)]) {
      const answer = await freehold.request('GET', '/api/v1/brands', undefined, headers);
      expect([answer.status, answer.body.code]).toEqual([401, 'request.unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('is had with X-API-Key too', async () => {
    const answer = await freehold.request('GET', '/api/v1/brands/acme', undefined, {
      authorization: '',
      'x-api-key': freehold.key,
    });
    expect(answer.status).toBe(200);
  });

  it('ends for a revoked key within five seconds', async () => {
    const key = await keyWith(['*:*']);
    expect((await freehold.request('GET', '/api/v1/brands/acme', undefined, as(key))).status).toBe(200);
    const revoked = Date.now();
    await freehold.pool.query('UPDATE api_key SET revoked_at = now() WHERE hash = $1', [hashOf(key)]);
    await until(async () => (await freehold.request('GET', '/api/v1/brands/acme', undefined, as(key))).status === 401, {
      within: 6_000,
      every: 100,
    });
    expect(Date.now() - revoked).toBeLessThan(5_500);
  });

  it('goes as far as the scopes, which are checked before the body', async () => {
    const reader = await keyWith(['brands:read', 'tenants:*']);
    expect((await freehold.request('GET', '/api/v1/brands/acme', undefined, as(reader))).status).toBe(200);
    const denied = await freehold.request('POST', '/api/v1/brands', '{ not json', as(reader));
    expect([denied.status, denied.body.code]).toEqual([403, 'request.forbidden']);
    expect(denied.body.detail).toContain('brands:write');
    expect((await freehold.tenant({ brand_id: 'acme' }, as(reader))).status).toBe(202);
    expect((await freehold.request('GET', '/api/v1/events', undefined, as(reader))).status).toBe(403);
  });

  it('is nothing for a key that is bound to brands', async () => {
    const bound = await keyWith(['*:*'], ['acme']);
    expect((await freehold.request('GET', '/api/v1/brands/acme', undefined, as(bound))).status).toBe(403);
  });
});
