import type { Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { brand } from '../brand/brand.js';
import { withBrand } from './default-brand.js';
import { tenant } from './tenant.js';

const spec = {
  name: 'Acme',
  base_hostname: 'acme.example',
  primary_ns: 'ns1.acme.example',
  secondary_ns: 'ns2.acme.example',
  hostmaster_email: 'dns@acme.example',
};
const aBrand = (id: string) => resourceOf(Brand, [fact('created', { spec })], id);

function viewOf(...brands: Resource[]) {
  return { get: async (_: string, id: string) => brands.find((known) => known.id === id), list: async () => brands };
}

describe('a tenant', () => {
  it('is there at once, and goes at once', () => {
    given(tenant, [], { refs: { brand_id: aBrand('b1') } })
      .when(command('create', { brand_id: 'b1' }))
      .then([fact('created', { spec: { brand_id: 'b1' } })])
      .leaving({ status: 'active' });
    given(tenant, [fact('created', { spec: { brand_id: 'b1' } })])
      .when(command('delete'))
      .then([fact('deleted')]);
  });

  it('needs a brand that is there, and stays with it', () => {
    given(tenant)
      .when(command('create', { brand_id: 'b1' }))
      .then(rejected('tenant.reference_missing', '/brand_id'));
    given(tenant, [fact('created', { spec: { brand_id: 'b1' } })], { refs: { brand_id: aBrand('b2') } })
      .when(command('update', { brand_id: 'b2' }))
      .then(rejected('tenant.immutable', '/brand_id'));
  });
});

describe('the brand of a new tenant', () => {
  it('is the one that it names, whatever others there are', async () => {
    const named = { brand_id: 'b2' };
    expect(await withBrand(named, viewOf(aBrand('default'), aBrand('b2')))).toBe(named);
  });

  it('is the default one, else the only one', async () => {
    expect(await withBrand({ name: 'a' }, viewOf(aBrand('b1'), aBrand('default')))).toEqual({
      name: 'a',
      brand_id: 'default',
    });
    expect(await withBrand({ name: 'a' }, viewOf(aBrand('b1')))).toEqual({ name: 'a', brand_id: 'b1' });
  });

  it('must be named where there is no telling', async () => {
    const refused = expect.objectContaining({
      code: 'tenant.brand_needed',
      errors: [{ pointer: '/brand_id', detail: 'name a brand' }],
    });
    await expect(withBrand({}, viewOf())).rejects.toEqual(refused);
    await expect(withBrand({}, viewOf(aBrand('b1'), aBrand('b2')))).rejects.toEqual(refused);
  });
});

describe('a brand', () => {
  it('stays while tenants or zones refer to it', () => {
    const past = [fact('created', { spec })];
    for (const kind of ['tenant', 'zone']) {
      given(brand, past, { referrers: [{ kind, count: 1 }] })
        .when(command('delete'))
        .then(rejected('brand.in_use'));
    }
    given(brand, past, { referrers: [{ kind: 'tenant', count: 0 }] })
      .when(command('delete'))
      .then([fact('deleted')]);
  });
});

deciderContract({ decider: tenant });
deciderContract({ decider: brand });
