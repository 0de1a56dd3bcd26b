import { Zone } from '@freehold/contracts/dns/zone';
import { idFor, newId } from '@freehold/contracts/ids';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook as Verifier } from 'standardwebhooks';
import { Receiver } from '../outbound/receiver-under-test.js';
import { WebhookUnderTest } from '../webhook-under-test.js';

describe('webhooks', () => {
  const platform = new WebhookUnderTest();
  const receivers: Receiver[] = [];

  async function receiver(options: { tls?: boolean } = {}): Promise<Receiver> {
    const started = await Receiver.start(options);
    receivers.push(started);
    return started;
  }

  afterEach(async () => {
    for (const { id } of await platform.runtime.parts.view.list(Webhook.name))
      await platform.accepted(Webhook, 'delete', id);
    for (const one of receivers.splice(0)) await one.stop();
  });

  it('are told of what happens from their creation on, signed as Standard Webhooks verifies it, over TLS', async () => {
    const there = await receiver({ tls: true });
    const before = await platform.brand();
    const { id, secret } = await platform.webhook(there.url('hooks.example'));
    await platform.rename(before, 'Renamed');
    await until(() => there.received.length === 1);
    const [message] = there.received;
    const body = new Verifier(secret).verify(message?.body ?? '', message?.headers ?? {});
    expect(body).toMatchObject({
      type: 'BrandUpdated',
      kind: 'brand',
      resource_id: before,
      brand_id: before,
      data: { changes: { name: 'Renamed' } },
    });
    expect(message?.headers['webhook-id']).toBe(`${(body as { id: string }).id}_${id}`);
    expect(await platform.settled(id, 1)).toMatchObject([{ status: 'delivered', tries: 1, response_status: 200 }]);
  });

  it('are told of the kinds and types that they name, and of nothing else', async () => {
    const there = await receiver();
    await platform.webhook(there.url(), { events: ['ZoneCreated', 'brand'] });
    const zone = idFor(Zone.name, Zone.id, { name: 'told.example' });
    await platform.accepted(Zone, 'create', zone, { name: 'told.example' });
    await platform.accepted(Zone, 'update', zone, { dnssec: true });
    await platform.brand('told');
    await until(() => there.received.length === 2);
    expect(there.bodies.map(({ type }) => type)).toEqual(expect.arrayContaining(['BrandCreated', 'ZoneCreated']));
  });

  it('of a tenant or a brand are told of what is theirs alone', async () => {
    const [tenants, brands, everybody] = [await receiver(), await receiver(), await receiver()];
    const place = { region_id: 'r1', cluster_id: 'c1' };
    const [mine, other] = [newId(), newId()];
    await platform.brand('one');
    await platform.brand('two');
    const tenant = async (id: string, brand_id: string) => {
      await platform.runtime.parts.ledger.append(tenantMade(id, { ...place, brand_id }), 0);
      await until(async () => await platform.runtime.parts.view.get(Tenant.name, id));
    };
    await tenant(mine, 'one');
    const own = await platform.webhook(tenants.url(), { events: ['zone'], tenant_id: mine });
    await platform.webhook(brands.url(), { events: ['*'], brand_id: 'two' });
    const { id: last } = await platform.webhook(everybody.url(), { events: ['zone', 'tenant'] });
    await tenant(other, 'two');
    const rotated = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
    await platform.accepted(Webhook, 'rotate', own.id, { secret: rotated });
    const zone = async (name: string, fields: object) =>
      await platform.accepted(Zone, 'create', idFor(Zone.name, Zone.id, { name }), { name, ...fields });
    await zone('mine.example', { tenant_id: mine });
    await zone('other.example', { brand_id: 'two' });
    await zone('nobodys.example', {});
    await platform.settled(last, 4);
    await until(() => tenants.received.length === 1 && brands.received.length === 2);
    expect(tenants.bodies.map(({ data }) => data.spec?.name)).toEqual(['mine.example']);
    // Sealed under the tenant's key, before and after the rotation.
    const { body = '', headers = {} } = tenants.received[0] ?? {};
    for (const secret of [own.secret, rotated]) expect(() => new Verifier(secret).verify(body, headers)).not.toThrow();
    expect(brands.bodies.map(({ type }) => type)).toEqual(expect.arrayContaining(['TenantCreated', 'ZoneCreated']));
  });

  it('show no secret, sealed or plain, in what they tell of other webhooks', async () => {
    const there = await receiver();
    await platform.webhook(there.url(), { events: ['webhook'] });
    const { id, secret } = await platform.webhook('https://elsewhere.example/');
    const next = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await platform.accepted(Webhook, 'rotate', id, { secret: next });
    await until(() => there.received.length === 2);
    const text = JSON.stringify(there.received);
    for (const part of [secret, next, 'eyJ']) expect(text).not.toContain(part);
    expect(there.bodies.map(({ data }) => (data.spec ?? data).secret)).toEqual(['***', '***']);
  });

  it('get a message again until they take it, the same each time but for its time', async () => {
    const there = await receiver();
    there.answerNext(503, (response) => response.destroy());
    const { id, secret } = await platform.webhook(there.url());
    await platform.brand();
    const [delivery] = await platform.settled(id, 1);
    expect(delivery).toMatchObject({ status: 'delivered', tries: 3, response_status: 200, error: null });
    expect(new Set(there.received.map(({ headers, body }) => headers['webhook-id'] + body)).size).toBe(1);
    for (const { headers, body } of there.received) new Verifier(secret).verify(body, headers);
  });

  it('that take a message at no try are disabled, and say why; enabled, they are told of what is new', async () => {
    const there = await receiver();
    there.answer = 500;
    const { id } = await platform.webhook(there.url());
    await platform.brand();
    await until(async () => (await platform.row(id))?.spec['enabled'] === false);
    expect((await platform.row(id))?.spec['disabled_reason']).toBe(
      'a message was not taken in 3 tries: the receiver answered 500',
    );
    expect(await platform.settled(id, 1)).toMatchObject([{ status: 'failed', tries: 3, response_status: 500 }]);
    await platform.brand('unheard');
    there.answer = 200;
    await platform.accepted(Webhook, 'enable', id);
    await platform.brand('heard');
    await until(() => there.bodies.some(({ resource_id }) => resource_id === 'heard'));
    expect(there.bodies.some(({ resource_id }) => resource_id === 'unheard')).toBe(false);
    expect((await platform.row(id))?.spec).toMatchObject({ enabled: true, disabled_reason: null });
  });

  it('that answer 410 are disabled at once, and 4xx otherwise is tried again', async () => {
    const [gone, confused] = [await receiver(), await receiver()];
    gone.answer = 410;
    confused.answerNext(404, 400);
    const { id } = await platform.webhook(gone.url());
    const { id: other } = await platform.webhook(confused.url());
    await platform.brand();
    await until(async () => (await platform.row(id))?.spec['enabled'] === false);
    expect((await platform.row(id))?.spec['disabled_reason']).toContain('410');
    expect(gone.received).toHaveLength(1);
    expect(await platform.settled(other, 1)).toMatchObject([{ status: 'delivered', tries: 3 }]);
  });

  it('that are slow hold up nobody else', async () => {
    const quick = await receiver();
    const slow: string[] = [];
    for (let nth = 0; nth < 30; nth++) {
      const there = await receiver();
      there.answer = () => undefined;
      slow.push((await platform.webhook(there.url())).id);
    }
    await platform.webhook(quick.url());
    for (let nth = 0; nth < 5; nth++) await platform.brand();
    await until(() => quick.received.length === 5, { within: 9_000 });
    // All of them are still waited for.
    for (const id of slow) expect((await platform.deliveries(id)).every(({ tries }) => tries === 0)).toBe(true);
  });

  it('are told of nothing twice, and miss nothing, while the service is stopped, started and doubled', async () => {
    const there = await receiver();
    const { id } = await platform.webhook(there.url());
    const made: string[] = [];
    for (let nth = 0; nth < 10; nth++) made.push(await platform.brand());
    const second = await platform.replica();
    for (let nth = 0; nth < 10; nth++) made.push(await platform.brand());
    await platform.runtime.stop();
    await platform.start();
    for (let nth = 0; nth < 10; nth++) made.push(await platform.brand());
    await second.stop();
    await platform.settled(id, 30);
    expect(there.received).toHaveLength(30);
    expect(new Set(there.bodies.map(({ resource_id }) => resource_id))).toEqual(new Set(made));
  });

  it('that are deleted get nothing more, and what they were told is forgotten', async () => {
    const there = await receiver();
    there.answer = 503;
    const { id } = await platform.webhook(there.url());
    await platform.brand();
    await until(() => there.received.length > 0);
    await platform.accepted(Webhook, 'delete', id);
    await until(async () => (await platform.deliveries(id)).length === 0);
  });

  it('get a message once more that somebody replays', async () => {
    const there = await receiver();
    const { id } = await platform.webhook(there.url());
    await platform.brand();
    const [delivery] = await platform.settled(id, 1);
    await platform.ask('replay', { webhook_id: id, delivery_id: delivery?.id });
    await until(() => there.received.length === 2);
    expect(there.received[0]?.body).toBe(there.received[1]?.body);
    await expect(platform.ask('replay', { webhook_id: id, delivery_id: 'no-such' })).rejects.toThrow('never sent');
  });

  it('can be tried out, and say what came of it', async () => {
    const there = await receiver();
    const { id, secret } = await platform.webhook(there.url());
    there.answerNext(418);
    expect(await platform.ask('test', { webhook_id: id })).toMatchObject({
      ok: false,
      response_status: 418,
      detail: 'the receiver answered 418',
    });
    expect(await platform.ask('test', { webhook_id: id })).toMatchObject({
      ok: true,
      response_status: 200,
      detail: null,
    });
    const [, message] = there.received;
    expect(new Verifier(secret).verify(message?.body ?? '', message?.headers ?? {})).toMatchObject({
      type: 'WebhookTest',
    });
    expect(await platform.deliveries(id)).toEqual([]);
  });

  it('sign with the old secret besides for as long as a rotation says', async () => {
    const there = await receiver();
    const { id, secret } = await platform.webhook(there.url());
    const next = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    await platform.accepted(Webhook, 'rotate', id, { secret: next, overlap_seconds: 3600 });
    await platform.brand();
    await until(() => there.received.length === 1);
    const last = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
    await platform.accepted(Webhook, 'rotate', id, { secret: last, overlap_seconds: 0 });
    await platform.brand();
    await until(() => there.received.length === 2);
    const verifies = (nth: number, by: string) => {
      const { body = '', headers = {} } = there.received[nth] ?? {};
      return () => new Verifier(by).verify(body, headers);
    };
    for (const good of [secret, next]) expect(verifies(0, good)).not.toThrow();
    expect(verifies(1, last)).not.toThrow();
    for (const old of [secret, next]) expect(verifies(1, old)).toThrow('No matching signature');
  });

  it('are refused for an address of the platform, for unknown events, and without a secret', async () => {
    const create = async (fields: object) =>
      await platform.send(Webhook, 'create', newId(), {
        url: 'https://hooks.example/',
        secret: `whsec_${Buffer.alloc(32).toString('base64')}`,
        ...fields,
      });
    expect(await create({ url: 'https://169.254.169.254/' })).toMatchObject({ code: 'webhook.forbidden_address' });
    expect(await create({ url: 'https://u:p@hooks.example/' })).toMatchObject({ code: 'webhook.forbidden_address' });
    expect(await create({ events: ['zone', 'ZoneEaten'] })).toMatchObject({
      code: 'webhook.unknown_event',
      errors: [{ pointer: '/events/1' }],
    });
    expect(await create({ secret: undefined })).toMatchObject({ code: 'webhook.invalid' });
    expect(await create({ signing: 'ed25519' })).toMatchObject({ code: 'webhook.misplaced_secret' });
    expect(await create({ tenant_id: 'nobody' })).toMatchObject({ code: 'webhook.reference_missing' });
  });
});

function tenantMade(id: string, spec: { readonly brand_id: string }) {
  const event = newId();
  const of = { context: 'tenant', kind: 'tenant', resource_id: id, aggregate_kind: 'tenant', aggregate_id: id };
  const made = { id: event, time: new Date().toISOString(), fact: 'created', data: { spec }, actor: 'key:spec' };
  return { ...of, ...made, correlation_id: event, tenant_id: id, brand_id: spec.brand_id };
}
