import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BRAND, type GatewayUnderTest, startGateway } from './gateway-under-test.js';

let freehold: GatewayUnderTest;

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { id: 'acme', ...BRAND });
});

afterAll(async () => {
  await freehold?.stop();
});

describe('a refusal', () => {
  it('is a problem with all its members, the request’s id among them', async () => {
    const answer = await freehold.request('GET', '/api/v1/brands/nobody', undefined, { 'x-request-id': 'spec-1' });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).toBe('spec-1');
    expect(answer.body).toEqual({
      type: 'urn:freehold:problem:brand.not_found',
      title: 'No such resource',
      status: 404,
      detail: 'there is no brand nobody',
      instance: '/api/v1/brands/nobody',
      code: 'brand.not_found',
      trace_id: 'spec-1',
      error: 'there is no brand nobody',
    });
  });

  it.each([
    ['an unknown path', 'GET', '/api/v1/nothing', undefined, {}, 404, 'request.not_found'],
    ['a method that the path does not take', 'PATCH', '/api/v1/brands/acme', {}, {}, 405, 'request.method_not_allowed'],
    ['no JSON', 'POST', '/api/v1/brands', '{"name":', {}, 400, 'request.not_json'],
    ['no body', 'POST', '/api/v1/brands', undefined, {}, 400, 'request.not_json'],
    [
      'another media type',
      'POST',
      '/api/v1/brands',
      'name=x',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'request.media_type',
    ],
    ['too large a body', 'POST', '/api/v1/brands', { name: 'x'.repeat(1_100_000) }, {}, 413, 'request.too_large'],
    ['an array', 'POST', '/api/v1/brands', [], {}, 400, 'brand.invalid'],
    [
      'a deep body',
      'POST',
      '/api/v1/brands',
      `{"name":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
      {},
      400,
      'request.invalid',
    ],
    [
      'a body that reaches a prototype',
      'POST',
      '/api/v1/brands',
      '{"__proto__":{"admin":true}}',
      {},
      400,
      'request.invalid',
    ],
    ['NUL in a text', 'PUT', '/api/v1/platform/config', { motto: 'a\u0000b' }, {}, 400, 'request.invalid'],
    ['half a surrogate pair', 'PUT', '/api/v1/platform/config', '{"motto":"\\ud800"}', {}, 400, 'request.invalid'],
    ['a broken escape in the path', 'GET', '/api/v1/brands/%ff', undefined, {}, 400, 'request.invalid'],
    ['NUL in the path', 'GET', '/api/v1/brands/a%00b', undefined, {}, 404, 'request.not_found'],
    ['NUL in the query', 'GET', '/api/v1/brands?search=%00', undefined, {}, 400, 'request.invalid'],
    [
      'a long Idempotency-Key',
      'DELETE',
      '/api/v1/brands/acme',
      undefined,
      { 'idempotency-key': 'k'.repeat(300) },
      400,
      'request.invalid',
    ],
    ['a foreign ETag', 'DELETE', '/api/v1/brands/acme', undefined, { 'if-match': '"abc"' }, 412, 'brand.revision'],
  ])('answers %s', async (_what, method, path, body, headers, status, code) => {
    const answer = await freehold.request(method, path, body, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('of a method names those that the path takes', async () => {
    expect((await freehold.request('DELETE', '/api/v1/brands')).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('of a body names every wrong field, also one that is unknown', async () => {
    const answer = await freehold.request('POST', '/api/v1/brands', { ...BRAND, primary_ns: '-', colour: 'red' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/primary_ns', '/colour']);
  });

  it.each([
    ['/api/v1/brands?colour=red', 'colour'],
    ['/api/v1/brands?limit=5&limit=6', 'limit'],
    ['/api/v1/brands?limit=many', 'limit'],
    ['/api/v1/brands?cursor=x', 'cursor'],
    ['/api/v1/events?cursor=', 'cursor'],
    ['/api/v1/brands?sort=colour', 'sort'],
    ['/api/v1/brands?asOf=yesterday', 'asOf'],
    ['/api/v1/brands/acme?limit=5', 'limit'],
    ['/api/v1/events?kind=house', 'kind'],
    ['/api/v1/zones?status=odd', 'status'],
  ])('of the query %s names the parameter', async (path, name) => {
    const answer = await freehold.request('GET', path);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    expect(answer.body.errors).toEqual([{ pointer: `/${name}`, detail: expect.any(String) }]);
  });

  it('answers with a problem what is not even HTTP', async () => {
    const { hostname, port } = new URL(freehold.url);
    const socket = connect(Number(port), hostname, () => socket.write('GARBAGE\r\n\r\n'));
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"code":"request\.invalid"/s);
  });

  it('of too large a body reaches a client that is still sending it, whose connection goes on', async () => {
    const { hostname, port } = new URL(freehold.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const head = ['POST /api/v1/brands HTTP/1.1', 'Host: x', `Authorization: Bearer ${freehold.key}`];
    const length = 20_000_000;
    socket.write([...head, 'Content-Type: application/json', `Content-Length: ${length}`, '', ''].join('\r\n'));
    await until(() => text.includes('"code":"request.too_large"'));
    socket.write('x'.repeat(length));
    socket.end('GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await once(socket, 'close');
    expect(text.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('writes nothing', async () => {
    const before = (await freehold.request('GET', '/api/v1/events?limit=1')).body.items[0].position;
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'half', colour: 'red' });
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'acme' });
    expect((await freehold.request('GET', '/api/v1/events?limit=1')).body.items[0].position).toBe(before);
  });
});

describe('every answer', () => {
  it('has the headers of a careful server', async () => {
    const { headers } = await freehold.request('GET', '/api/v1/brands/acme');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('to a harmful request id bears one of our own', async () => {
    const { headers } = await freehold.request('GET', '/livez', undefined, { 'x-request-id': 'a b"c' });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a conditional request', () => {
  it('is answered 304 while the ETag holds', async () => {
    const { headers } = await freehold.request('GET', '/api/v1/brands/acme');
    const etag = headers.get('etag') ?? '';
    const same = await freehold.request('GET', '/api/v1/brands/acme', undefined, { 'if-none-match': `"x", W/${etag}` });
    expect([same.status, same.body]).toEqual([304, '']);
  });

  it('changes only the revision that it has read', async () => {
    const { headers } = await freehold.request('GET', '/api/v1/brands/acme');
    const etag = headers.get('etag') ?? '';
    expect((await freehold.request('PUT', '/api/v1/brands/acme', { name: 'First' }, { 'if-match': etag })).status).toBe(
      200,
    );
    const late = await freehold.request('PUT', '/api/v1/brands/acme', { name: 'Second' }, { 'if-match': etag });
    expect([late.status, late.body.code]).toEqual([412, 'brand.revision']);
  });

  it('waits for a position, and says so when it does not come', async () => {
    const made = await freehold.request('PUT', '/api/v1/brands/acme', { name: 'Waited' });
    const got = await freehold.request(
      'GET',
      `/api/v1/brands/acme?minPosition=${made.headers.get('freehold-position')}`,
    );
    expect(got.body.name).toBe('Waited');
    const never = await freehold.request('GET', '/api/v1/brands/acme?minPosition=999999');
    expect([never.status, never.body.code]).toEqual([504, 'request.position_timeout']);
  });
});

describe('an Idempotency-Key', () => {
  it('makes repeated requests one command with one answer', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const send = async () => await freehold.tenant({ name: 'Once', brand_id: 'acme' }, headers);
    const atOnce = await Promise.all([send(), send(), send()]);
    const again = await send();
    for (const { status, body } of atOnce)
      if (status === 409) expect(body.code).toBe('request.in_flight');
      else expect([status, body]).toEqual([again.status, again.body]);
    expect((await freehold.request('GET', '/api/v1/tenants?search=Once')).body.items).toHaveLength(1);
  });

  it('is refused with another body', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await freehold.tenant({ name: 'This', brand_id: 'acme' }, headers);
    const other = await freehold.tenant({ name: 'That', brand_id: 'acme' }, headers);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency_mismatch']);
  });

  it('is refused on another route', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect((await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'key-1' }, headers)).status).toBe(201);
    const other = await freehold.request('DELETE', '/api/v1/brands/key-1', undefined, headers);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency_mismatch']);
  });
});

describe('a dry run', () => {
  it('answers the events that would be written, and writes none', async () => {
    const dry = await freehold.request('POST', '/api/v1/brands?dryRun=true', { ...BRAND, id: 'dry' });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({
      events: [{ type: 'BrandCreated', data: { spec: { name: 'Acme' } } }],
      resource: null,
    });
    expect((await freehold.request('GET', '/api/v1/brands/dry')).status).toBe(404);
  });

  it('is refused as the command would be', async () => {
    const dry = await freehold.request('POST', '/api/v1/brands?dryRun=true', { ...BRAND, id: 'acme' });
    expect([dry.status, dry.body.code]).toEqual([409, 'brand.exists']);
  });
});

describe('a service that is away', () => {
  it('is a 503 with Retry-After; reads go on', async () => {
    await freehold.owners.get('inventory')?.stop();
    freehold.owners.delete('inventory');
    const answer = await freehold.request('POST', '/api/v1/providers', {
      name: 'x',
      kind: 'hostwinds',
      credentials: { api_key: 'k' },
    });
    expect([answer.status, answer.body.code]).toEqual([503, 'request.unavailable']);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect((await freehold.request('GET', '/api/v1/providers')).status).toBe(200);
  });
});
