import { randomUUID } from 'node:crypto';
import { Rejected } from '@freehold/contracts/command';
import { createLog } from '@freehold/service/log';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Call } from '../edge/call.js';
import { mutates } from '../edge/route.js';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { ROUTES } from '../routes.js';
import { KeptAnswers } from './kept-answers.js';

let gateway: GatewayUnderTest;

beforeAll(async () => {
  gateway = await startGateway();
});

afterAll(async () => gateway?.stop());

const once = (key: string) => ({ 'idempotency-key': key });

describe('a request that is repeated under its Idempotency-Key', () => {
  it('gets the same answer, with a header that says so, and nothing is done again', async () => {
    const key = randomUUID();
    const first = await gateway.request('POST', '/api/v1/brands', { ...BRAND, id: 'once' }, once(key));
    await gateway.request('PUT', '/api/v1/brands/once', { name: 'moved on' });
    const again = await gateway.request('POST', '/api/v1/brands', { ...BRAND, id: 'once' }, once(key));
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    for (const header of ['etag', 'location', 'freehold-position', 'content-type'])
      expect([header, again.headers.get(header)]).toEqual([header, first.headers.get(header)]);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
  });

  it('is refused with another body or another path, and is another request for another identity', async () => {
    const key = randomUUID();
    await gateway.request('POST', '/api/v1/brands', { ...BRAND, id: 'bound' }, once(key));
    const others = [
      await gateway.request('POST', '/api/v1/brands', { ...BRAND, id: 'other' }, once(key)),
      await gateway.request('PUT', '/api/v1/brands/bound', { name: 'x' }, once(key)),
      await gateway.request('DELETE', '/api/v1/brands/bound', undefined, once(key)),
    ];
    for (const { status, body } of others) expect([status, body.code]).toEqual([422, 'request.idempotency_mismatch']);
    const somebody = await gateway.keyWith({});
    const theirs = await gateway.request(
      'PUT',
      '/api/v1/brands/bound',
      { name: 'theirs' },
      {
        ...once(key),
        authorization: `Bearer ${somebody}`,
      },
    );
    expect([theirs.status, theirs.body.name]).toEqual([200, 'theirs']);
  });

  it('is decided anew when it was refused before', async () => {
    const key = randomUUID();
    const late = async () => await gateway.request('PUT', '/api/v1/brands/late', { name: 'x' }, once(key));
    expect((await late()).status).toBe(404);
    await gateway.request('POST', '/api/v1/brands', { ...BRAND, id: 'late' });
    expect((await late()).status).toBe(200);
  });

  it('never gets a secret that is shown once, nor is it written down', async () => {
    const key = randomUUID();
    const make = async () =>
      await gateway.request('POST', '/api/v1/api-keys', { name: 'x', scopes: ['zones:read'] }, once(key));
    const [first, again] = [await make(), await make()];
    expect([first.body.key, again.body]).toEqual([expect.stringMatching(/^fh_/), { ...first.body, key: null }]);
    const { rows } = await gateway.pool.query(
      "SELECT body FROM kept_answer WHERE body LIKE '%api%' OR body LIKE '%zones:read%'",
    );
    expect(JSON.stringify(rows)).toContain(first.body.id);
    expect(JSON.stringify(rows)).not.toContain(first.body.key);
  });

  it('leaves no trace when it is a dry run', async () => {
    const count = async () => (await gateway.pool.query('SELECT count(*) FROM kept_answer')).rows[0].count;
    const before = await count();
    const { status } = await gateway.request(
      'POST',
      '/api/v1/brands?dryRun=true',
      { ...BRAND, id: 'dry' },
      once('dry'),
    );
    expect([status, await count()]).toEqual([200, before]);
  });

  it('is told to come later while it is being answered, and many at once are one command in the end', async () => {
    const key = randomUUID();
    const send = async () => await gateway.request('POST', '/api/v1/brands', { ...BRAND, id: 'storm' }, once(key));
    const answers = await Promise.all(Array.from({ length: 12 }, send));
    for (const { status, body, headers } of answers.filter((answer) => answer.status !== 201))
      expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'request.in_flight', '1']);
    const last = await send();
    expect([last.status, last.body.id]).toEqual([201, 'storm']);
    const events = await gateway.request('GET', '/api/v1/events?kind=brand&id=storm');
    expect(events.body.items).toHaveLength(1);
  });
});

describe('kept answers', () => {
  const call = (key: string): Call => ({
    identity: { id: 'somebody', actor: 'key:somebody', grants: [] },
    target: 'POST /api/v1/things',
    params: {},
    query: {},
    body: { b: 1, a: [{ d: 1, c: 2 }] },
    headers: once(key),
    address: '127.0.0.1',
    request_id: 'request',
  });
  const kept = () => new KeptAnswers(gateway.pool, createLog('spec', 'silent'));
  const codeOf = async (answer: Promise<Answer>) =>
    await answer.then(
      ({ status }) => status,
      (error: unknown) => (error instanceof Rejected ? error.code : error),
    );

  it('let nobody else answer while their process lives, and somebody once it has died', async () => {
    const [one, other] = [kept(), kept()];
    const begun = Promise.withResolvers<void>();
    const hung = one.once(call('lease'), async () => {
      begun.resolve();
      return await new Promise<Answer>(() => undefined);
    });
    await begun.promise;
    expect(hung).toBeInstanceOf(Promise);
    const answer = async () => ({ status: 201, body: { by: 'the other' } });
    expect(await codeOf(other.once(call('lease'), answer))).toBe('request.in_flight');
    expect(await codeOf(one.once(call('lease'), answer))).toBe('request.in_flight');
    // What time does to a lease that nobody renews.
    await gateway.pool.query(
      "UPDATE kept_answer SET answered_until = now() - interval '1 second' WHERE status IS NULL",
    );
    expect(await codeOf(other.once(call('lease'), answer))).toBe(201);
    expect(await one.once(call('lease'), answer)).toMatchObject({ status: 201, body: { by: 'the other' } });
  });

  it('know a body by what it says, not by the order of its fields', async () => {
    const answers = kept();
    const given = async () => ({ status: 200, body: {} });
    await answers.once(call('order'), given);
    const turned = { ...call('order'), body: { a: [{ c: 2, d: 1 }], b: 1 } };
    expect((await answers.once(turned, given)).headers).toMatchObject({ 'idempotency-replayed': 'true' });
    expect(await codeOf(answers.once({ ...turned, body: { a: [], b: 1 } }, given))).toBe(
      'request.idempotency_mismatch',
    );
  });
});

describe('every route that changes something', () => {
  it('documents that it answers once under a key, and takes dryRun', () => {
    const without = ROUTES.filter(mutates).filter(
      ({ headers = [], query }) => !headers.includes('IdempotencyKey') || !query?.safeParse({ dryRun: 'true' }).success,
    );
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});
