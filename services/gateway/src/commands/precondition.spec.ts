import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { openApiDocument } from '../openapi.js';
import { ROUTES } from '../routes.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(async () => gateway?.stop());

const CHANGES = [
  ['PUT', '', { name: 'x' }],
  ['POST', '/rotate', {}],
  ['DELETE', '', undefined],
] as const;

describe('a change of a kind that asks for a precondition', () => {
  it('is refused without If-Match, when it is old, and taken with the ETag that was read', async () => {
    const { body } = await gateway.request('POST', '/api/v1/api-keys', { name: 'guarded', scopes: ['zones:read'] });
    for (const [method, verb, fields] of CHANGES) {
      const path = `/api/v1/api-keys/${body.id}`;
      const change = async (headers?: Record<string, string>) =>
        await gateway.request(method, path + verb, fields, headers);
      const without = await change();
      expect([without.status, without.body.code, without.body.errors]).toEqual([
        428,
        'api-key.precondition',
        [{ pointer: '/If-Match', detail: 'the ETag that was read' }],
      ]);
      if (verb !== '') continue; // what a rotation takes, only the service of keys knows
      const old = await change({ 'if-match': '"1.1"' });
      expect([old.status, old.body.code]).toEqual([412, 'api-key.revision']);
      const etag = (await gateway.request('GET', path)).headers.get('etag') ?? '';
      expect((await change({ 'if-match': etag })).status).toBeLessThan(300);
    }
  });

  it('has the header as required in the document, and 428 among its answers', () => {
    const { paths } = openApiDocument(ROUTES) as {
      paths: Record<string, Record<string, { parameters: unknown[]; responses: object }>>; // as OpenAPI has it
    };
    for (const [method, verb] of CHANGES) {
      const operation = paths[`/api/v1/api-keys/{id}${verb}`]?.[method.toLowerCase()];
      expect(operation?.parameters).toContainEqual({ $ref: '#/components/parameters/IfMatchRequired' });
      expect(operation?.responses).toHaveProperty('428');
    }
    expect(paths['/api/v1/api-keys']?.['post']?.parameters).toContainEqual({ $ref: '#/components/parameters/IfMatch' });
    expect(paths['/api/v1/zones/{id}']?.['put']?.responses).not.toHaveProperty('428');
  });
});
