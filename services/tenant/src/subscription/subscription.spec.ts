import { Subscription } from '@freehold/contracts/tenant/subscription';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { fqdn } from '../fqdn/fqdn.js';
import { TenantUnderTest } from '../tenant-under-test.js';
import { webroot } from '../webroot/webroot.js';
import { subscription } from './subscription.js';

const ID = 'tabcdefghij';
const place = { region_id: 'r1', cluster_id: 'c1', shard_id: 's1', uid: 5000 };
const aTenant = resourceOf(Tenant, [fact('created', { spec: place })], ID);
const ofTenant = (tenant_id: string) => resourceOf(Subscription, [fact('created', { spec: { tenant_id } })], 'sub-1');

describe('a subscription', () => {
  it('is its tenant’s own, and cannot pass for the default one of another', () => {
    const refs = { tenant_id: aTenant };
    given(subscription, [], { refs })
      .when(command('create', { tenant_id: ID }))
      .then([fact('created', { spec: { tenant_id: ID } })]);
    given(subscription, [], { refs })
      .when({ ...command('create', { tenant_id: ID }), resource_id: 'tzzzzzzzzzz' })
      .then(rejected('subscription.reserved', '/id'));
  });

  it('stays while something names it', () => {
    const past = [fact('created', { spec: { tenant_id: ID } })];
    for (const kind of ['webroot', 'fqdn', 'zone'])
      given(subscription, past, { refs: { tenant_id: aTenant }, referrers: [{ kind, count: 1 }] })
        .when(command('delete'))
        .then(rejected('subscription.in_use'));
    given(subscription, past, { refs: { tenant_id: aTenant } })
      .when(command('delete'))
      .then([fact('deleted')]);
  });

  it('is named by what belongs to the same tenant alone', () => {
    const spec = { tenant_id: ID, subscription_id: 'sub-1' };
    const site = { ...spec, runtime: 'php', runtime_version: '8.2' };
    const name = { ...spec, fqdn: 'www.acme.example' };
    for (const [decider, body] of [
      [webroot, site],
      [fqdn, name],
    ] as const) {
      given(decider, [], { refs: { tenant_id: aTenant, subscription_id: ofTenant('tother') } })
        .when(command('create', { ...body }))
        .then(rejected(`${decider.kind.name}.foreign_subscription`, '/subscription_id'));
      given(decider, [], { refs: { tenant_id: aTenant, subscription_id: ofTenant(ID) } })
        .when(command('create', { ...body }))
        .then([fact('created', { spec: { ...body } })]);
    }
  });
});

describe('subscriptions', () => {
  const platform = new TenantUnderTest();

  it('begin with a default one, made with the tenant, which bears its id and goes with it alone', async () => {
    const tenant = await platform.tenant();
    const made = await platform.is(Subscription, tenant, 'active');
    expect(made).toMatchObject({ spec: { tenant_id: tenant, name: 'default' }, tenant_id: tenant });
    expect(await platform.send(Subscription, 'delete', tenant)).toMatchObject({ code: 'subscription.default' });
    await platform.accepted(Tenant, 'delete', tenant);
    await platform.gone(Subscription, tenant);
    await platform.gone(Tenant, tenant);
  });

  it('go with their tenant after what names them, in whatever order that goes', async () => {
    const tenant = await platform.tenant();
    const gold = await platform.create(Subscription, { tenant_id: tenant, name: 'gold' }, 'gold');
    const site = await platform.webroot(tenant, { subscription_id: gold });
    expect(await platform.send(Subscription, 'delete', gold)).toMatchObject({ code: 'subscription.in_use' });
    await platform.accepted(Tenant, 'delete', tenant);
    await platform.gone(Webroot, site);
    await platform.gone(Subscription, gold);
    await platform.gone(Tenant, tenant);
    expect(await platform.facts(Subscription, gold)).toEqual(['created', 'deleted']);
  });
});

deciderContract({ decider: subscription });
