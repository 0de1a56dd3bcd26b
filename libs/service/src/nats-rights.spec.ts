import { randomBytes } from 'node:crypto';
import {
  AUDIT,
  AUDIT_SUBJECTS,
  CHECKPOINTS,
  CHECKPOINTS_SUBJECT,
  LOGINS_SUBJECT,
  REFUSALS_SUBJECT,
} from '@freehold/contracts/audit/streams';
import type { CommandReply } from '@freehold/contracts/command';
import { lifecycle } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { EVENTS } from '@freehold/contracts/event';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import { Region } from '@freehold/contracts/fleet/region';
import { Shard } from '@freehold/contracts/fleet/shard';
import { User } from '@freehold/contracts/identity/user';
import { newId } from '@freehold/contracts/ids';
import { BANDWIDTH_SUBJECT, SAMPLES } from '@freehold/contracts/inventory/bandwidth-samples';
import { Provider } from '@freehold/contracts/inventory/provider';
import type { Kind } from '@freehold/contracts/kind';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { NatsKeyStore } from '@freehold/vault/nats-key-store';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, errors, type NatsConnection } from '@nats-io/transport-node';
import { z } from 'zod';
import type { AskReply } from './asks.js';
import { defineService, type ServiceDefinition } from './definition.js';
import { LedgerTables1700000000001 } from './ledger-tables.js';
import { connectNats, inboxPrefix } from './nats.js';
import { certificateAsk, natsRights, SERVICES } from './nats-rights.js';
import { ServiceRuntime } from './runtime.js';

const password = (service: string) => `password of ${service}`;
const users = SERVICES.map((service) => ({
  user: service,
  password: password(service),
  permissions: natsRights(service),
}));
const nats = await freshNats({ users });
const database = await freshDatabase();

/** @param certified services that get their certificates from this one */
const owning = (
  name: string,
  context: string,
  kinds: readonly Kind[],
  over: Partial<ServiceDefinition> = {},
  certified: readonly string[] = [],
) =>
  defineService({
    name,
    context,
    config: z.object({}),
    migrations: [LedgerTables1700000000001],
    wire: () => ({
      owned: kinds.map((kind) => ({ decider: lifecycle(kind) })),
      projections: [{ name: 'all', tables: [], kinds: '*', apply: async () => {} }],
      asks: Object.fromEntries(certified.map((of) => [certificateAsk(of), async () => ({ of })])),
    }),
    ...over,
  });

/** Each service as its rights see it: what it owns, and whether it seals. */
const DEFINITIONS = [
  owning('tenant', 'tenant', [Brand, Tenant, Fqdn], { shreds: true }),
  owning('fleet', 'fleet', [PlatformConfig, Region, Cluster, Shard], { vault: true }, ['tenant', 'lb']),
  owning('dns', 'dns', [Zone, Record]),
  owning('lb', 'lb', []),
  owning('identity', 'identity', [User], { vault: true }),
  owning('webhook', 'webhook', [], { vault: true }),
  owning('audit', 'audit', [], { vault: true }),
  owning('inventory-sync', 'inventory', [Provider], { vault: true }),
  owning('gateway', 'gateway', []),
];

const OWN_NONE = ['gateway', 'lb', 'webhook', 'audit'];
const KEEPERS = ['fleet', 'inventory-sync', 'identity', 'webhook', 'audit'];
/** They destroy keys; what they may read of one is wrapped. */
const SHREDDERS = ['tenant'];
/** They own what is erased. */
const ERASE = ['tenant', 'identity'];
/** Kinds of other services that a service reports on, as `<context>.<kind>`. */
const REPORTS: Readonly<Record<string, readonly string[]>> = {
  tenant: ['fleet.shard'],
  dns: ['tenant.fqdn'],
  lb: ['tenant.fqdn', 'fleet.shard'],
};

const masterKey = randomBytes(32).toString('base64');
const running = new Map<string, ServiceRuntime>();

function service(name: string): ServiceRuntime {
  const found = running.get(name);
  if (found === undefined) throw new Error(`${name} does not run`);
  return found;
}

beforeAll(async () => {
  for (const definition of DEFINITIONS) {
    const runtime = await ServiceRuntime.open(definition, {
      FREEHOLD_NATS_URL: nats.url,
      FREEHOLD_NATS_PASSWORD: password(definition.name),
      FREEHOLD_POSTGRES_URL: database.url,
      FREEHOLD_MASTER_KEY: masterKey,
      FREEHOLD_LOG_LEVEL: 'silent',
    });
    running.set(definition.name, runtime);
    await runtime.start();
  }
});
afterAll(async () => {
  for (const runtime of running.values()) await runtime.stop();
});

/** Sends a command as the gateway does. */
async function command(
  kind: Kind,
  verb: string,
  resource_id: string,
  data: object,
  aggregate_id = resource_id,
): Promise<CommandReply> {
  const id = newId();
  return await service('gateway').parts.send(kind.context, {
    id,
    kind: kind.name,
    verb,
    resource_id,
    aggregate_id,
    data: { ...data },
    actor: 'key:spec',
    correlation_id: id,
  });
}

async function ask(context: string, verb: string, data: object = {}): Promise<AskReply> {
  const reply = await service('gateway').parts.nc.request(`ask.${context}.${verb}`, JSON.stringify(data), {
    timeout: 5_000,
  });
  return reply.json<AskReply>();
}

describe('with its rights and no more', () => {
  it('the specs know every service that there is', () => {
    expect(DEFINITIONS.map(({ name }) => name).toSorted()).toEqual([...SERVICES].toSorted());
  });

  it('the gateway reaches every other service, and each of them decides, appends, folds and follows', async () => {
    const brand = {
      name: 'B',
      base_hostname: 'b.example',
      primary_ns: 'ns1.b.example',
      secondary_ns: 'ns2.b.example',
      hostmaster_email: 'dns@b.example',
    };
    const accepted = { outcome: 'accepted', changed: true };
    expect(await command(Brand, 'create', 'b1', brand)).toMatchObject(accepted);
    expect(await command(Brand, 'update', 'b1', { name: 'C' })).toMatchObject(accepted);
    expect(await command(Brand, 'create', 'b1', brand)).toMatchObject({ outcome: 'rejected', code: 'brand.exists' });
    expect(await command(PlatformConfig, 'create', 'platform', { values: {} })).toMatchObject(accepted);
    expect(await command(Zone, 'create', 'z1', { name: 'z.example' })).toMatchObject(accepted);
    expect(
      await command(Record, 'create', 'r1', { zone_id: 'z1', type: 'A', name: 'www', content: '192.0.2.1' }, 'z1'),
    ).toMatchObject(accepted);
    const provider = { name: 'p', kind: 'hostwinds', credentials: { api_key: 'hush' } };
    const last = await command(Provider, 'create', 'p1', provider);
    expect(last).toMatchObject({ ...accepted, resource: { spec: { credentials: expect.stringMatching(/^ey/) } } });
    const position = last.outcome === 'accepted' ? last.position : 0;
    for (const name of SERVICES) expect(await service(name).parts.positions.wait(['all'], position, 60_000)).toBe(true);
  });

  it('each service answers questions, makes its projections anew, and begins again where it stood', async () => {
    for (const { name, context } of DEFINITIONS) {
      const own = OWN_NONE.includes(name) ? ['all'] : ['rows', 'all'];
      const followers = ERASE.includes(name) ? [...own, 'erasures'] : own;
      const live = followers.map((follower) => expect.objectContaining({ name: follower, status: 'live' }));
      expect(await ask(context, 'projections')).toMatchObject({ outcome: 'answered', answer: live });
      expect(await ask(context, 'rebuild', { name: followers[0] })).toMatchObject({ outcome: 'answered' });
      expect(await service(name).notReady()).toBeUndefined();
    }
  });

  it.each(KEEPERS)('%s, which keeps secrets, seals, opens and destroys them', async (keeper) => {
    const { vault } = service(keeper).parts;
    const sealed = await vault.seal(keeper, 'spec', 'hush');
    expect(await vault.open(keeper, 'spec', sealed)).toBe('hush');
    await vault.destroy(keeper);
    await expect(vault.open(keeper, 'spec', sealed)).rejects.toThrow();
  });

  it.each(KEEPERS)('%s, which keeps secrets, puts every key under a new master key', async (keeper) => {
    const { nc, vault } = service(keeper).parts;
    await vault.seal('t-rotated', 'spec', 'hush');
    const store = await NatsKeyStore.open(nc);
    const { wrapped } = Object.assign({ wrapped: '' }, await store.get('t-rotated'));
    const found: string[] = [];
    for await (const owner of store.owners()) found.push(owner);
    expect(found).toContain('t-rotated');
    expect(await store.replace('t-rotated', wrapped, `${wrapped} anew`)).toBe(true);
    expect(await store.replace('t-rotated', `${wrapped} anew`, wrapped)).toBe(true);
  });

  it.each(SHREDDERS)('%s destroys keys of others', async (shredder) => {
    const { vault } = service('fleet').parts;
    await vault.seal('t-shredded', 'spec', 'hush');
    expect(await service(shredder).parts.shred('t-shredded')).toMatchObject({ key_id: expect.any(String) });
    await expect(service('webhook').parts.vault.seal('t-shredded', 'spec', 'hush')).rejects.toThrow('destroyed');
  });

  it('who sees to names and shards reports on them to their owners, and on nothing else of theirs', async () => {
    const [region, cluster] = ['r1', 'c1'];
    await command(Region, 'create', region, { name: 'north' });
    const seen = async (kind: Kind, id: string) => await until(() => service('fleet').parts.view.get(kind.name, id));
    await seen(Region, region);
    await command(Cluster, 'create', cluster, { region_id: region, name: 'one' });
    await seen(Cluster, cluster);
    await command(Shard, 'create', 's1', { cluster_id: cluster, name: 'web', role: 'web' });
    const asked = await command(Shard, 'converge', 's1', {});
    const generation = asked.outcome === 'accepted' ? asked.position : 0;
    const bound = await command(Fqdn, 'create', 'f1', { fqdn: 'www.acme.example' });
    const condition = { state: 'served', generation: bound.outcome === 'accepted' ? bound.position : 0, detail: '' };
    const report = (name: string, kind: Kind, verb: string, resource_id: string, data: Record<string, unknown>) =>
      service(name).parts.command({ kind, verb, resource_id, cause: ['report', name, verb], data });
    const taken = { outcome: 'accepted', changed: true };
    for (const [name, which] of [
      ['dns', 'dns'],
      ['lb', 'route'],
    ] as const)
      expect(await report(name, Fqdn, 'condition_reported', 'f1', { condition: which, ...condition })).toMatchObject(
        taken,
      );
    expect(await report('tenant', Shard, 'step_reached', 's1', { generation, step: 'half' })).toMatchObject(taken);
    expect(await report('lb', Shard, 'converged', 's1', { generation, observed: {} })).toMatchObject(taken);
  });

  it('who speaks to node agents gets a certificate in its own name', async () => {
    for (const name of ['tenant', 'lb']) {
      const reply = await service(name).parts.nc.request(`ask.fleet.${certificateAsk(name)}`, '', { timeout: 5_000 });
      expect(reply.json()).toEqual({ outcome: 'answered', answer: { of: name } });
    }
  });

  it('samples go from who measures to who shows them', async () => {
    const { js, jsm } = service('inventory-sync').parts.ledger;
    await jsm.streams.add({ name: SAMPLES, subjects: ['smp.>'], allow_direct: true });
    await js.publish(BANDWIDTH_SUBJECT, '{}');
    expect(await jsm.streams.info(SAMPLES)).toMatchObject({ state: { messages: 1 } });
    const consumer = await service('gateway').parts.ledger.js.consumers.get(SAMPLES, {});
    expect((await consumer.next({ expires: 5_000 }))?.subject).toBe(BANDWIDTH_SUBJECT);
    await service('fleet').parts.ledger.js.publish('smp.fleet.usage', '{}');
    expect((await consumer.next({ expires: 5_000 }))?.subject).toBe('smp.fleet.usage');
  });
});

describe('without a right', () => {
  const opened: NatsConnection[] = [];
  afterAll(async () => {
    await Promise.all(opened.map((nc) => nc.close()));
  });
  const as = async (name: string) => {
    const nc = await connectNats(name, { nats_url: nats.url, nats_password: password(name) });
    opened.push(nc);
    return nc;
  };

  /** What the server says to a message on a subject; of one that it takes and nobody answers it says nothing, however long one waits. */
  async function sends(name: string, subject: string, payload = ''): Promise<'refused' | 'taken'> {
    const nc = await as(name);
    return await nc.request(subject, payload, { timeout: 10_000 }).then(
      () => 'taken',
      (error: unknown) => {
        const cause = error instanceof errors.RequestError ? error.cause : error;
        return cause instanceof errors.PermissionViolationError ? 'refused' : 'taken';
      },
    );
  }

  /** What the server says to a subscription. */
  async function hears(name: string, subject: string): Promise<'refused' | 'taken'> {
    const nc = await as(name);
    let said: Error | null = null;
    nc.subscribe(subject, { callback: (error) => void (said ??= error) });
    await nc.flush();
    return said === null ? 'taken' : 'refused';
  }

  const contexts = new Map(DEFINITIONS.map(({ name, context }) => [name, context]));

  it('nobody gets in without the password of a service', async () => {
    for (const credentials of [{}, { user: 'dns', pass: password('tenant') }, { user: 'admin', pass: '' }]) {
      await expect(connect({ servers: nats.url, ...credentials })).rejects.toThrow(/authorization/i);
    }
  });

  it('no service writes an event of another one’s context', async () => {
    const { last } = await service('tenant').parts.ledger.state();
    for (const name of SERVICES) {
      for (const context of contexts.values()) {
        if (context === contexts.get(name)) continue;
        expect([name, context, await sends(name, `evt.${context}.forged.id`)]).toEqual([name, context, 'refused']);
      }
    }
    expect((await service('tenant').parts.ledger.state()).last).toBe(last);
  });

  it('nor has NATS write one in its place, by naming another one’s subject for an answer', async () => {
    const nc = await as('dns');
    const written = await nc.request('evt.dns.zone.forger', '{"spec":{"name":"forged"}}');
    const { seq } = written.json<{ seq: number }>();
    const stored = JSON.stringify({ seq, next_by_subj: 'evt.dns.zone.forger', batch: 1 });
    for (const subject of [`$JS.API.DIRECT.GET.${EVENTS}`, `$JS.API.DIRECT.GET.${EVENTS}.evt.dns.zone.forger`])
      expect([subject, await sends('dns', subject, stored)]).toEqual([subject, 'refused']);
    // What is left is what says nothing: acknowledgements and descriptions. Commands by that way are none, and nobody stops at them.
    const created = await nc.request(
      `$JS.API.CONSUMER.CREATE.${EVENTS}`,
      JSON.stringify({
        stream_name: EVENTS,
        config: {
          ack_policy: 'none',
          deliver_policy: 'by_start_sequence',
          opt_start_seq: seq,
          inactive_threshold: 10e9,
        },
      }),
    );
    const { name } = created.json<{ name: string }>();
    nc.publish(`$JS.API.CONSUMER.MSG.NEXT.${EVENTS}.${name}`, '{"batch":1,"expires":100000000}', {
      reply: 'cmd.tenant.brand',
    });
    nc.publish('evt.dns.zone.forger', '{}', { reply: 'evt.tenant.brand.forged' });
    nc.publish(`$JS.API.STREAM.MSG.GET.${EVENTS}`, JSON.stringify({ seq }), { reply: 'evt.tenant.brand.forged' });
    await nc.flush();
    const { ledger, positions } = service('tenant').parts;
    await until(async () => (await ledger.since('evt.tenant.brand.forged', 0)).last > 0);
    expect(await ledger.read('evt.tenant.brand.forged')).toEqual([]);
    expect(await positions.wait(['rows'], (await ledger.state()).last, 60_000)).toBe(true);
  });

  it('refusals are written by the gateway alone, logins by identity alone, which reads neither, checkpoints of the ledger by audit alone, and nobody takes any of them back', async () => {
    const kept = [
      ['gateway', AUDIT, AUDIT_SUBJECTS, [REFUSALS_SUBJECT, LOGINS_SUBJECT]],
      ['audit', CHECKPOINTS, CHECKPOINTS_SUBJECT, [CHECKPOINTS_SUBJECT]],
    ] as const;
    for (const [keeper, stream, taken, subjects] of kept) {
      const { js, jsm } = service(keeper).parts.ledger;
      await jsm.streams.add({ name: stream, subjects: [taken], deny_delete: true, deny_purge: true });
      for (const subject of subjects) {
        const writer = subject === LOGINS_SUBJECT ? 'identity' : keeper;
        expect((await service(writer).parts.ledger.js.publish(subject, '{}')).stream).toBe(stream);
        const consumer = await js.consumers.get(stream, { filter_subjects: subject });
        expect((await consumer.next({ expires: 5_000 }))?.subject).toBe(subject);
        for (const name of SERVICES)
          if (name !== writer) expect([name, await sends(name, subject, '{}')]).toEqual([name, 'refused']);
      }
      for (const name of SERVICES) {
        for (const verb of ['UPDATE', 'PURGE', 'DELETE', 'MSG.DELETE'])
          expect([name, verb, await sends(name, `$JS.API.STREAM.${verb}.${stream}`, '{"seq":1}')]).toEqual([
            name,
            verb,
            'refused',
          ]);
      }
      expect((await jsm.streams.info(stream)).state.messages).toBe(subjects.length);
    }
  });

  it('no service changes, empties or deletes the ledger, or a message of it', async () => {
    const { created, last } = await service('tenant').parts.ledger.state();
    for (const name of SERVICES) {
      for (const verb of [
        'UPDATE',
        'PURGE',
        'DELETE',
        'MSG.DELETE',
        'SNAPSHOT',
        'RESTORE',
        'LEADER.STEPDOWN',
        'PEER.REMOVE',
      ]) {
        expect([name, verb, await sends(name, `$JS.API.STREAM.${verb}.${EVENTS}`, '{"seq":1}')]).toEqual([
          name,
          verb,
          'refused',
        ]);
      }
    }
    const other = { name: EVENTS, subjects: ['evt.>'], max_age: 1_000_000_000 };
    const answer = await (await as('dns')).request(`$JS.API.STREAM.CREATE.${EVENTS}`, JSON.stringify(other));
    expect(answer.json()).toMatchObject({ error: { description: expect.stringContaining('already in use') } });
    expect(await service('tenant').parts.ledger.state()).toMatchObject({ created, last });
  });

  it('nobody but who seals or destroys keys reads or writes them', async () => {
    for (const name of SERVICES.filter((candidate) => ![...KEEPERS, ...SHREDDERS].includes(candidate))) {
      for (const subject of [
        '$JS.API.STREAM.MSG.GET.KV_KEYS',
        '$JS.API.DIRECT.GET.KV_KEYS.$KV.KEYS.platform',
        '$JS.API.CONSUMER.CREATE.KV_KEYS.c',
        '$KV.KEYS.platform',
      ]) {
        expect([name, subject, await sends(name, subject, '{"last_by_subj":"$KV.KEYS.platform"}')]).toEqual([
          name,
          subject,
          'refused',
        ]);
      }
      expect(await hears(name, '$KV.KEYS.>')).toBe('refused');
    }
    for (const name of KEEPERS)
      expect(await sends(name, '$JS.API.STREAM.MSG.GET.KV_KEYS', '{"last_by_subj":"$KV.KEYS.platform"}')).toBe('taken');
  });

  it('neither the keys nor the refusals are read in any other way, nor by way of another stream', async () => {
    const ways = (stream: string) => [
      `$JS.API.STREAM.INFO.${stream}`,
      `$JS.API.STREAM.MSG.GET.${stream}`,
      `$JS.API.DIRECT.GET.${stream}`,
      `$JS.API.DIRECT.GET.${stream}.any.subject`,
      `$JS.API.CONSUMER.CREATE.${stream}`,
      `$JS.API.CONSUMER.CREATE.${stream}.c.any.subject`,
      `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.c`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.c`,
      `$JS.API.STREAM.SNAPSHOT.${stream}`,
      '$JS.API.STREAM.CREATE.MIRROR',
      '$JS.API.STREAM.NAMES',
    ];
    for (const name of SERVICES) {
      const closed = [
        ...([...KEEPERS, ...SHREDDERS].includes(name) ? [] : ways('KV_KEYS')),
        ...(name === 'gateway' ? [] : ways(AUDIT)),
      ];
      for (const subject of new Set(closed))
        expect([name, subject, await sends(name, subject, '{}')]).toEqual([name, subject, 'refused']);
    }
    const nc = await as('dns');
    const consumer = { stream_name: 'KV_KEYS', config: { ack_policy: 'none', deliver_subject: inboxPrefix('dns') } };
    const answer = await nc.request(`$JS.API.CONSUMER.CREATE.${EVENTS}`, JSON.stringify(consumer));
    expect(answer.json()).toMatchObject({ error: { code: expect.any(Number) } });
  });

  it('nobody hears what is meant for another one', async () => {
    for (const name of SERVICES) {
      const foreign = [...contexts].filter(([other]) => other !== name);
      const subjects = foreign.flatMap(([other, context]) => [
        `${inboxPrefix(other)}.>`,
        `cmd.${context}.>`,
        `ask.${context}.>`,
      ]);
      for (const subject of ['>', 'evt.>', '_INBOX.>', '$JS.API.>', 'cmd.>', '*.*.*', ...subjects]) {
        expect([name, subject, await hears(name, subject)]).toEqual([name, subject, 'refused']);
      }
    }
  });

  it('only the gateway commands other services; who reports to one commands none of its other kinds', async () => {
    const kinds = ['tenant.fqdn', 'tenant.tenant', 'fleet.shard', 'fleet.node'];
    for (const name of SERVICES.filter((candidate) => candidate !== 'gateway')) {
      const others = [...contexts].filter(([other]) => other !== name).map(([, context]) => context);
      const foreign = kinds.filter((kind) => others.some((context) => kind.startsWith(`${context}.`)));
      for (const kind of [...others.map((context) => `${context}.anything`), ...foreign]) {
        if (REPORTS[name]?.includes(kind)) continue;
        expect([name, kind, await sends(name, `cmd.${kind}`)]).toEqual([name, kind, 'refused']);
      }
    }
  });

  it('nobody asks for a certificate in another one’s name', async () => {
    for (const name of SERVICES.filter((candidate) => candidate !== 'fleet')) {
      for (const other of SERVICES.filter((candidate) => candidate !== name)) {
        expect([name, other, await sends(name, `ask.fleet.${certificateAsk(other)}`)]).toEqual([
          name,
          other,
          'refused',
        ]);
      }
    }
  });

  it('nobody answers in another one’s name', async () => {
    const nc = await as('gateway');
    const answer = nc.request('ask.dns.projections', '{}', { timeout: 5_000 });
    expect(await sends('fleet', `${inboxPrefix('gateway')}.${newId()}`, '{"outcome":"answered"}')).toBe('refused');
    expect((await answer).json()).toMatchObject({ outcome: 'answered' });
  });

  it('an event that may not be written is a fault at once, and is not there', async () => {
    const dns = service('dns').parts;
    const forged = dns.ledger.append(
      {
        id: newId(),
        time: new Date().toISOString(),
        fact: 'deleted',
        context: 'tenant',
        kind: 'brand',
        resource_id: 'b1',
        aggregate_kind: 'brand',
        aggregate_id: 'b1',
        data: {},
        actor: 'service:dns',
        correlation_id: 'forged',
      },
      1,
    );
    await expect(forged).rejects.toThrow(/permissions violation/i);
    await until(async () => (await service('tenant').parts.view.get('brand', 'b1'))?.status === 'active');
  });
});
