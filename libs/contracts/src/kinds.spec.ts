import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { namedRefs } from './decider.js';
import { Zone } from './dns/zone.js';
import type { RecordedEvent } from './event.js';
import { currentVersion, deedOf, eventTypes, factsOf, upcast } from './facts.js';
import { Node } from './fleet/node.js';
import { User } from './identity/user.js';
import { derivedId, GIVEN_ID, idFor, naturalId, newId } from './ids.js';
import { Provider } from './inventory/provider.js';
import { Vps } from './inventory/vps.js';
import { eventType, type KindDeclaration, kind, pascal } from './kind.js';
import { kindNamed, kinds, neighboursOf, partsOf, referrersOf } from './kinds.js';
import { problemCodes } from './reasons.js';
import { born } from './resource.js';
import { erase } from './sealing.js';
import { Brand } from './tenant/brand.js';
import { Tenant } from './tenant/tenant.js';
import { Webroot } from './tenant/webroot.js';
import { bare } from './validation.js';
import { etag, HIDDEN, render } from './view.js';

const declaration: KindDeclaration = {
  context: 'spec',
  name: 'thing',
  plural: 'things',
  summary: 'A thing',
  lifecycle: 'asynchronous',
  id: { scheme: 'uuid' },
  spec: z.strictObject({ colour: z.string(), key: z.strictObject({ pem: z.string() }).optional() }),
  observed: z.strictObject({ size: z.int() }),
};

function event(over: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    position: 3,
    time: '2026-01-01T00:00:00.000Z',
    id: 'c1',
    type: 'ThingCreated',
    fact: 'created',
    version: 1,
    context: 'spec',
    kind: 'thing',
    resource_id: 't1',
    aggregate_kind: 'thing',
    aggregate_id: 't1',
    data: {},
    actor: 'key:spec',
    correlation_id: 'c1',
    ...over,
  };
}

describe('a declaration', () => {
  it('that contradicts itself stops the start, and says by which field', () => {
    for (const list of ['immutable', 'internal', 'required', 'secret', 'searched'] as const) {
      expect(() => kind({ ...declaration, [list]: ['hue'] })).toThrow('kind thing: hue is not a field of its spec');
    }
    expect(() => kind({ ...declaration, refs: { hue: { kind: 'brand', on_delete: 'refuse' } } })).toThrow('hue');
    expect(() => kind({ ...declaration, suspendable: true })).toThrow('suspend_reason is not a field of its spec');
    for (const word of ['id', 'status', 'created_at', 'operation_id']) {
      expect(() => kind({ ...declaration, spec: z.strictObject({ [word]: z.string() }) })).toThrow(
        `${word} is a word of every resource`,
      );
      expect(() => kind({ ...declaration, observed: z.strictObject({ [word]: z.string() }) })).toThrow(word);
    }
  });

  it('names its events after itself', () => {
    expect(pascal('zone-record')).toBe('ZoneRecord');
    expect(eventType('platform-config', 'delete_requested')).toBe('PlatformConfigDeleteRequested');
  });
});

describe('facts of a kind', () => {
  it('follow from its lifecycle', () => {
    const names = (lifecycle: KindDeclaration['lifecycle']) =>
      Object.keys(factsOf(kind({ ...declaration, lifecycle })));
    expect(names('synchronous')).toEqual(['created', 'updated', 'deleted']);
    expect(names('asynchronous')).toEqual([
      'created',
      'updated',
      'deleted',
      'retried',
      'converged',
      'failed',
      'drift_detected',
      'delete_requested',
    ]);
    expect(names('provisioned')).toEqual([
      'created',
      'updated',
      'deleted',
      'retried',
      'converged',
      'failed',
      'drift_detected',
      'step_reached',
      'withdrawn',
    ]);
    expect(names('observed')).toEqual([]);
  });

  it('of deeds are named after them and hold what was asked for; of suspension, its reason', () => {
    const data = z.strictObject({ confirm: z.boolean() });
    const deed = { status: 'converging' } as const;
    const made = kind({
      ...declaration,
      lifecycle: 'provisioned',
      verbs: { converge: { data, action: 'write', summary: '', deed }, look: { data, action: 'read', summary: '' } },
    });
    expect(factsOf(made)['converge_requested']).toBe(data);
    expect(factsOf(made)).not.toHaveProperty('look_requested');
    expect(deedOf(made, 'converge_requested')).toBe(deed);
    for (const fact of ['look_requested', 'converge', 'delete_requested', 'converged'])
      expect([fact, deedOf(made, fact)]).toEqual([fact, undefined]);
    const spec = declaration.spec.extend({ suspend_reason: z.string().nullable().optional() });
    const { suspended } = factsOf(kind({ ...declaration, spec, suspendable: true }));
    expect(suspended?.safeParse({ reason: 'unpaid' }).success).toBe(true);
    expect(factsOf(kind(declaration))).not.toHaveProperty('suspended');
  });

  it('hold a secret that may be absent as a sealed text or not at all', () => {
    const { created } = factsOf(kind({ ...declaration, secret: ['key'] }));
    expect(created?.safeParse({ spec: { colour: 'red' } }).success).toBe(true);
  });

  it('hold secrets as sealed texts only', () => {
    const sealed = kind({ ...declaration, secret: ['key'] });
    const { created, updated } = factsOf(sealed);
    expect(created?.safeParse({ spec: { colour: 'red', key: 'sealed' } }).success).toBe(true);
    expect(created?.safeParse({ spec: { colour: 'red', key: { pem: 'clear' } } }).success).toBe(false);
    expect(updated?.safeParse({ changes: { key: { pem: 'clear' } }, previous: {} }).success).toBe(false);
  });

  it('of an older version are lifted step by step to the current one', () => {
    const grown = kind({
      ...declaration,
      upcasters: {
        created: [
          ({ spec }) => ({ spec: { ...(spec as object), size: 1 } }),
          ({ spec }) => ({ spec: { ...(spec as object), size: (spec as { size: number }).size * 10 } }),
        ],
      },
    });
    expect(currentVersion(grown, 'created')).toBe(3);
    expect(currentVersion(grown, 'updated')).toBe(1);
    expect(eventTypes(grown).find(({ fact }) => fact === 'created')).toEqual({
      type: 'ThingCreated',
      fact: 'created',
      version: 3,
    });
    const lifted = (version: number) => upcast(grown, 'created', version, { spec: { colour: 'red', size: 4 } });
    expect([1, 2, 3].map(lifted)).toEqual([
      { spec: { colour: 'red', size: 10 } },
      { spec: { colour: 'red', size: 40 } },
      { spec: { colour: 'red', size: 4 } },
    ]);
  });
});

describe('ids', () => {
  it('of named things follow from the name, and never change', () => {
    expect(naturalId('zone', 'acme.example')).toBe('9e9930f0-4a0e-5203-8b3c-480e03bba1ef');
    expect(idFor('zone', Zone.id, { name: 'ACME.example.' })).toBe(naturalId('zone', 'acme.example'));
    expect(naturalId('zone', 'a')).not.toBe(naturalId('fqdn', 'a'));
    expect(derivedId('zone', 'delete', 'z1', 7)).toBe(derivedId('zone', 'delete', 'z1', '7'));
    expect(derivedId('a', 'b')).not.toBe(derivedId('b', 'a'));
  });

  it('with a prefix serve as names of Linux users, and are drawn evenly', () => {
    const drawn = Array.from({ length: 5_000 }, () => idFor('tenant', Tenant.id, {}));
    expect(drawn.every((id) => /^t[a-z0-9]{10}$/.test(id))).toBe(true);
    expect(new Set(drawn).size).toBe(5_000);
    const counts = Map.groupBy(drawn.join('').replaceAll('t', ''), (letter) => letter);
    const shares = [...counts.values()].map(({ length }) => length);
    expect(counts.size).toBe(35);
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(1.35);
  });

  it('that clients bring are taken, else they are new, in the order of time', () => {
    expect(idFor('brand', Brand.id, {}, 'mine')).toBe('mine');
    const made = Array.from({ length: 100 }, () => idFor('brand', Brand.id, {}));
    expect(made.toSorted()).toEqual(made);
    expect(GIVEN_ID.test(newId())).toBe(true);
  });
});

describe('a rendered resource', () => {
  const sealed = kind({ ...declaration, secret: ['key'] });
  const resource = { ...born(event(), 'active', { colour: 'red', key: 'eyJhbGciOi' }), observed: { size: 3 } };

  it('shows every field, absent ones as null, and never a secret, sealed or not', () => {
    expect(render(sealed, resource)).toEqual({
      id: 't1',
      colour: 'red',
      key: HIDDEN,
      size: 3,
      status: 'active',
      status_message: null,
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
    });
    expect(render(sealed, { ...resource, spec: { colour: 'red' }, observed: null })).toMatchObject({
      key: null,
      size: null,
    });
  });

  it('shows what is seen of a field in place of what was wished, once it is seen', () => {
    const seen = kind({ ...declaration, observed: z.strictObject({ colour: z.string().nullable() }) });
    expect(render(seen, { ...resource, observed: null })).toMatchObject({ colour: 'red' });
    expect(render(seen, { ...resource, observed: { colour: 'blue' } })).toMatchObject({ colour: 'blue' });
  });

  it('shows why it is suspended, and null once it is not', () => {
    const webroot = born(event({ kind: 'webroot' }), 'suspended', { suspend_reason: 'unpaid' });
    expect(render(Webroot, webroot)).toMatchObject({ status: 'suspended', suspend_reason: 'unpaid' });
    expect(render(Webroot, { ...webroot, spec: { suspend_reason: null } })).toMatchObject({ suspend_reason: null });
  });

  it('is called by its id where nobody gave it a name', () => {
    const tenant = born(event({ kind: 'tenant' }), 'active', {});
    expect(render(Tenant, tenant)).toMatchObject({ name: 't1' });
    expect(render(Tenant, { ...tenant, spec: { name: 'Acme' } })).toMatchObject({ name: 'Acme' });
    expect(render(sealed, resource)).not.toHaveProperty('name');
  });

  it('keeps the status of the thing apart from that of its observation', () => {
    const vps = born(event({ kind: 'vps' }), 'vanished', { external_id: '1', status: 'active' });
    expect(render(Vps, vps)).toMatchObject({ id: 't1', status: 'vanished' });
  });

  it('has an ETag of the position of its spec and of its last event', () => {
    expect(etag({ revision: 7, position: 12 })).toBe('"7.12"');
  });
});

describe('the kinds together', () => {
  it('have names, contexts and events of their own', () => {
    expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length);
    const types = kinds.flatMap((of) => eventTypes(of).map(({ type }) => type));
    expect(new Set(types).size).toBe(types.length);
    expect(() => kindNamed('spaceship')).toThrow('there is no kind spaceship');
  });

  it('refer to kinds that there are, and lie within kinds of the same context by a field that never changes', () => {
    for (const of of kinds) {
      for (const ref of Object.values(of.refs ?? {})) expect(kindNamed(ref.kind).name).toBe(ref.kind);
      if (of.within === undefined) continue;
      expect(kindNamed(of.within.kind).context).toBe(of.context);
      expect(of.immutable).toContain(of.within.field);
    }
  });

  it('have deeds where they are provisioned, and nowhere else; of each at most one takes away', () => {
    for (const of of kinds) {
      const deeds = Object.values(of.verbs ?? {}).flatMap(({ deed }) => deed ?? []);
      expect([of.name, deeds.length > 0]).toEqual([of.name, of.lifecycle === 'provisioned']);
      expect(deeds.filter(({ withdraws }) => withdraws).length).toBeLessThanOrEqual(1);
      expect(new Set(deeds.map(({ status }) => status)).size).toBe(deeds.length);
    }
  });

  it('let services report facts of their own that they know how to fold', () => {
    for (const of of kinds) {
      if (of.reports === undefined) continue;
      // How `erased` folds is the same for every kind.
      if (of.reports.some((fact) => fact !== 'erased')) expect(of.evolve).toBeDefined();
      for (const fact of of.reports) expect(Object.keys(of.facts ?? {})).toContain(fact);
    }
  });

  it('are suspended with their tenant, each with the verb or a reference to one', () => {
    for (const of of kinds) {
      if (!of.suspendable) continue;
      expect(of.internal).toContain('suspend_reason');
      expect(of.name === 'tenant' || of.refs?.['tenant_id']?.kind === 'tenant').toBe(true);
    }
  });

  it('say of a reference whether it is one of a list', () => {
    const many = referrersOf('shard').filter((referrer) => referrer.many);
    expect(many.map(({ kind: of, field }) => `${of.name} ${field}`)).toEqual(['node shard_ids']);
    for (const of of kinds)
      for (const [field, { many: isMany = false }] of Object.entries(of.refs ?? {}))
        expect([of.name, field, bare(of.spec.shape[field] as z.ZodType) instanceof z.ZodArray]).toEqual([
          of.name,
          field,
          isMany,
        ]); // zod types its shape by its core
    const named = namedRefs(Node, { cluster_id: 'c', shard_ids: ['s1', 's2'], profile_id: null, hostname: 'h' });
    expect(named.map(({ path, id }) => [path, id])).toEqual([
      ['cluster_id', 'c'],
      ['shard_ids/0', 's1'],
      ['shard_ids/1', 's2'],
    ]);
  });

  it('know who refers to whom, and what an owner must know of others', () => {
    expect(referrersOf('tenant').map(({ kind: of, on_delete }) => `${of.name} ${on_delete}`)).toEqual([
      'user cascade',
      'api-key cascade',
      'membership cascade',
      'subscription cascade',
      'webroot cascade',
      'fqdn cascade',
      'zone cascade',
      'vps ignore',
      'ip ignore',
      'webhook cascade',
    ]);
    expect(neighboursOf('brand').toSorted()).toEqual(['cluster', 'membership', 'tenant', 'zone']);
    expect(neighboursOf('zone').toSorted()).toEqual(['brand', 'subscription', 'tenant']);
    expect(partsOf('zone').map(({ kind: of, field }) => `${of.name} ${field}`)).toEqual(['record zone_id']);
  });

  it('keep each secret out of filters and searches', () => {
    for (const of of kinds)
      for (const field of of.secret ?? []) expect([...(of.filters ?? []), ...(of.searched ?? [])]).not.toContain(field);
    expect(Provider.secret).toEqual(['credentials']);
  });

  it('that say something of persons can be erased, and let nobody find anything by it', () => {
    const personal = kinds.filter((of) => of.personal !== undefined);
    expect(personal.map(({ name }) => name)).toEqual(['user']);
    for (const of of personal) {
      expect(of.verbs?.['erase']).toBe(erase);
      expect(of.internal).toContain('erased_at');
      expect(Object.keys(factsOf(of))).toEqual(expect.arrayContaining(['erase_requested', 'erased']));
    }
    const declared = { ...User, name: 'person', searched: ['email'] };
    expect(() => kind(declared)).toThrow('email is sealed');
    expect(() => kind({ ...User, name: 'person', spec: User.spec.omit({ erased_at: true }) })).toThrow('erased_at');
  });

  it('have a problem with a status and a title for every refusal', () => {
    for (const [code, { status, title }] of Object.entries(problemCodes())) {
      expect(code).toMatch(/^[a-z-]+\.[a-z_]+$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).not.toBe('');
    }
  });
});
