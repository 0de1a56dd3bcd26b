import { createHmac, hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Subscription } from '@nats-io/transport-node';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

let freehold: GatewayUnderTest;
const subscriptions: Subscription[] = [];

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'acme' });
});

afterEach(() => {
  for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
});

afterAll(async () => {
  await freehold?.stop();
});

const HOOK = { url: 'https://hooks.example/', events: ['zone'] };
const as = (key: string) => ({ authorization: `Bearer ${key}` });

/** Stands in for the webhook service's answers. @returns what was asked, in order */
async function answering(
  verb: string,
  answer: (question: Record<string, unknown>) => object,
): Promise<Record<string, unknown>[]> {
  const asked: Record<string, unknown>[] = [];
  const nc = freehold.owners.get('webhook')?.parts.nc;
  if (nc === undefined) throw new Error('there is a webhook service');
  const subscription = nc.subscribe(`ask.webhook.${verb}`, {
    callback: (_, message) => {
      const question = message.json<Record<string, unknown>>();
      asked.push(question);
      message.respond(JSON.stringify(answer(question)));
    },
  });
  subscriptions.push(subscription);
  await nc.flush();
  return asked;
}

const answered = (answer: unknown) => () => ({ outcome: 'answered', answer });

describe('a webhook', () => {
  it('gets a secret that is shown once, and never again', async () => {
    const made = await freehold.request('POST', '/api/v1/webhooks', HOOK, { 'idempotency-key': 'once' });
    expect([made.status, made.body.secret]).toEqual([201, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)]);
    expect(made.body).toMatchObject({ signing: 'hmac', enabled: true, public_key: null });
    const again = await freehold.request('POST', '/api/v1/webhooks', HOOK, { 'idempotency-key': 'once' });
    expect([again.status, again.body.id]).toEqual([201, made.body.id]);
    expect(again.body.secret).not.toBe(made.body.secret);
    const path = `/api/v1/webhooks/${made.body.id}`;
    const [read, list] = [await freehold.request('GET', path), await freehold.request('GET', '/api/v1/webhooks')];
    const events = await freehold.request('GET', `/api/v1/resources/webhook/${made.body.id}/history`);
    const text = JSON.stringify([read.body, list.body, events.body]);
    expect(text).not.toContain(made.body.secret);
    expect(text).not.toContain(hash('sha256', made.body.secret, 'base64url'));
    expect(read.body.secret).toBe('***');
  });

  it('takes the secret that a client brings, and shows none then', async () => {
    const secret = `whsec_${createHmac('sha256', 'spec').digest('base64')}`;
    const made = await freehold.request('POST', '/api/v1/webhooks', { ...HOOK, secret });
    expect([made.status, made.body.secret]).toEqual([201, null]);
    for (const bad of ['short', 'whsec_', 'whsk_AAAA'])
      expect((await freehold.request('POST', '/api/v1/webhooks', { ...HOOK, secret: bad })).body.code).toBe(
        'webhook.invalid',
      );
  });

  it('that signs with Ed25519 has a public key to be seen, and a private one that nobody sees', async () => {
    const made = await freehold.request('POST', '/api/v1/webhooks', { ...HOOK, signing: 'ed25519' });
    expect(made.body).toMatchObject({ secret: null, public_key: expect.stringMatching(/^whpk_[A-Za-z0-9+/]{43}=$/) });
    const own = `whsk_${Buffer.alloc(32).toString('base64')}`;
    const brought = await freehold.request('POST', '/api/v1/webhooks', { ...HOOK, signing: 'ed25519', secret: own });
    expect([brought.status, brought.body.code]).toEqual([400, 'webhook.misplaced_secret']);
  });

  it('is told of no more than its maker may read, where they may read it', async () => {
    const blind = await freehold.keyWith({ scopes: ['webhooks:write'], brands: ['*'] });
    const bound = await freehold.keyWith({
      scopes: ['webhooks:write', 'webhooks:read', 'events:read'],
      brands: ['acme'],
    });
    const refused = await freehold.request('POST', '/api/v1/webhooks', HOOK, as(blind));
    expect([refused.status, refused.body.code]).toEqual([403, 'request.forbidden']);
    const made = await freehold.request('POST', '/api/v1/webhooks', HOOK, as(bound));
    expect([made.status, made.body.brand_id]).toEqual([201, 'acme']);
    const led = await freehold.request('PUT', `/api/v1/webhooks/${made.body.id}`, { url: HOOK.url }, as(blind));
    expect([led.status, led.body.errors[0].pointer]).toEqual([403, '/events']);
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'other', base_hostname: 'other.example' });
    const beyond = await freehold.request('POST', '/api/v1/webhooks', { ...HOOK, brand_id: 'other' }, as(bound));
    expect(beyond.status).toBeGreaterThanOrEqual(400);
    const platforms = await freehold.request('POST', '/api/v1/webhooks', HOOK);
    const hidden = `/api/v1/webhooks/${platforms.body.id}`;
    for (const [method, path] of [
      ['GET', hidden],
      ['GET', `${hidden}/deliveries`],
    ] as const)
      expect((await freehold.request(method, path, undefined, as(bound))).status).toBe(404);
    expect((await freehold.request('POST', `${hidden}/test`, undefined, as(bound))).status).toBe(404);
  });

  it('shows a page of its deliveries at a time, has one replayed, and is tried out, by its service', async () => {
    const { id } = (await freehold.request('POST', '/api/v1/webhooks', HOOK)).body;
    const all = [9, 8, 7, 6, 5].map((position) => ({ id: `m${position}`, position, status: 'delivered' }));
    await answering('deliveries', ({ limit, before = Number.POSITIVE_INFINITY }) => ({
      outcome: 'answered',
      answer: { items: all.filter(({ position }) => position < Number(before)).slice(0, Number(limit)) },
    }));
    const one = await freehold.request('GET', `/api/v1/webhooks/${id}/deliveries?limit=3`);
    const two = await freehold.request(
      'GET',
      `/api/v1/webhooks/${id}/deliveries?limit=3&cursor=${one.body.next_cursor}`,
    );
    expect([...one.body.items, ...two.body.items]).toEqual(all);
    expect([one.body.has_more, two.body.has_more, two.body.next_cursor]).toEqual([true, false, null]);
    const replayed = await answering('replay', answered(all[0]));
    expect((await freehold.request('POST', `/api/v1/webhooks/${id}/deliveries/m9/replay`)).status).toBe(202);
    expect(replayed).toMatchObject([{ webhook_id: id, delivery_id: 'm9' }]);
    await answering('test', answered({ ok: true, response_status: 204, detail: null, duration_ms: 3 }));
    expect((await freehold.request('POST', `/api/v1/webhooks/${id}/test`)).body).toMatchObject({ ok: true });
  });
});

describe('X-Callback-URL', () => {
  const url = 'https://hooks.example/done';
  const back = { 'x-callback-url': url };

  it('is registered before the command is sent, and left to its event when that is accepted', async () => {
    const said = [await answering('withdraw-callback', answered({})), await answering('arm-callback', answered({}))];
    const registered = await answering('register-callback', answered({}));
    const made = await freehold.tenant({ brand_id: 'acme' }, back);
    expect(made.status).toBe(202);
    expect(registered).toEqual([
      {
        command_id: made.body.operation_id,
        kind: 'tenant',
        resource_id: made.body.id,
        aggregate_id: made.body.id,
        url,
      },
    ]);
    expect(said).toEqual([[], []]);
  });

  it('is taken back when the command is refused, and told at once when nothing had to change', async () => {
    const withdrawn = await answering('withdraw-callback', answered({}));
    const armed = await answering('arm-callback', answered({}));
    const registered = await answering('register-callback', answered({}));
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'acme' }, back);
    await freehold.request('PUT', '/api/v1/brands/acme', {}, back);
    expect(withdrawn).toEqual([{ command_id: registered[0]?.['command_id'] }]);
    expect(armed).toEqual([{ command_id: registered[1]?.['command_id'] }]);
  });

  it('that cannot be registered, or may not, keeps the command from being sent; a dry run registers nothing', async () => {
    const before = (await freehold.request('GET', '/api/v1/brands/acme')).headers.get('etag');
    const away = await freehold.request('PUT', '/api/v1/brands/acme', { name: 'X' }, back);
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, '1']);
    const registered = await answering('register-callback', () => ({
      outcome: 'rejected',
      code: 'request.invalid',
      detail: 'header X-Callback-URL: not a URL',
    }));
    const bad = await freehold.request('PUT', '/api/v1/brands/acme', { name: 'X' }, { 'x-callback-url': 'nonsense' });
    expect([bad.status, bad.body.detail]).toEqual([400, 'header X-Callback-URL: not a URL']);
    expect((await freehold.request('PUT', '/api/v1/brands/acme?dryRun=true', { name: 'X' }, back)).status).toBe(200);
    expect(registered).toHaveLength(1);
    expect((await freehold.request('GET', '/api/v1/brands/acme')).headers.get('etag')).toBe(before);
  });
});
