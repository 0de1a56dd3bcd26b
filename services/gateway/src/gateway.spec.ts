import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from './gateway-under-test.js';

const BRAND = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
});

afterAll(async () => {
  await freehold?.stop();
});

describe('the gateway', () => {
  it('shows what it has just accepted, at the position that it answered', async () => {
    const made = await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/api/v1/brands/acme');
    const got = await freehold.request('GET', '/api/v1/brands/acme');
    expect(got.body).toEqual(made.body);
    expect(got.headers.get('etag')).toBe(made.headers.get('etag'));
  });
});
