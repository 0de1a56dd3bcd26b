import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { Rejected } from './command.js';
import { same } from './decider.js';
import { Record } from './dns/record.js';
import { Zone } from './dns/zone.js';
import { Provider } from './inventory/provider.js';
import { type Kind, kind } from './kind.js';
import { kinds } from './kinds.js';
import { arbitraryOf } from './schema.arbitrary.js';
import { Brand } from './tenant/brand.js';
import { Fqdn } from './tenant/fqdn.js';
import { Tenant } from './tenant/tenant.js';
import { createSchema, fieldErrors, fieldsOf, merged, parse, updateSchema } from './validation.js';

/** The pointers of what a schema refuses about a value. */
function refused(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : fieldErrors(parsed.error).map(({ pointer }) => pointer);
}

const Nested = kind({
  context: 'spec',
  name: 'nested',
  plural: 'nesteds',
  summary: 'A kind with all that fields can be',
  lifecycle: 'synchronous',
  id: { scheme: 'uuid' },
  spec: z.strictObject({
    required: z.string().min(2),
    optional: z.string().optional(),
    defaulted: z.int().default(7),
    nested: z
      .strictObject({
        a: z.string(),
        b: z.string().optional(),
        c: z.int().default(1),
        deep: z.strictObject({ x: z.int(), y: z.int() }).optional(),
      })
      .optional(),
    settings: z.strictObject({ mode: z.enum(['on', 'off']).default('on'), limit: z.int().optional() }).prefault({}),
    list: z.array(z.string()).optional(),
    map: z.record(z.string(), z.string()).optional(),
  }),
});
const spec: globalThis.Record<string, unknown> = parse('nested', Nested.spec, {
  required: 'yes',
  nested: { a: 'a', b: 'b' },
  list: ['one'],
  map: { one: '1' },
});
const change = (changes: object, before = spec) =>
  merged(Nested, before, parse('nested', updateSchema(Nested), changes));

describe('a body', () => {
  it('is refused with every wrong field by name; an unknown one is named itself, wherever it lies', () => {
    expect(refused(Nested.spec, { required: 'x', colour: 'red', nested: { a: 1, hue: 2 } })).toEqual([
      '/required',
      '/nested/a',
      '/nested/hue',
      '/colour',
    ]);
    expect(refused(updateSchema(Nested), { colour: 1, settings: { mode: 'loud', hue: 2 } })).toEqual([
      '/settings/mode',
      '/settings/hue',
      '/colour',
    ]);
    expect(refused(createSchema(Brand), 'no object')).toEqual(['']);
  });

  it('has pointers that are those of RFC 6901', () => {
    expect(refused(z.strictObject({ 'a/b': z.strictObject({ '~': z.int() }) }), { 'a/b': { '~': 'x' } })).toEqual([
      '/a~1b/~0',
    ]);
    expect(refused(z.strictObject({ list: z.array(z.int()) }), { list: [1, 'x'] })).toEqual(['/list/1']);
  });

  it('that is wrong becomes a refusal of its kind, whose detail is the first wrong field', () => {
    expect(() => parse('nested', Nested.spec, { required: 'x' })).toThrow(Rejected);
    expect(() => parse('nested', Nested.spec, { required: 'x' })).toThrow(/^nested\.invalid: \/required: /);
  });
});

describe('the body of a create', () => {
  it('leaves away what only services set, and the parent, which the path names', () => {
    expect(refused(createSchema(Record), { type: 'A', name: 'www', content: '192.0.2.1' })).toEqual([]);
    expect(
      refused(createSchema(Record), {
        type: 'A',
        name: 'www',
        content: '192.0.2.1',
        managed_by: 'auto',
        source_type: 'fqdn',
        zone_id: 'z',
      }),
    ).toEqual(['/managed_by', '/source_type', '/zone_id']);
  });

  it('leaves away the parent of the list that it is posted to, and takes the others', () => {
    const bound = { fqdn: 'www.acme.example', webroot_id: 'w1' };
    expect(refused(createSchema(Fqdn, 'webroot_id'), bound)).toEqual(['/webroot_id']);
    expect(refused(createSchema(Fqdn, 'webroot_id'), { fqdn: 'www.acme.example', tenant_id: 't1' })).toEqual([]);
    expect(refused(createSchema(Fqdn, 'tenant_id'), bound)).toEqual([]);
    expect(refused(createSchema(Fqdn), bound)).toEqual(['/webroot_id']);
    expect(createSchema(Fqdn, 'tenant_id')).toBe(createSchema(Fqdn, 'tenant_id'));
    expect(createSchema(Fqdn, 'tenant_id')).not.toBe(createSchema(Fqdn, 'webroot_id'));
  });

  it('wants from clients what only events of old can do without', () => {
    expect(refused(Tenant.spec, {})).toEqual([]);
    expect(refused(createSchema(Tenant), {})).toEqual(['/region_id', '/cluster_id']);
    expect(refused(createSchema(Tenant), { region_id: 'r', cluster_id: 'c' })).toEqual([]);
    expect(refused(updateSchema(Tenant), {})).toEqual([]);
  });

  it('takes an id where clients may bring one, and nowhere else', () => {
    expect(fieldsOf(createSchema(Brand)).map(([field]) => field)).toContain('id');
    for (const id of ['Upper', '-a', 'a.b', 'ä', '', 'x'.repeat(64)])
      expect(refused(createSchema(Brand).pick({ id: true }), { id })).toEqual(['/id']);
    expect(refused(createSchema(Zone), { name: 'acme.example', id: 'mine' })).toEqual(['/id']);
  });

  it('has its defaults filled in', () => {
    expect(createSchema(Zone).parse({ name: 'acme.example' })).toEqual({ name: 'acme.example', dnssec: false });
    expect(createSchema(Provider).parse({ name: 'p', kind: 'hostwinds', credentials: { api_key: 'k' } })).toMatchObject(
      {
        settings: { base_url: 'https://clients.hostwinds.com/cloud/api.php', requests_per_second: 2 },
        sync_interval: 900,
      },
    );
  });
});

describe('the body of an update', () => {
  it('keeps what it does not name: no default comes in by itself', () => {
    expect(updateSchema(Nested).parse({})).toEqual({});
    expect(updateSchema(Provider).parse({ settings: {} })).toEqual({ settings: {} });
    expect(change({})).toEqual(spec);
  });

  it('merges objects field by field, and replaces lists and maps', () => {
    expect(change({ nested: { b: 'B' }, settings: { limit: 5 }, list: ['two'], map: { two: '2' } })).toEqual({
      ...spec,
      nested: { a: 'a', b: 'B', c: 1 },
      settings: { mode: 'on', limit: 5 },
      list: ['two'],
      map: { two: '2' },
    });
  });

  it('clears with null: to the default, to absence, to the defaults of an object', () => {
    const full = { ...spec, optional: 'there', defaulted: 9, settings: { mode: 'off', limit: 5 } };
    expect(
      change({ optional: null, defaulted: null, nested: null, settings: { mode: null, limit: null } }, full),
    ).toEqual({
      ...full,
      optional: undefined,
      defaulted: 7,
      nested: undefined,
      settings: { mode: 'on', limit: undefined },
    });
    expect(change({ settings: null }, full)).toMatchObject({ settings: { mode: 'on' } });
  });

  it('cannot clear what is required, nor leave an object half', () => {
    expect(refused(updateSchema(Nested), { required: null, nested: { a: null } })).toEqual(['/required', '/nested/a']);
    const without = { ...spec, nested: undefined };
    expect(change({ nested: { b: 'b' } }, without)).toMatchObject({
      code: 'nested.invalid',
      errors: [{ pointer: '/nested/a' }],
    });
    expect(change({ nested: { deep: { x: 1 } } })).toMatchObject({ errors: [{ pointer: '/nested/deep/y' }] });
    expect(merged(Nested, spec, { required: null })).toMatchObject({ errors: [{ pointer: '/required' }] });
  });

  it('replaces secrets whole, and does not open them', () => {
    const sealed = { name: 'p', kind: 'hostwinds', credentials: 'sealed' };
    expect(merged(Provider, sealed, { credentials: 'sealed anew' })).toMatchObject({ credentials: 'sealed anew' });
    expect(refused(updateSchema(Provider), { credentials: {} })).toEqual(['/credentials/api_key']);
  });

  it('changes nothing of what it was given', () => {
    const before = structuredClone(spec);
    change({ nested: { b: 'B', deep: { x: 1, y: 2 } }, settings: { limit: 1 } });
    expect(spec).toEqual(before);
  });
});

describe('every kind', () => {
  const ofKind = (of: Kind) => fc.tuple(arbitraryOf(of.spec), arbitraryOf(updateSchema(of), 'sent'));

  it('takes its own values, and gives them back as they are', () => {
    for (const of of kinds)
      fc.assert(
        fc.property(arbitraryOf(of.spec), (value) => expect(of.spec.parse(value)).toEqual(value)),
        { numRuns: 50 },
      );
  });

  it('takes an update the second time as nothing new', () => {
    for (const of of kinds) {
      const property = fc.property(ofKind(of), ([created, changes]) => {
        const before = created as globalThis.Record<string, unknown>; // made from an object's schema
        const once = merged(of, before, changes as globalThis.Record<string, unknown>); // likewise
        if (once instanceof Rejected) return;
        expect(same(merged(of, once, changes as globalThis.Record<string, unknown>), once)).toBe(true); // likewise
      });
      fc.assert(property, { numRuns: 100 });
    }
  });

  it('is whole after an update', () => {
    for (const of of kinds) {
      const property = fc.property(ofKind(of), ([created, changes]) => {
        const next = merged(
          of,
          created as globalThis.Record<string, unknown>,
          changes as globalThis.Record<string, unknown>,
        ); // as above
        if (!(next instanceof Rejected)) expect(refused(of.spec, JSON.parse(JSON.stringify(next)))).toEqual([]);
      });
      fc.assert(property, { numRuns: 100 });
    }
  });
});

describe('equality of values', () => {
  it('is that of JSON: absence is null, order of keys does not count, order of entries does', () => {
    expect(same({ a: 1, b: undefined }, { b: null, a: 1 })).toBe(true);
    expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(same([], {})).toBe(false);
    expect(same([1], [1, 2])).toBe(false);
    expect(same({ a: 0 }, { a: null })).toBe(false);
    expect(same('', null)).toBe(false);
  });

  it('is what it says for any value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => same(value, structuredClone(value))));
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => same(a, b) === same(b, a)));
  });
});
