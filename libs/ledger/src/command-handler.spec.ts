import { type CommandEnvelope, type CommandReply, Rejected } from '@freehold/contracts/command';
import { lifecycle, refuse } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId, newId } from '@freehold/contracts/ids';
import { Provider } from '@freehold/contracts/inventory/provider';
import { Vps } from '@freehold/contracts/inventory/vps';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendCommand } from './commander.js';
import { Followers } from './followers.js';
import {
  aBrand,
  draft,
  FOLLOWER,
  freshLedger,
  freshTables,
  handlerOf,
  idsForgotten,
  wish,
} from './ledger-under-test.js';
import { resourceRows } from './resource-rows.js';

const { nc, ledger } = await freshLedger();
const pool = await freshTables();
const { send, handler, view, positions, reported } = handlerOf(ledger, pool);
const replica = handlerOf(ledger, pool);
const projection = resourceRows({ name: FOLLOWER, kinds: ['brand', 'tenant', 'zone', 'record', 'provider'] });
const followers = new Followers({ pool, ledger, positions, projections: [projection], report: () => {} });

beforeAll(() => followers.start());
afterAll(() => followers.close());

/** The position of an accepted command. */
function position(reply: CommandReply): number {
  if (reply.outcome !== 'accepted') throw new Error(`${reply.outcome}: ${JSON.stringify(reply)}`);
  return reply.position;
}
const accepted = async (envelope: CommandEnvelope) => position(await send(envelope));
const seen = async (at: number) => expect(await view.passed(at, 20_000)).toBe(true);
const events = async (kind: { context: string; name: string }, id: string) =>
  await ledger.read(`evt.${kind.context}.${kind.name}.${id}`);
const last = async () => (await ledger.state()).last;

describe('a command', () => {
  it('becomes one event, with everything that it brought along', async () => {
    const envelope = wish(Brand, 'create', 'c1', aBrand, { actor: 'key:k1', causation_id: 'cause' });
    const reply = await send(envelope);
    const at = await last();
    expect(reply).toMatchObject({
      outcome: 'accepted',
      position: at,
      changed: true,
      resource: { id: 'c1', status: 'active', spec: aBrand, revision: at },
    });
    expect(await events(Brand, 'c1')).toEqual([
      expect.objectContaining({
        id: envelope.id,
        position: at,
        type: 'BrandCreated',
        actor: 'key:k1',
        correlation_id: envelope.correlation_id,
        causation_id: 'cause',
        brand_id: 'c1',
        data: { spec: aBrand },
      }),
    ]);
  });

  it('sent again is answered as before, by whichever replica and after whatever time', async () => {
    const create = wish(Brand, 'create', 'c2', aBrand);
    const first = await accepted(create);
    const rename = wish(Brand, 'update', 'c2', { name: 'Second' });
    const second = await accepted(rename);
    await accepted(wish(Brand, 'update', 'c2', { name: 'Third' }));
    await idsForgotten(ledger);
    for (const fresh of [{ send }, handlerOf(ledger, pool), replica]) {
      expect(position(await fresh.send(create))).toBe(first);
      expect(position(await fresh.send(rename))).toBe(second);
    }
    expect(await events(Brand, 'c2')).toHaveLength(3);
  });

  it('that finds everything so already changes nothing', async () => {
    const created = await accepted(wish(Brand, 'create', 'c3', aBrand));
    const reply = await send(wish(Brand, 'update', 'c3', { name: aBrand.name }));
    expect(reply).toMatchObject({
      outcome: 'accepted',
      changed: false,
      position: created,
      resource: { revision: created },
    });
    expect(await events(Brand, 'c3')).toHaveLength(1);
  });

  it('with the id of another resource’s command is refused', async () => {
    const id = newId();
    await accepted(wish(Brand, 'create', 'c4', aBrand, { id }));
    expect(await send(wish(Brand, 'create', 'c5', aBrand, { id }))).toMatchObject({
      outcome: 'rejected',
      code: 'request.idempotency_mismatch',
    });
    expect(await events(Brand, 'c5')).toEqual([]);
  });

  it('rehearsed tells what it would write, and writes nothing', async () => {
    const before = await last();
    const create = wish(Brand, 'create', 'c6', aBrand, { dry_run: true });
    expect(await send(create)).toEqual({
      outcome: 'dry_run',
      events: [{ type: 'BrandCreated', data: { spec: aBrand } }],
      resource: null,
    });
    expect(await last()).toBe(before);
    await accepted({ ...create, dry_run: false });
    // A replica that has never heard of it must not promise what would be refused.
    expect(await replica.send({ ...create, id: newId() })).toMatchObject({ outcome: 'rejected', code: 'brand.exists' });
    expect(await send(wish(Brand, 'update', 'c6', { name: aBrand.name }, { dry_run: true }))).toMatchObject({
      outcome: 'dry_run',
      events: [],
    });
  });
});

describe('bad commands', () => {
  const rejected = (code: string, ...pointers: string[]) => ({
    outcome: 'rejected',
    code,
    errors: pointers.map((pointer) => expect.objectContaining({ pointer })),
  });

  it('are refused with the name of every wrong field', async () => {
    const nameless = { ...aBrand, name: undefined };
    expect(
      await send(wish(Brand, 'create', 'x1', { ...nameless, primary_ns: 'no name', colour: 'red' })),
    ).toMatchObject(rejected('brand.invalid', '/name', '/primary_ns', '/colour'));
    await accepted(wish(Brand, 'create', 'x2', aBrand));
    expect(await send(wish(Brand, 'update', 'x2', { name: null, colour: 'red' }))).toMatchObject(
      rejected('brand.invalid', '/name', '/colour'),
    );
    expect(await send(wish(Vps, 'assign', 'x3', { tenant: 't1' }))).toMatchObject({
      outcome: 'rejected',
      code: 'request.invalid',
    });
  });

  it('are refused when a report does not fit the kind, and nothing is written', async () => {
    const id = naturalId('zone', 'report.example');
    const created = await accepted(wish(Zone, 'create', id, { name: 'report.example' }));
    const observed = { serial: 1, ds: [] };
    expect(await send(wish(Zone, 'converged', id, { generation: created, observed }))).toMatchObject(
      rejected('zone.invalid', '/observed/nameservers'),
    );
    expect(await send(wish(Zone, 'failed', id, { generation: created }))).toMatchObject(
      rejected('zone.invalid', '/reason'),
    );
    expect(await send(wish(Zone, 'explode', id))).toMatchObject({ outcome: 'rejected', code: 'zone.invalid' });
    expect(await events(Zone, id)).toHaveLength(1);
  });

  it('are refused in words over NATS too, whatever comes', async () => {
    const serving = handler.serve(nc);
    const ask = async (body: string) => (await nc.request('cmd.spec.brand', body)).json<CommandReply>();
    expect(await ask('not JSON')).toMatchObject({ outcome: 'rejected', code: 'request.invalid' });
    expect(await ask('{"id":"1"}')).toMatchObject({ outcome: 'rejected', code: 'request.invalid' });
    expect(await ask(JSON.stringify(wish(Brand, 'create', 'a.b', aBrand)))).toMatchObject({
      outcome: 'rejected',
      code: 'request.invalid',
    });
    expect(await ask(JSON.stringify({ ...wish(Brand, 'create', 'x9', aBrand), kind: 'spaceship' }))).toMatchObject({
      outcome: 'rejected',
      code: 'request.invalid',
    });
    expect(await sendCommand(nc, 'spec', wish(Brand, 'create', 'x9', aBrand))).toMatchObject({ outcome: 'accepted' });
    await serving.drain();
    expect(await sendCommand(nc, 'spec', wish(Brand, 'create', 'x8', aBrand))).toMatchObject({
      outcome: 'unavailable',
    });
  });

  it('are a fault of ours, with nothing written, when the decider or a part of the platform breaks', async () => {
    const broken = lifecycle(Brand, {
      create: (spec) => {
        if (spec['name'] === 'Broken') throw new Error('a bug');
        return undefined;
      },
      verbs: {
        misfit: () => ({ fact: 'updated', data: { changes: 7 } }),
        stranger: () => ({ fact: 'sold', data: {} }),
      },
    });
    const under = handlerOf(ledger, pool, { owned: [{ decider: broken }] });
    expect(await under.send(wish(Brand, 'create', 'x4', { ...aBrand, name: 'Broken' }))).toMatchObject({
      outcome: 'unavailable',
    });
    await under.send(wish(Brand, 'create', 'x4', aBrand));
    expect(await under.send(wish(Brand, 'misfit', 'x4'))).toMatchObject({ outcome: 'unavailable' });
    expect(await under.send(wish(Brand, 'stranger', 'x4'))).toMatchObject({ outcome: 'unavailable' });
    expect(under.reported).toHaveLength(3);
    expect(await events(Brand, 'x4')).toHaveLength(1);
  });

  it('cannot bring a fact into the ledger that its own fold would choke on', async () => {
    const hasty = lifecycle(Vps, { verbs: { vanish: () => ({ fact: 'vanished', data: {} }) } });
    const under = handlerOf(ledger, pool, { owned: [{ decider: hasty }] });
    expect(await under.send(wish(Vps, 'vanish', 'v1'))).toMatchObject({ outcome: 'unavailable' });
    expect(await events(Vps, 'v1')).toEqual([]);
  });
});

describe('facts of a decision', () => {
  it('are at least as new as what the caller has seen', async () => {
    const brand = await accepted(wish(Brand, 'create', 'f1', aBrand));
    const reply = await send(wish(Tenant, 'create', 'tf1', { brand_id: 'f1' }, { min_position: brand }));
    expect(reply).toMatchObject({
      outcome: 'accepted',
      resource: { spec: { brand_id: 'f1' }, tenant_id: 'tf1', brand_id: 'f1' },
    });
    expect(await events(Tenant, 'tf1')).toEqual([expect.objectContaining({ tenant_id: 'tf1', brand_id: 'f1' })]);
  });

  it('refuse what refers to nothing, and a deletion while others refer to it', async () => {
    expect(await send(wish(Tenant, 'create', 'tf2', { brand_id: 'nobody' }))).toMatchObject({
      code: 'tenant.reference_missing',
      errors: [{ pointer: '/brand_id' }],
    });
    const brand = await accepted(wish(Brand, 'create', 'f2', aBrand));
    const tenant = await accepted(wish(Tenant, 'create', 'tf3', { brand_id: 'f2' }, { min_position: brand }));
    expect(await send(wish(Brand, 'delete', 'f2', {}, { min_position: tenant }))).toMatchObject({
      outcome: 'rejected',
      code: 'brand.in_use',
    });
    await accepted(wish(Tenant, 'delete', 'tf3'));
    const gone = await accepted(wish(Tenant, 'deleted', 'tf3'));
    expect(await send(wish(Brand, 'delete', 'f2', {}, { min_position: gone }))).toMatchObject({ outcome: 'accepted' });
  });

  it('that do not come in time leave the command undecided', async () => {
    const behind = handlerOf(ledger, pool, { factsWithinMs: 100 });
    const reply = behind.send(wish(Brand, 'create', 'f3', aBrand, { min_position: (await last()) + 1 }));
    expect(await reply).toMatchObject({ outcome: 'unavailable' });
    expect(await events(Brand, 'f3')).toEqual([]);
  });

  it('may complete a create with what only the service knows', async () => {
    const owned = [{ decider: lifecycle(Tenant), complete: async (data: object) => ({ ...data, brand_id: 'f1' }) }];
    const under = handlerOf(ledger, pool, { owned });
    expect(await under.send(wish(Tenant, 'create', 'tf4', { name: 'T' }))).toMatchObject({
      resource: { spec: { name: 'T', brand_id: 'f1' } },
    });
  });

  it('may be looked beyond, at a create as it is completed and at an update, before anything is decided', async () => {
    const considered: unknown[] = [];
    const consider = async (data: Record<string, unknown>) => {
      considered.push(data);
      if (data['name'] === 'forbidden') throw new Rejected('tenant.invalid', 'not that one');
    };
    const complete = async (data: object) => ({ ...data, brand_id: 'f1' });
    const under = handlerOf(ledger, pool, { owned: [{ decider: lifecycle(Tenant), complete, consider }] });
    await under.send(wish(Tenant, 'create', 'tf5', { name: 'T' }));
    expect(await under.send(wish(Tenant, 'update', 'tf5', { name: 'forbidden' }))).toMatchObject({
      code: 'tenant.invalid',
    });
    await under.send(wish(Tenant, 'delete', 'tf5'));
    expect(considered).toEqual([{ name: 'T', brand_id: 'f1' }, { name: 'forbidden' }]);
    expect((await events(Tenant, 'tf5')).map(({ fact }) => fact)).toEqual(['created', 'delete_requested']);
  });
});

describe('what lies within another resource', () => {
  const zoneId = naturalId('zone', 'within.example');
  const inZone = (verb: string, id: string, data: object = {}) =>
    wish(Record, verb, id, data, { aggregate_id: zoneId });
  const www = { zone_id: zoneId, type: 'A', name: 'www', content: '192.0.2.1' };

  it('lies on its subject, belongs to its owner, and goes with it', async () => {
    const brand = await accepted(wish(Brand, 'create', 'w1', aBrand));
    const tenant = await accepted(wish(Tenant, 'create', 'tw1', { brand_id: 'w1' }, { min_position: brand }));
    await accepted(
      wish(Zone, 'create', zoneId, { name: 'within.example', tenant_id: 'tw1' }, { min_position: tenant }),
    );
    await accepted(inZone('create', 'r1', www));
    expect((await events(Zone, zoneId)).at(-1)).toMatchObject({
      type: 'RecordCreated',
      resource_id: 'r1',
      tenant_id: 'tw1',
      brand_id: 'w1',
    });
    await accepted(wish(Zone, 'delete', zoneId));
    expect(await send(inZone('create', 'r2', www))).toMatchObject({ code: 'record.wrong_state' });
    const deleted = await accepted(wish(Zone, 'deleted', zoneId));
    expect(await send(inZone('update', 'r1', { ttl: 60 }))).toMatchObject({ code: 'record.not_found' });
    await seen(deleted);
    expect(await view.get('record', 'r1')).toBeUndefined();
  });

  it('is there no more in the next life of its owner', async () => {
    await accepted(wish(Zone, 'create', zoneId, { name: 'within.example' }));
    expect(await send(inZone('update', 'r1', { ttl: 60 }))).toMatchObject({ code: 'record.not_found' });
    expect(await send(inZone('create', 'r1', www))).toMatchObject({
      outcome: 'accepted',
      resource: { status: 'pending' },
    });
  });
});

describe('secrets', () => {
  const spec = { name: 'p', kind: 'hostwinds', credentials: { api_key: 'hush-hush' } };

  it('are sealed before they can become part of an event, at a create and at an update', async () => {
    const sealed: unknown[] = [];
    const under = handlerOf(ledger, pool, { seal: async (secret) => `sealed-${sealed.push(secret)}` });
    await under.send(wish(Provider, 'create', 'p1', spec));
    await under.send(wish(Provider, 'update', 'p1', { credentials: { api_key: 'hush-again' } }));
    const written = await events(Provider, 'p1');
    expect(written).toMatchObject([
      { data: { spec: { credentials: 'sealed-1' } } },
      { data: { changes: { credentials: 'sealed-2' }, previous: { credentials: 'sealed-1' } } },
    ]);
    expect(JSON.stringify(written)).not.toContain('hush');
    const place = { kind: Provider, owner: 'platform', purpose: 'provider/p1/credentials' };
    expect(sealed).toEqual([
      { ...place, value: { api_key: 'hush-hush' } },
      { ...place, value: { api_key: 'hush-again' } },
    ]);
  });

  it('are not even sealed in a rehearsal', async () => {
    const under = handlerOf(ledger, pool, { seal: () => Promise.reject(new Error('must not be called')) });
    const reply = await under.send(wish(Provider, 'create', 'p2', spec, { dry_run: true }));
    expect(reply).toMatchObject({ outcome: 'dry_run', events: [{ data: { spec: { credentials: '***' } } }] });
    expect(JSON.stringify(reply)).not.toContain('hush');
  });

  it('that cannot be sealed leave the command undecided', async () => {
    const under = handlerOf(ledger, pool, { seal: () => Promise.reject(new Error('no key')) });
    expect(await under.send(wish(Provider, 'create', 'p3', spec))).toMatchObject({ outcome: 'unavailable' });
    expect(await events(Provider, 'p3')).toEqual([]);
  });
});

describe('commands at the same time', () => {
  it('on one resource are decided one after the other, none on an old state', async () => {
    await accepted(wish(Brand, 'create', 's1', aBrand));
    const renames = Array.from({ length: 40 }, (_, n) => send(wish(Brand, 'update', 's1', { name: `name ${n}` })));
    const replies = await Promise.all(renames);
    expect(replies.every((reply) => reply.outcome === 'accepted' && reply.changed)).toBe(true);
    const names = (await events(Brand, 's1'))
      .slice(1)
      .map(({ data }) => data as { changes: { name: string }; previous: { name: string } });
    expect(names).toHaveLength(40);
    names.forEach(({ previous }, index) =>
      expect(previous.name).toBe(index === 0 ? aBrand.name : names[index - 1]?.changes.name),
    );
  });

  it('create one resource once', async () => {
    const replies = await Promise.all(
      [send, replica.send, send, replica.send].map((by) => by(wish(Brand, 'create', 's2', aBrand))),
    );
    expect(replies.map((reply) => (reply.outcome === 'rejected' ? reply.code : reply.outcome)).toSorted()).toEqual([
      'accepted',
      'brand.exists',
      'brand.exists',
      'brand.exists',
    ]);
    expect(await events(Brand, 's2')).toHaveLength(1);
  });

  it('of several replicas lose no change and repeat none', async () => {
    await accepted(wish(Brand, 'create', 's3', aBrand));
    const senders = [send, replica.send, handlerOf(ledger, pool).send];
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        (senders[n % 3] ?? send)(wish(Brand, 'update', 's3', { name: `name ${n}` })),
      ),
    );
    expect(replies.every((reply) => reply.outcome === 'accepted')).toBe(true);
    const names = (await events(Brand, 's3'))
      .slice(1)
      .map(({ data }) => (data as { changes: { name: string } }).changes.name);
    expect(new Set(names)).toEqual(new Set(Array.from({ length: 30 }, (_, n) => `name ${n}`)));
  });

  it('on other resources do not wait for one that is slow', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow = {
      decider: lifecycle(Tenant),
      complete: async (data: Record<string, unknown>) => (data['name'] === 'slow' ? (await held, data) : data),
    };
    const under = handlerOf(ledger, pool, { owned: [slow] });
    const waiting = under.send(wish(Tenant, 'create', 'ts1', { name: 'slow' }));
    expect(await under.send(wish(Tenant, 'create', 'ts2', { name: 'quick' }))).toMatchObject({ outcome: 'accepted' });
    release();
    expect(await waiting).toMatchObject({ outcome: 'accepted' });
  });
});

describe('a replica that has an old fold', () => {
  it('does not answer from it: neither that there is nothing to do nor a refusal', async () => {
    await accepted(wish(Brand, 'create', 'o1', aBrand));
    const old = handlerOf(ledger, pool);
    await old.send(wish(Brand, 'update', 'o1', { name: 'Old' }));
    await accepted(wish(Brand, 'update', 'o1', { name: 'New' }));
    // To its own fold the name is Old already.
    expect(await old.send(wish(Brand, 'update', 'o1', { name: 'Old' }))).toMatchObject({
      changed: true,
      resource: { spec: { name: 'Old' } },
    });
    const revision = await accepted(wish(Brand, 'update', 'o1', { name: 'Newer' }));
    expect(await old.send(wish(Brand, 'update', 'o1', { name: 'Newest' }, { if_revision: revision }))).toMatchObject({
      outcome: 'accepted',
    });
    await accepted(wish(Brand, 'delete', 'o1'));
    expect(await old.send(wish(Brand, 'create', 'o1', aBrand))).toMatchObject({ outcome: 'accepted' });
  });

  it('folds a resource that another one has just made', async () => {
    const strict = handlerOf(ledger, pool, {
      owned: [{ decider: lifecycle(Brand, { delete: () => refuse(Brand, 'wrong_state', 'kept') }) }],
    });
    await ledger.append(draft({ resource_id: 'o2' }), 0);
    expect(await strict.send(wish(Brand, 'delete', 'o2'))).toMatchObject({ code: 'brand.wrong_state' });
  });
});

describe('the specs above', () => {
  it('have met no fault that nobody expected', () => {
    expect(reported).toEqual([]);
  });
});
