import { Zone } from '@freehold/contracts/dns/zone';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Shard } from '@freehold/contracts/fleet/shard';
import { idFor, newId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import { DEFAULT_BRAND } from '@freehold/contracts/tenant/brand';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { UidClaim } from '@freehold/contracts/tenant/uid-claim';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TenantUnderTest } from './tenant-under-test.js';

describe('tenants', () => {
  const platform = new TenantUnderTest({ FREEHOLD_TENANT_RESYNC_SECONDS: '1' });
  const { nodes } = platform;

  beforeAll(async () => {
    await platform.node('web-1');
  });

  const place = () => ({ region_id: platform.region, cluster_id: platform.cluster });
  const newTenant = () => idFor(Tenant.name, Tenant.id, {});
  const claims = async () => (await platform.view.list(UidClaim.name)).length;
  const spec = async (id: string) => (await platform.view.get(Tenant.name, id))?.spec;

  it('get numbers of their own, the lowest that are free, though fifty are made at once by two replicas', async () => {
    const replica = await platform.replica();
    const replies = await Promise.all(
      Array.from({ length: 50 }, async (_, nth) =>
        platform.send(Tenant, 'create', newTenant(), place(), nth % 2 === 0 ? platform.runtime : replica),
      ),
    );
    await replica.stop();
    const made = replies.map((reply) =>
      reply.outcome === 'accepted' ? Number(reply.resource.spec['uid']) : Number.NaN,
    );
    expect(made.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, nth) => 5000 + nth));
  });

  it('get their number once, however often their creation is tried', async () => {
    const id = newTenant();
    await platform.send(Tenant, 'create', id, place());
    const before = await claims();
    expect(await platform.send(Tenant, 'create', id, place())).toMatchObject({ code: 'tenant.exists' });
    expect(await claims()).toBe(before);
  });

  it('that are refused, or only tried out, take no number', async () => {
    const before = await claims();
    const { parts } = platform.runtime;
    const refused = { ...place(), region_id: newId() };
    expect(await platform.send(Tenant, 'create', newTenant(), refused)).toMatchObject({
      code: 'tenant.reference_missing',
      errors: [{ pointer: '/region_id' }],
    });
    const [id, command] = [newTenant(), newId()];
    const of = { kind: 'tenant', verb: 'create', resource_id: id, aggregate_id: id, actor: 'key:spec' };
    const tried = { ...of, id: command, data: place(), correlation_id: command, dry_run: true };
    const number = expect.any(Number);
    expect(await parts.send('tenant', tried)).toMatchObject({
      outcome: 'dry_run',
      events: [{ data: { spec: { uid: number } } }],
    });
    expect(await claims()).toBe(before);
  });

  it('go to the least loaded web shard of their cluster, to none where it has none, and to the one that they name', async () => {
    const cluster_id = await platform.create(Cluster, { region_id: platform.region, name: 'other' });
    const where = { cluster_id };
    expect((await spec(await platform.tenant(where)))?.['shard_id']).toBeUndefined();
    await platform.create(Shard, { cluster_id, name: 'edge', role: 'lb' });
    const b = await platform.create(Shard, { cluster_id, name: 'b', role: 'web' });
    const a = await platform.create(Shard, { cluster_id, name: 'a', role: 'web' });
    const placed = [];
    for (let nth = 0; nth < 3; nth++) placed.push((await spec(await platform.tenant(where)))?.['shard_id']);
    expect(placed).toEqual([a, b, a]);
    expect((await spec(await platform.tenant({ ...where, shard_id: a })))?.['shard_id']).toBe(a);
    const [unplaced] = await platform.view.list(Tenant.name, where);
    const webroot = { tenant_id: unplaced?.id, runtime: 'php', runtime_version: '8.2' };
    expect(await platform.send(Webroot, 'create', idFor('webroot', Webroot.id, {}), webroot)).toMatchObject({
      code: 'webroot.unplaced',
    });
  });

  it('may use what their cluster or its region offers, and no other runtime', async () => {
    const tenant_id = await platform.tenant();
    const make = (runtime: string, runtime_version: string) =>
      platform.send(Webroot, 'create', idFor('webroot', Webroot.id, {}), { tenant_id, runtime, runtime_version });
    expect(await make('php', '8.2')).toMatchObject({ outcome: 'accepted' });
    expect(await make('static', '99')).toMatchObject({ outcome: 'accepted' });
    expect(await make('php', '8.4')).toMatchObject({
      code: 'webroot.runtime_unavailable',
      errors: [{ pointer: '/runtime' }],
    });
    expect(await make('ruby', '3.3')).toMatchObject({ code: 'webroot.runtime_unavailable' });
    const webroot = await platform.webroot(tenant_id);
    expect(await platform.send(Webroot, 'update', webroot, { runtime_version: '8.4' })).toMatchObject({
      code: 'webroot.runtime_unavailable',
      errors: [{ pointer: '/runtime_version' }],
    });
    expect(await platform.send(Webroot, 'update', webroot, { public_folder: '' })).toMatchObject({
      outcome: 'accepted',
    });
  });

  it('are suspended once all that is theirs is, with the reason, and are back once all that is theirs is back', async () => {
    const tenant = await platform.tenant();
    const webroot = await platform.webroot(tenant);
    const name = await platform.bind(webroot, 'late-payer.example');
    await platform.is(Fqdn, name, 'active');
    nodes.down('web-1');
    await platform.accepted(Tenant, 'suspend', tenant, { reason: 'unpaid' });
    await platform.is(Webroot, webroot, 'suspended');
    const settled = (row: Resource) => row.converged === row.generation;
    const waiting = await platform.is(Tenant, tenant, 'suspended');
    expect(settled(waiting)).toBe(false);
    nodes.up('web-1');
    await platform.row(Tenant, tenant, settled);
    expect(nodes.served('web-1', webroot)).toMatchObject({ suspended: true, hostnames: ['late-payer.example'] });
    for (const [kind, id] of [
      [Webroot, webroot],
      [Fqdn, name],
    ] as const)
      expect(await platform.row(kind, id, settled)).toMatchObject({
        status: 'suspended',
        spec: { suspend_reason: 'unpaid' },
      });
    const refused = await platform.send(Webroot, 'update', webroot, { public_folder: '' });
    expect(refused).toMatchObject({ code: 'webroot.tenant_suspended' });
    await platform.accepted(Tenant, 'unsuspend', tenant);
    await platform.is(Tenant, tenant, 'active');
    expect(nodes.served('web-1', webroot)).toMatchObject({ suspended: false });
    for (const [kind, id] of [
      [Webroot, webroot],
      [Fqdn, name],
    ] as const)
      expect(await platform.is(kind, id, 'active')).toMatchObject({ spec: { suspend_reason: null } });
  });

  it('say so when something of theirs could not be suspended', async () => {
    const tenant = await platform.tenant();
    const webroot = await platform.webroot(tenant);
    await platform.is(Webroot, webroot, 'active');
    nodes.refuse(webroot, 'the disk is full');
    await platform.accepted(Tenant, 'suspend', tenant);
    expect((await platform.is(Tenant, tenant, 'failed')).status_message).toBe(
      `the webroot ${webroot} could not be suspended: the disk is full`,
    );
    nodes.accept(webroot);
    await platform.accepted(Webroot, 'retry', webroot);
    await platform.is(Tenant, tenant, 'suspended');
  });

  it('are gone after everything of theirs, of whatever owner, and not before', async () => {
    const tenant = await platform.tenant();
    const webroot = await platform.webroot(tenant);
    const name = await platform.bind(webroot, 'www.leaves.example');
    const zone = await platform.create(Zone, { name: 'leaves.example', tenant_id: tenant });
    await platform.is(Fqdn, name, 'active');
    await platform.accepted(Tenant, 'delete', tenant);
    await platform.gone(Webroot, webroot);
    await platform.gone(Fqdn, name);
    expect(nodes.sites('web-1')).not.toContain(webroot);
    await platform.idle();
    expect((await platform.view.get(Tenant.name, tenant))?.status).toBe('deleting');
    await platform.accepted(Zone, 'delete', zone);
    await platform.accepted(Zone, 'deleted', zone);
    await platform.gone(Tenant, tenant);
  });

  it('of before there were places are brought into service, and can have no webroots', async () => {
    const { ledger } = platform.runtime.parts;
    const [id, event] = [newTenant(), newId()];
    const of = { context: 'tenant', kind: 'tenant', resource_id: id, aggregate_kind: 'tenant', aggregate_id: id };
    const old = { ...of, id: event, time: new Date().toISOString(), fact: 'created', actor: 'key:spec' };
    await ledger.append(
      { ...old, data: { spec: { brand_id: DEFAULT_BRAND } }, correlation_id: event, tenant_id: id },
      0,
    );
    await platform.is(Tenant, id, 'active');
    const spec = { tenant_id: id, runtime: 'php', runtime_version: '8.2' };
    expect(await platform.send(Webroot, 'create', newTenant(), spec)).toMatchObject({
      code: 'webroot.unplaced',
    });
  });
});
