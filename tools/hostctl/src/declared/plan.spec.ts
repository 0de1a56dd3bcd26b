import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../api/json.js';
import { routed } from '../kinds/routes.js';
import { planOf } from './plan.js';
import { IdOf, type Wanted } from './wanted.js';

function wanted(kind: string, called: string, fields: JsonObject): Wanted {
  return { label: `${kind} ${called}`, routed: routed(kind), id: called, initial: {}, fields };
}

/** What a plan would change of one resource. */
function changes(kind: string, fields: JsonObject, found: JsonObject): unknown {
  const one = wanted(kind, 'it', fields);
  const [step] = planOf([one], new Map([[one.label, { id: 'it', status: 'active', ...found }]]));
  return step?.action === 'update' ? step.changes : step?.action;
}

describe('a plan', () => {
  it('compares the fields of an object one by one, and lists and maps as wholes, as a PUT takes them', () => {
    expect(changes('host', { capacity: {} }, { capacity: { max_nodes: 7 } })).toBe('keep');
    expect(changes('host', { roles: ['web', 'lb'] }, { roles: ['lb', 'web'] })).toEqual([
      { field: 'roles', old: ['lb', 'web'], new: ['web', 'lb'] },
    ]);
    const config = { a: 1, b: 2 };
    expect(changes('region', { config: { a: 1 } }, { config })).toEqual([
      { field: 'config', old: config, new: { a: 1 } },
    ]);
  });

  it('compares values in the form in which the platform keeps them', () => {
    expect(changes('node', { hostname: 'BÜCHER.example' }, { hostname: 'xn--bcher-kva.example' })).toBe('keep');
  });

  it('clears what the file says is null, once', () => {
    expect(changes('lb-address', { label: null }, { label: 'old' })).toEqual([
      { field: 'label', old: 'old', new: null },
    ]);
    expect(changes('lb-address', { label: null }, { label: null })).toBe('keep');
  });

  it('sets a secret that is not set, and leaves one that is', () => {
    const tls = { ca_pem: 'a', cert_pem: 'b', key_pem: 'c' };
    expect(changes('host', { docker_tls: tls }, { docker_tls: '***' })).toBe('keep');
    expect(changes('host', { docker_tls: tls }, { docker_tls: null })).toMatchObject([{ field: 'docker_tls' }]);
  });

  it('refers to what is there by its id, and to what is not by its name', () => {
    const tenant = wanted('tenant', 'shop', {});
    const zone = wanted('zone', 'shop.example', { tenant_id: new IdOf(tenant.label) });
    const there: JsonObject = { id: 'z', status: 'active', tenant_id: 't1' };
    const [made, moved] = planOf([tenant, zone], new Map([[zone.label, there]]));
    expect(made?.action).toBe('create');
    expect(moved).toMatchObject({ changes: [{ field: 'tenant_id', old: 't1', new: 'tenant shop' }] });
    const all = new Map([
      [zone.label, there],
      [tenant.label, { id: 't1', status: 'active' }],
    ]);
    expect(planOf([tenant, zone], all).map(({ action }) => action)).toEqual(['keep', 'keep']);
  });

  it('names all that would have to change and cannot', () => {
    expect(() => changes('shard', { role: 'lb' }, { role: 'web' })).toThrow(
      'shard it has role web, which cannot be changed',
    );
  });

  it.each([
    ['failed', 'retry'],
    ['pending', 'await'],
    ['provisioning', 'await'],
    ['suspended', 'keep'],
    ['active', 'keep'],
  ])('finds a webroot as wanted and %s: %s', (status, action) => {
    expect(changes('webroot', { runtime: 'php' }, { runtime: 'php', status })).toBe(action);
  });
});
