import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { kinds } from '@freehold/contracts/kinds';
import { until } from '@freehold/testing/until';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer, ApiClient } from './api-client.js';
import { badBodies, type CreateRoute, createRoutes, oneOfEach, PARENTS, pathIn } from './bodies.js';
import { LedgerUnderTest } from './ledger-under-test.js';
import { PlatformUnderTest } from './platform-under-test.js';

const ROUTES = createRoutes();

describe('a request that is not as it should be', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let ledger: LedgerUnderTest;
  let ids: ReadonlyMap<string, string>;
  let zone: string;
  let before: number;

  beforeAll(async () => {
    // Nothing but our requests may write here: no provider is ever looked at.
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
    ledger = await LedgerUnderTest.connect(platform);
    await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
    ids = await oneOfEach(api, PARENTS);
    zone = ids.get('zone') ?? '';
  });

  afterAll(async () => ledger.close());

  beforeEach(async () => (before = await ledger.last()));

  afterEach(async () => {
    expect(await ledger.last()).toBe(before); // nothing was written
    expect(platform.output).not.toContain('a request failed'); // no fault of ours was logged
  });

  const target = (route: CreateRoute) => pathIn(route, ids);

  it('is tried on every route that creates something', () => {
    const creatable = kinds.filter(({ routes }) => routes?.lists.some(({ create }) => create)).map(({ name }) => name);
    expect(new Set(ROUTES.map(({ kind }) => kind.name))).toEqual(new Set(creatable));
    for (const { valid } of ROUTES) expect(valid).not.toEqual({});
  });

  describe.each(ROUTES.map((route) => [`POST ${route.path}`, route] as const))('%s', (_, route) => {
    it('takes the body from which the wrong ones are made', async () => {
      const { status, text } = await api.send('POST', `${target(route)}?dryRun=true`, { body: route.valid });
      expect([status, text]).toEqual([200, text]);
    });

    it('refuses every wrong field with a 400 that points to it', async () => {
      for (const { why, body, pointer } of badBodies(route)) {
        const answer = await api.post(target(route), body);
        expect([why, answer.status]).toEqual([why, 400]);
        expect([why, pointersOf(answer)]).toEqual([
          why,
          expect.arrayContaining([expect.stringMatching(`^${pointer}(/|$)`)]),
        ]);
        expectProblem(answer);
      }
    });

    it('refuses what is no JSON object, or none at all', async () => {
      for (const body of [
        '',
        'null',
        '[]',
        '"text"',
        '42',
        'true',
        '{',
        '{"name":',
        '{"name":"x"',
        '{} {}',
        '\ufeff{',
        "{'name':1}",
        'NaN',
      ]) {
        const answer = await api.post(target(route), body, { 'content-type': 'application/json' });
        expect([body, answer.status]).toEqual([body, 400]);
        expectProblem(answer);
      }
    });

    it('refuses keys that reach for a prototype, and JSON that is nested without end', async () => {
      const deep = (open: string, close: string, depth: number) =>
        `{"name":${open.repeat(depth)}1${close.repeat(depth)}}`;
      const bodies = [
        '{"__proto__":{"name":"x"}}',
        '{"constructor":{"prototype":{"name":"x"}}}',
        '{"name":{"__proto__":{"admin":true}}}',
        deep('[', ']', 1_000),
        deep('{"a":', '}', 1_000),
        deep('[', ']', 100_000),
      ];
      for (const body of bodies) {
        const answer = await api.post(target(route), body);
        expect([body.slice(0, 40), answer.status]).toEqual([body.slice(0, 40), 400]);
        expectProblem(answer);
      }
    });

    it('refuses a body that is not declared as JSON, and one that is too large', async () => {
      const body = JSON.stringify(route.valid);
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'nonsense',
      ]) {
        const answer = await api.post(target(route), body, { 'content-type': type });
        expect([type, answer.status]).toEqual([type, 415]);
        expectProblem(answer);
      }
      const tooLarge = { ...route.valid, name: 'x'.repeat(1024 * 1024) };
      // It is refused by its length, before it has arrived: a client that is still writing may lose the line before it reads why.
      const large = await until(async () => await api.post(target(route), tooLarge));
      expect(large.status).toBe(413);
      expectProblem(large);
    });

    it('refuses methods that it does not know with a 405 that names the known ones', async () => {
      // Runtimes are also taken away by what they are.
      const known = route.path.endsWith('/runtimes') ? 'DELETE, GET, HEAD, POST' : 'GET, HEAD, POST';
      for (const method of ['PATCH', 'PUT', 'DELETE'].filter((name) => !known.includes(name))) {
        const answer = await api.send(method, target(route), { body: route.valid });
        expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, known]);
        expectProblem(answer);
      }
    });

    it('answers whatever JSON comes, and never with a fault of ours', async () => {
      await fc.assert(
        fc.asyncProperty(fc.json({ maxDepth: 6 }), fc.boolean(), async (json, wrapped) => {
          const body = wrapped ? JSON.stringify({ ...route.valid, name: JSON.parse(json) as unknown }) : json;
          const answer = await api.send('POST', `${target(route)}?dryRun=true`, { body });
          expect([200, 400, 409, 413]).toContain(answer.status);
        }),
        { numRuns: 60 },
      );
    });
  });

  it('is refused when it changes something that is there, too', async () => {
    for (const body of [
      { surprise: 1 },
      { dnssec: 'yes' },
      { dnssec: 1 },
      { tenant_id: 7 },
      { name: null },
      { tenant_id: 'nobody' },
    ]) {
      const answer = await api.put(`/zones/${zone}`, body);
      expect([body, answer.status]).toEqual([body, 400]);
      expect(pointersOf(answer)).toEqual([`/${Object.keys(body)[0]}`]);
      expectProblem(answer);
    }
  });

  it('is refused when its query is wrong, and the refusal names the parameter', async () => {
    const wrong: readonly (readonly [string, string])[] = [
      ['/zones?limit=many', 'limit'],
      ['/zones?limit=-1', 'limit'],
      ['/zones?limit=1&limit=2', 'limit'],
      ['/zones?cursor=nonsense', 'cursor'],
      ['/zones?cursor=W10', 'cursor'],
      ['/zones?sort=colour', 'sort'],
      ['/zones?order=up', 'order'],
      ['/zones?status=fine', 'status'],
      ['/zones?surprise=1', 'surprise'],
      ['/zones?search=%00', 'search'],
      ['/zones?asOf=yesterday', 'asOf'],
      ['/zones?asOf=2026-13-45T00:00:00Z', 'asOf'],
      ['/zones?minPosition=later', 'minPosition'],
      ['/events?kind=unicorn', 'kind'],
      ['/events?after=-1', 'after'],
      ['/events?since=soon', 'since'],
      ['/operations?status=lost', 'status'],
    ];
    for (const [path, parameter] of wrong) {
      const answer = await api.get(path);
      expect([path, answer.status, pointersOf(answer)]).toEqual([path, 400, [`/${parameter}`]]);
      expectProblem(answer);
    }
    expect((await api.send('POST', '/zones?dryRun=maybe', { body: { name: 'x.example' } })).status).toBe(400);
  });

  it('is refused when its headers are wrong', async () => {
    const put = async (headers: Record<string, string>) => await api.put(`/zones/${zone}`, { dnssec: true }, headers);
    expect((await put({ 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
    expect((await put({ 'if-match': 'nonsense' })).status).toBe(412);
    expect((await put({ 'if-match': 'W/"1.1"' })).status).toBe(412);
    expect((await api.get('/events/stream', { 'last-event-id': 'nonsense' })).status).toBe(400);
  });

  it('finds nothing at paths that name nothing, whatever stands in them', async () => {
    const paths = [
      '/zones/%00',
      '/zones/..%2f..%2fetc',
      '/zones/%ff',
      `/zones/${'x'.repeat(600)}`,
      '/zones/a%20b',
      '/zones/nobody',
      '/nothing',
      '/zones/nobody/records',
      "/zones/'%20OR%201=1",
    ];
    for (const path of paths) {
      const answer = await api.get(path);
      expect([path, answer.status]).toEqual([path, path === '/zones/%ff' ? 400 : 404]);
      expectProblem(answer);
    }
  });

  it('does not take the connection down when it is broken off in the middle of its body', async () => {
    const agent = new Agent({ keepAlive: false });
    const broken = request(`${api.url}/api/v1/zones`, {
      agent,
      method: 'POST',
      headers: { ...api.credentials, 'content-type': 'application/json', 'content-length': '1000' },
    });
    const gone = new Promise<void>((resolve) => broken.on('error', () => resolve()).on('close', () => resolve()));
    broken.write('{"name":"half.example"');
    await once(broken, 'socket');
    broken.destroy();
    await gone;
    expect((await api.get('/zones?name=half.example')).body.items).toEqual([]);
  });
});

function pointersOf({ body }: Answer): string[] {
  return (body['errors'] as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer) ?? []; // a problem's field, RFC 9457
}

/** RFC 9457, with nothing in it that tells of our insides. */
function expectProblem({ status, headers, body, text }: Answer): void {
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({
    type: `urn:freehold:problem:${body.code}`,
    title: expect.any(String),
    status,
    detail: expect.any(String),
    instance: expect.stringMatching(/^\//),
    code: expect.stringMatching(/^[a-z-]+\.[a-z_]+$/),
    trace_id: expect.any(String),
    error: body['detail'],
  });
  expect(text).not.toMatch(/node_modules|\.js:\d|\n\s+at /);
}
