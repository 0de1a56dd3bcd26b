import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId } from '@freehold/contracts/ids';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { refuseForeignNesting } from './enclosing-zones.js';
import { zone } from './zone.js';

const ACME = { name: 'acme.example', dnssec: false };
const tenant = { ...resourceOf(Tenant, [fact('created', { spec: {} })], 't1'), brand_id: 'b1' };
const brand = resourceOf(Tenant, [fact('created', { spec: {} })], 'b2');
const known = { refs: { tenant_id: tenant, brand_id: brand } };

describe('a zone', () => {
  it('is not created on a public suffix, but below one', () => {
    for (const name of ['com', 'co.uk', 'co.uk.']) {
      given(zone)
        .when(command('create', { ...ACME, name }))
        .then(rejected('zone.public_suffix', '/name'));
    }
    given(zone)
      .when(command('create', ACME))
      .then([fact('created', { spec: ACME })]);
  });

  it('belongs to the brand of its tenant: another one cannot be named, neither at first nor later', () => {
    const mine = { ...ACME, tenant_id: 't1', brand_id: 'b1' };
    const foreign = { ...mine, brand_id: 'b2' };
    given(zone, [], known)
      .when(command('create', mine))
      .then([fact('created', { spec: mine })]);
    given(zone, [], known).when(command('create', foreign)).then(rejected('zone.brand_mismatch', '/brand_id'));
    given(zone, [fact('created', { spec: mine })], known)
      .when(command('update', { brand_id: 'b2' }))
      .then(rejected('zone.brand_mismatch', '/brand_id'));
  });

  it('without a tenant belongs to whatever brand is named', () => {
    const spec = { ...ACME, brand_id: 'b2' };
    given(zone, [], { refs: { brand_id: brand } })
      .when(command('create', spec))
      .then([fact('created', { spec })]);
  });
});

describe('a zone within another one', () => {
  const enclosing = resourceOf(Zone, [fact('created', { spec: { ...ACME, tenant_id: 't1' } })]);
  const view = {
    get: async (_: string, id: string) => (id === naturalId('zone', 'acme.example') ? enclosing : undefined),
  };

  it('is for the tenant of that one alone, at whatever depth', async () => {
    const own = { name: 'a.b.acme.example', tenant_id: 't1' };
    expect(await refuseForeignNesting(own, view)).toBe(own);
    for (const name of ['shop.acme.example', 'a.b.ACME.example.']) {
      const refused = expect.objectContaining({
        code: 'zone.nested_foreign',
        errors: [expect.objectContaining({ pointer: '/name' })],
      });
      await expect(refuseForeignNesting({ name, tenant_id: 't2' }, view)).rejects.toEqual(refused);
      await expect(refuseForeignNesting({ name }, view)).rejects.toEqual(refused);
    }
  });

  it('is only what lies below it, not what ends like it', async () => {
    const spec = { name: 'notacme.example', tenant_id: 't2' };
    expect(await refuseForeignNesting(spec, view)).toBe(spec);
  });
});

deciderContract({ decider: zone });
