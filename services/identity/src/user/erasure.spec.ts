import { User } from '@freehold/contracts/identity/user';
import { newId } from '@freehold/contracts/ids';
import { personOf, purposeOf } from '@freehold/contracts/sealing';
import { Ledger } from '@freehold/ledger/ledger';
import type { AskReply } from '@freehold/service/asks';
import { openVault } from '@freehold/service/vault';
import { until } from '@freehold/testing/until';
import { Shredded } from '@freehold/vault/errors';
import { NatsKeyStore } from '@freehold/vault/nats-key-store';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { type IdentityUnderTest, startIdentity } from '../identity-under-test.js';

let identity: IdentityUnderTest;
let nc: NatsConnection;
beforeAll(async () => {
  identity = await startIdentity();
  nc = await connect({ servers: identity.runtime().parts.config.nats_url });
});
afterAll(async () => {
  await nc.close();
  await identity.stop();
});

const person = (mark: string) => ({
  email: `${mark}@people.example`,
  name: `Marked ${mark}`,
  password: `the password of ${mark}`,
});
const create = async (id: string) => await identity.command(User, 'create', id, person(id));
const events = async (id: string) => await (await Ledger.open(nc)).read(`evt.identity.user.${id}`);

/** What the event of its creation holds, which stays in the ledger for ever. */
async function sealedOf(id: string): Promise<{ email: string; name: string; password: string }> {
  const [created] = await events(id);
  return created?.data['spec'] as { email: string; name: string; password: string }; // as the kind's schema has it
}

async function open(texts: readonly object[]): Promise<AskReply> {
  return (await nc.request('ask.identity.open', JSON.stringify({ texts }), { timeout: 5_000 })).json<AskReply>();
}

/** What the service opens of somebody, as the gateway asks for it. */
async function shown(id: string, spec: { email: string; name: string }): Promise<unknown> {
  const reply = await open(
    ['email', 'name'].map((field) => ({ kind: 'user', id, field, sealed: Reflect.get(spec, field) })),
  );
  return reply.outcome === 'answered' ? reply.answer : reply;
}

const certificateOf = async (id: string) =>
  await until(async () => (await events(id)).find(({ fact }) => fact === 'erased')?.data);

/** A process of the same platform that has opened nothing yet. */
const elsewhere = async () => await openVault(identity.runtime().parts.config, nc);

/** The code of a refused command. */
async function refused(verb: string, id: string, data: Record<string, unknown> = {}): Promise<string | undefined> {
  const command = newId();
  const reply = await identity.runtime().parts.send('identity', {
    id: command,
    kind: 'user',
    verb,
    resource_id: id,
    aggregate_id: id,
    data,
    actor: 'service:test',
    correlation_id: command,
  });
  return reply.outcome === 'rejected' ? reply.code : undefined;
}

describe('what is known of a person', () => {
  it('lies nowhere in the clear, neither in the ledger nor in a row, and opens for who asks the service', async () => {
    await create('ada');
    const { rows } = await identity.pool.query('SELECT row_to_json(resource)::text AS text FROM resource');
    const claims = await identity.pool.query('SELECT row_to_json(email_claim)::text AS text FROM email_claim');
    const kept = JSON.stringify([rows, claims.rows, await events('ada')]);
    for (const text of Object.values(person('ada'))) expect(kept).not.toContain(text);
    expect(await shown('ada', await sealedOf('ada'))).toEqual(['ada@people.example', 'Marked ada']);
  });

  it('is changed by what is new alone: to say once more what is so makes no event', async () => {
    const { email, name } = person('ada');
    const before = await events('ada');
    await identity.command(User, 'update', 'ada', { email, name });
    expect(await events('ada')).toHaveLength(before.length);
    await identity.command(User, 'update', 'ada', { email, name: 'Marked Ada' });
    const [changed] = (await events('ada')).slice(before.length);
    expect(Object.keys(changed?.data['changes'] ?? {})).toEqual(['name']);
    await identity.command(User, 'update', 'ada', { name });
  });

  it('opens as what it was sealed as alone, and a password not at all', async () => {
    const { email, password } = await sealedOf('ada');
    const asked = { kind: 'user', id: 'ada', field: 'email' };
    expect(await open([{ ...asked, field: 'password', sealed: password }])).toMatchObject({ outcome: 'rejected' });
    expect(await open([{ ...asked, kind: 'zone', sealed: email }])).toMatchObject({ outcome: 'rejected' });
    expect(
      await open([
        { ...asked, sealed: password },
        { ...asked, id: 'bob', sealed: email },
      ]),
    ).toEqual({
      outcome: 'answered',
      answer: [null, null],
    });
  });
});

describe('an erased person', () => {
  it('is gone from whatever was sealed, in every process; nobody else is; and a certificate says which key was destroyed', async () => {
    await create('eve');
    const before = await sealedOf('eve');
    const patient = await elsewhere();
    await identity.command(User, 'erase', 'eve');
    const certificate = await certificateOf('eve');
    expect(certificate).toEqual({
      owner: 'user.eve',
      key_id: expect.stringMatching(/^[\w-]{12}$/),
      algorithm: 'A256GCM',
      destroyed_at: expect.stringMatching(/Z$/),
    });
    expect(await shown('eve', before)).toEqual([null, null]);
    for (const field of ['email', 'name', 'password'] as const)
      await expect(patient.open(personOf(User, 'eve'), purposeOf(User, 'eve', field), before[field])).rejects.toThrow(
        Shredded,
      );
    expect(await shown('ada', await sealedOf('ada'))).toEqual(['ada@people.example', 'Marked ada']);
  });

  it('is disabled, has no address that others could not have, and cannot be filled in again', async () => {
    const row = await identity.runtime().parts.view.get('user', 'eve');
    expect(row?.spec).toMatchObject({ email: null, name: null, password: null, email_digest: null, disabled: true });
    expect(await refused('update', 'eve', { name: 'Eve again' })).toBe('user.erased');
    expect(await refused('update', 'eve', { disabled: false })).toBe('user.erased');
    // An address stays claimed for a minute after it was given.
    await identity.pool.query("UPDATE email_claim SET claimed_at = claimed_at - interval '2 minutes'");
    await identity.command(User, 'create', 'eve-2', { ...person('eve-2'), email: person('eve').email.toUpperCase() });
    expect(await refused('create', 'eve-3', { email: person('eve').email })).toBe('user.email_taken');
    await identity.command(User, 'erase', 'eve');
    expect((await events('eve')).map(({ fact }) => fact)).toEqual(['created', 'erase_requested', 'erased']);
  });

  it('may be one who was deleted before, and stays erased under the same id', async () => {
    await create('gone');
    const before = await sealedOf('gone');
    await identity.command(User, 'delete', 'gone');
    expect(await shown('gone', before)).toEqual(['gone@people.example', 'Marked gone']);
    await identity.command(User, 'erase', 'gone');
    await certificateOf('gone');
    expect(await shown('gone', before)).toEqual([null, null]);
    expect(await refused('create', 'gone', person('gone'))).toBe('user.erased');
  });
});

describe('the users of a tenant', () => {
  const tenant = (fact: string, data: object, nth: number) => {
    const of = { context: 'tenant', kind: 'tenant', resource_id: 't1', aggregate_kind: 'tenant', aggregate_id: 't1' };
    const event = { ...of, id: newId(), time: new Date().toISOString(), fact, data: { ...data } };
    return { ...event, tenant_id: 't1', actor: 'service:tenant', correlation_id: `${fact} ${nth}` };
  };

  it('are erased when it goes, and those who left before it are not', async () => {
    const ledger = await Ledger.open(nc);
    const { position } = await ledger.append(tenant('created', { spec: {} }, 1), 0);
    await identity.runtime().parts.view.passed(position, 20_000);
    for (const id of ['tom', 'tia']) await identity.command(User, 'create', id, { ...person(id), tenant_id: 't1' });
    const before = new Map([
      ['tom', await sealedOf('tom')],
      ['tia', await sealedOf('tia')],
    ]);
    await identity.command(User, 'delete', 'tia');
    await ledger.append(tenant('delete_requested', {}, 2), position);
    expect(await certificateOf('tom')).toMatchObject({ owner: 'user.tom' });
    expect(await shown('tom', before.get('tom') ?? { email: '', name: '' })).toEqual([null, null]);
    expect(await shown('tia', before.get('tia') ?? { email: '', name: '' })).toEqual([
      'tia@people.example',
      'Marked tia',
    ]);
    expect(await identity.runtime().parts.view.get('user', 'tom')).toBeUndefined();
  });
});

describe('an erasure', () => {
  /** The wish alone, as it lies in the ledger when the service is killed right after it. */
  async function wish(id: string): Promise<void> {
    const ledger = await Ledger.open(nc);
    const [created] = await ledger.read(`evt.identity.user.${id}`);
    if (created === undefined) throw new Error(`there is no user ${id}`);
    await ledger.append({ ...created, id: newId(), fact: 'erase_requested', data: {} }, created.position);
  }

  it('that was cut short before the key was destroyed is finished by the next start', async () => {
    await create('kim');
    const before = await sealedOf('kim');
    await identity.restart(() => wish('kim'));
    expect(await certificateOf('kim')).toMatchObject({ owner: 'user.kim' });
    expect(await shown('kim', before)).toEqual([null, null]);
  });

  it('that was cut short after the key was destroyed has the certificate of that destruction', async () => {
    await create('lou');
    const store = await NatsKeyStore.open(nc);
    let destroyed = {};
    await identity.restart(async () => {
      await wish('lou');
      destroyed = await store.destroy('user.lou');
    });
    expect(await certificateOf('lou')).toEqual({ owner: 'user.lou', algorithm: 'A256GCM', ...destroyed });
    expect(destroyed).toMatchObject({ key_id: expect.stringMatching(/^[\w-]{12}$/) });
  });

  it('is applied again at a start, before anything is opened: keys that a restored backup brought back are destroyed', async () => {
    const store = await NatsKeyStore.open(nc);
    const ids = ['max', 'ned'];
    for (const id of ids) await create(id);
    const backup = await Promise.all(ids.map(async (id) => [id, await store.get(`user.${id}`)] as const));
    const before = new Map(await Promise.all(ids.map(async (id) => [id, await sealedOf(id)] as const)));
    for (const id of ids) await identity.command(User, 'erase', id);
    for (const id of ids) await certificateOf(id);
    await identity.command(User, 'delete', 'ned');
    await identity.restart(async () => {
      for (const [id, stored] of backup)
        if (stored && 'wrapped' in stored) nc.publish(`$KV.KEYS.user.${id}`, stored.wrapped);
      await until(async () => 'wrapped' in ((await store.get('user.ned')) ?? {}));
      const { email } = before.get('max') ?? { email: '' };
      const restored = await elsewhere();
      expect(await restored.open('user.max', 'user/max/email', email)).toContain('max@people.example');
    });
    for (const id of ids) {
      expect(await shown(id, before.get(id) ?? { email: '', name: '' })).toEqual([null, null]);
      expect(await store.get(`user.${id}`)).toMatchObject({ destroyed: expect.anything() });
    }
  });
});
