import type { Decider } from '@freehold/contracts/decider';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { ip } from '../ip/ip.js';
import { addressFacts, vpsFacts } from '../sync/observed-facts-under-test.js';
import { vps } from '../vps/vps.js';

const tenant = resourceOf(Tenant, [fact('created', { spec: {} })], 't1');
const gone = resourceOf(Tenant, [fact('created', { spec: {} }), fact('deleted')], 't1');
const known = { refs: { tenant_id: tenant } };

const THINGS: readonly [string, Decider, object, string][] = [
  ['vps', vps, vpsFacts(), 'vanished'],
  ['ip', ip, addressFacts(), 'released'],
];

describe.each(THINGS)('a rented %s', (name, decider, spec, vanished) => {
  const seen = fact('discovered', { spec });
  const held = fact('assigned', { tenant_id: 't1', domain: 'acme.example', previous_tenant_id: null });
  const heldByAnother = fact('assigned', { tenant_id: 't2', domain: null, previous_tenant_id: null });

  it('is given to a tenant, with a domain or without', () => {
    given(decider, [seen], known)
      .when(command('assign', { tenant_id: 't1', domain: 'acme.example' }))
      .then([held])
      .leaving({ tenant_id: 't1', status: 'active' });
    given(decider, [seen], known)
      .when(command('assign', { tenant_id: 't1' }))
      .then([fact('assigned', { tenant_id: 't1', domain: null, previous_tenant_id: null })]);
  });

  it('is given again without a change, and keeps its domain unless another one is named', () => {
    given(decider, [seen, held], known)
      .when(command('assign', { tenant_id: 't1', domain: 'acme.example' }))
      .then([]);
    given(decider, [seen, held], known)
      .when(command('assign', { tenant_id: 't1' }))
      .then([]);
    given(decider, [seen, held], known)
      .when(command('assign', { tenant_id: 't1', domain: null }))
      .then([fact('assigned', { tenant_id: 't1', domain: null, previous_tenant_id: 't1' })]);
  });

  it('is not given to a second tenant while another one holds it', () => {
    given(decider, [seen, heldByAnother], known)
      .when(command('assign', { tenant_id: 't1' }))
      .then(rejected(`${name}.held`, '/tenant_id'));
  });

  it('is not given to a tenant who is not there, or not any more', () => {
    for (const refs of [{}, { tenant_id: gone }]) {
      given(decider, [seen], { refs })
        .when(command('assign', { tenant_id: 't1' }))
        .then(rejected(`${name}.reference_missing`, '/tenant_id'));
    }
  });

  it('is not given away once it has vanished, but stays whose it was', () => {
    given(decider, [seen, fact(vanished)], known)
      .when(command('assign', { tenant_id: 't1' }))
      .then(rejected(`${name}.gone`));
    given(decider, [seen, held, fact(vanished)], known)
      .when(command('observe', { ...spec }))
      .then([fact('discovered', { spec })])
      .leaving({ tenant_id: 't1', status: 'active' });
  });

  it('is taken back, once', () => {
    given(decider, [seen, held])
      .when(command('unassign'))
      .then([fact('unassigned', { previous_tenant_id: 't1', previous_domain: 'acme.example' })])
      .leaving({ tenant_id: null });
    given(decider, [seen]).when(command('unassign')).then([]);
  });

  it('is taken from the tenant that is named, and from no other', () => {
    given(decider, [seen, heldByAnother])
      .when(command('unassign', { tenant_id: 't1' }))
      .then(rejected(`${name}.held`, '/tenant_id'));
    given(decider, [seen, held])
      .when(command('unassign', { tenant_id: 't1' }))
      .then([fact('unassigned', { previous_tenant_id: 't1', previous_domain: 'acme.example' })]);
  });

  it('that nobody has ever seen can be neither given nor taken', () => {
    given(decider, [], known)
      .when(command('assign', { tenant_id: 't1' }))
      .then(rejected(`${name}.not_found`));
    given(decider)
      .when(command('unassign'))
      .then(rejected(`${name}.not_found`));
    expect(decider.kind.reasons).toHaveProperty('held.status', 409);
  });
});
