import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Region } from '@freehold/contracts/fleet/region';
import { Shard } from '@freehold/contracts/fleet/shard';
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
const aBrand = (id: string, cluster_ids?: readonly string[]) =>
  resourceOf(Brand, [fact('created', { spec: { ...spec, ...(cluster_ids && { cluster_ids }) } })], id);

function viewOf(...brands: Resource[]) {
  return { get: async (_: string, id: string) => brands.find((known) => known.id === id), list: async () => brands };
}

const place = { brand_id: 'b1', region_id: 'r1', cluster_id: 'c1' };
const region = resourceOf(Region, [fact('created', { spec: { name: 'local', config: {} } })], 'r1');
const aCluster = (region_id: string) =>
  resourceOf(Cluster, [fact('created', { spec: { region_id, name: 'c' } })], 'c1');
const aShard = (cluster_id: string, role: string) =>
  resourceOf(Shard, [fact('created', { spec: { cluster_id, name: 's', role } })], 's1');
const refs = { brand_id: aBrand('b1'), region_id: region, cluster_id: aCluster('r1'), shard_id: aShard('c1', 'web') };
const created = fact('created', { spec: place });

describe('a tenant', () => {
  it('is made in a region, a cluster and a web shard that belong together', () => {
    for (const spec of [place, { ...place, shard_id: 's1', uid: 5000 }])
      given(tenant, [], { refs })
        .when(command('create', spec))
        .then([fact('created', { spec })])
        .leaving({ status: 'pending' });
    const misplaced: [object, object, string][] = [
      [place, { cluster_id: aCluster('r2') }, '/cluster_id'],
      [{ ...place, shard_id: 's1' }, { shard_id: aShard('c2', 'web') }, '/shard_id'],
      [{ ...place, shard_id: 's1' }, { shard_id: aShard('c1', 'lb') }, '/shard_id'],
      [place, { brand_id: aBrand('b1', ['c2', 'c3']) }, '/cluster_id'],
    ];
    for (const [wish, other, pointer] of misplaced)
      given(tenant, [], { refs: { ...refs, ...other } })
        .when(command('create', { ...wish }))
        .then(rejected('tenant.misplaced', pointer));
    for (const cluster_ids of [[], ['c2', 'c1']])
      given(tenant, [], { refs: { ...refs, brand_id: aBrand('b1', cluster_ids) } })
        .when(command('create', place))
        .then([created]);
  });

  it('needs a place, and a brand that is there; it stays with both', () => {
    given(tenant, [], { refs })
      .when(command('create', { brand_id: 'b1' }))
      .then(rejected('tenant.invalid', '/region_id', '/cluster_id'));
    given(tenant)
      .when(command('create', place))
      .then(rejected('tenant.reference_missing', '/brand_id', '/region_id', '/cluster_id'));
    for (const field of ['brand_id', 'region_id', 'cluster_id', 'shard_id'])
      given(tenant, [created], { refs: { ...refs, [field]: aBrand('other') } })
        .when(command('update', { [field]: 'other' }))
        .then(rejected('tenant.immutable', `/${field}`));
  });

  it('is suspended and brought back, once each', () => {
    const suspended = fact('suspended', { reason: 'unpaid' });
    given(tenant, [created])
      .when(command('suspend', { reason: 'unpaid' }))
      .then([suspended])
      .leaving({ status: 'suspended', spec: { ...place, suspend_reason: 'unpaid' }, generation: 2 });
    given(tenant, [created, suspended])
      .when(command('suspend', { reason: 'unpaid' }))
      .then([]);
    given(tenant, [created, suspended])
      .when(command('unsuspend'))
      .then([fact('unsuspended')])
      .leaving({ generation: 3, spec: { ...place, suspend_reason: null } });
    given(tenant, [created]).when(command('unsuspend')).then([]);
  });

  it('is leaving until its reconciler says that nothing of it is left', () => {
    given(tenant, [created])
      .when(command('delete'))
      .then([fact('delete_requested')])
      .leaving({ status: 'deleting' });
    given(tenant, [created, fact('delete_requested')])
      .when(command('deleted'))
      .then([fact('deleted')]);
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
