import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import { conditionsOf, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TenantUnderTest } from './tenant-under-test.js';

const NODES = ['web-1', 'web-2'];

describe('names, and the sites that they are bound to', () => {
  const platform = new TenantUnderTest();
  const { nodes } = platform;
  let tenant = '';

  beforeAll(async () => {
    for (const node of NODES) await platform.node(node);
    tenant = await platform.tenant();
  });

  const hosts = (webroot: string) => NODES.map((node) => nodes.served(node, webroot)?.hostnames);
  const onBoth = (...names: string[]) => NODES.map(() => names);
  const states = (name: Resource) =>
    Object.fromEntries(Object.entries(conditionsOf(name)).map(([condition, { state }]) => [condition, state]));
  const active = (name: string) => platform.is(Fqdn, name, 'active');
  const served = async (webroot: string, ...names: string[]) =>
    await until(() => JSON.stringify(hosts(webroot)) === JSON.stringify(onBoth(...names)));
  const tell = (name: string, generation: number, condition: string, state: string, detail = '') =>
    platform.accepted(Fqdn, 'condition_reported', name, { condition, generation, state, detail });

  it('are served by every node of the shard, and active once all that they need has been told so', async () => {
    const webroot = await platform.webroot(tenant);
    const held = await platform.is(Webroot, webroot, 'active');
    expect(held.observed).toEqual({ nodes: NODES, service_hostname: null });
    const name = await active(await platform.bind(webroot, 'WWW.Bücher.Example.'));
    expect(states(name)).toEqual({ dns: 'served', route: 'served', site: 'served', certificate: 'skipped' });
    expect(hosts(webroot)).toEqual(onBoth('www.xn--bcher-kva.example'));
  });

  it('are held without being served while they are bound to nothing', async () => {
    const name = await active(await platform.create(Fqdn, { fqdn: 'idle.example', tenant_id: tenant }));
    expect(Object.keys(states(name))).not.toContain('site');
    await platform.accepted(Fqdn, 'delete', name.id);
    await platform.gone(Fqdn, name.id);
  });

  it('leave the nodes when they are unbound, come back, and move from one site to another', async () => {
    const [one, two] = [await platform.webroot(tenant), await platform.webroot(tenant)];
    const name = await platform.bind(one, 'moves.example');
    await active(name);
    await platform.accepted(Fqdn, 'update', name, { webroot_id: null });
    await served(one);
    expect(Object.keys(states(await active(name)))).toEqual(expect.not.arrayContaining(['site', 'certificate']));
    await platform.accepted(Fqdn, 'update', name, { webroot_id: one });
    await served(one, 'moves.example');
    await platform.accepted(Fqdn, 'update', name, { webroot_id: two });
    await served(two, 'moves.example');
    await served(one);
    await active(name);
  });

  it('wait for whoever is silent, and fail with the words of whoever failed, until that one is well', async () => {
    platform.answering = false;
    const webroot = await platform.webroot(tenant);
    const name = await platform.bind(webroot, 'patient.example');
    const { generation } = await platform.row(Fqdn, name, (row) => conditionsOf(row).site?.state === 'served');
    await tell(name, generation, 'dns', 'skipped', 'no zone');
    await platform.idle();
    expect((await platform.view.get(Fqdn.name, name))?.status).toBe('pending');
    await tell(name, generation, 'route', 'failed', 'the map is full');
    expect((await platform.is(Fqdn, name, 'failed')).status_message).toBe('route: the map is full');
    await tell(name, generation, 'route', 'served');
    expect((await active(name)).status_message).toBeNull();
    await tell(name, generation, 'dns', 'served');
    await platform.idle();
    expect(states(await active(name))).toMatchObject({ dns: 'served', certificate: 'skipped' });
    platform.answering = true;
  });

  it('are not gone before their site, their route and their records are', async () => {
    const webroot = await platform.webroot(tenant);
    const name = await platform.bind(webroot, 'leaves.example');
    await active(name);
    platform.answering = false;
    nodes.down('web-2');
    const { generation } = await platform.accepted(Fqdn, 'delete', name);
    await tell(name, generation, 'dns', 'skipped');
    await tell(name, generation, 'route', 'skipped');
    await until(() => nodes.served('web-1', webroot)?.hostnames.length === 0);
    expect((await platform.view.get(Fqdn.name, name))?.status).toBe('deleting');
    const taken = await platform.send(Fqdn, 'create', name, { fqdn: 'leaves.example', tenant_id: tenant });
    expect(taken).toMatchObject({ outcome: 'rejected', code: 'fqdn.exists' });
    nodes.up('web-2');
    await platform.gone(Fqdn, name);
    expect(hosts(webroot)).toEqual(onBoth());
    platform.answering = true;
  });

  it('go with their webroot, which goes from every node', async () => {
    const webroot = await platform.webroot(tenant);
    const name = await platform.bind(webroot, 'together.example');
    await active(name);
    await platform.accepted(Webroot, 'delete', webroot);
    await platform.gone(Webroot, webroot);
    await platform.gone(Fqdn, name);
    for (const node of NODES) expect(nodes.sites(node)).not.toContain(webroot);
  });

  it('reach a node that was away once it answers again', async () => {
    nodes.down('web-2');
    const webroot = await platform.webroot(tenant);
    const name = await platform.bind(webroot, 'away.example');
    await until(() => nodes.served('web-1', webroot)?.hostnames.includes('away.example'));
    expect((await platform.view.get(Webroot.name, webroot))?.status).toBe('pending');
    const waiting = await platform.row(Fqdn, name, (row) => conditionsOf(row).site?.state === 'waiting');
    expect([waiting.status, conditionsOf(waiting).site?.detail]).toEqual([
      'pending',
      'a web node of the shard does not answer yet',
    ]);
    nodes.up('web-2');
    await active(name);
    expect((await platform.is(Webroot, webroot, 'active')).observed).toMatchObject({ nodes: NODES });
  });

  it('fail alone when a node refuses their site: those that were served still are, and all are well when it is mended', async () => {
    const poisoned = await platform.webroot(tenant);
    const before = await platform.bind(poisoned, 'before.example');
    await active(before);
    nodes.refuse(poisoned, 'php_value[x] is no directive of this PHP');
    await platform.accepted(Webroot, 'update', poisoned, { runtime_config: { php_values: { x: '1' } } });
    const failed = await platform.is(Webroot, poisoned, 'failed');
    expect(failed.status_message).toBe('php_value[x] is no directive of this PHP');
    const after = await platform.bind(poisoned, 'after.example');
    expect((await platform.is(Fqdn, after, 'failed')).status_message).toContain('no directive');
    expect((await platform.view.get(Fqdn.name, before))?.status).toBe('active');
    expect(hosts(poisoned)).toEqual(onBoth('before.example'));
    await active(await platform.bind(await platform.webroot(tenant), 'neighbour.example'));
    nodes.accept(poisoned);
    await platform.accepted(Webroot, 'update', poisoned, { runtime_config: { php_values: null } });
    await platform.is(Webroot, poisoned, 'active');
    await active(after);
  });

  it('include one of the platform’s own while a webroot wants it, which clients cannot touch', async () => {
    const webroot = await platform.webroot(tenant, { service_hostname_enabled: true });
    const own = `${webroot}.freehold.example`;
    const name = naturalId('fqdn', own);
    expect((await active(name)).spec).toMatchObject({ fqdn: own, managed_by: 'auto', tenant_id: tenant });
    expect((await platform.is(Webroot, webroot, 'active')).observed).toMatchObject({ service_hostname: own });
    for (const [verb, data] of [
      ['delete', {}],
      ['update', { webroot_id: null }],
    ] as const)
      expect(await platform.send(Fqdn, verb, name, data)).toMatchObject({ code: 'fqdn.managed' });
    await platform.accepted(Webroot, 'update', webroot, { service_hostname_enabled: false });
    await platform.accepted(Webroot, 'update', webroot, { service_hostname_enabled: true });
    await active(name);
    await served(webroot, own);
    await platform.accepted(Webroot, 'update', webroot, { service_hostname_enabled: false });
    await platform.gone(Fqdn, name);
    await served(webroot);
    const observed = { nodes: NODES, service_hostname: null };
    await platform.row(Webroot, webroot, (row) => JSON.stringify(row.observed) === JSON.stringify(observed));
  });

  it('lie in no zone of somebody else', async () => {
    const stranger = await platform.tenant();
    await platform.create(Zone, { name: 'private.example', tenant_id: tenant });
    for (const fqdn of ['www.private.example', 'private.example', 'a.b.private.example']) {
      const id = naturalId('fqdn', fqdn);
      const refused = await platform.send(Fqdn, 'create', id, { fqdn, tenant_id: stranger });
      expect(refused).toMatchObject({ outcome: 'rejected', code: 'fqdn.foreign_zone', errors: [{ pointer: '/fqdn' }] });
      expect(JSON.stringify(refused)).not.toContain(tenant);
    }
    await platform.create(Fqdn, { fqdn: 'www.private.example', tenant_id: tenant });
  });

  it('may lie in a zone of the operator’s, but pass for no webroot’s service host name', async () => {
    await platform.create(Zone, { name: 'freehold.example' });
    const tenant_id = await platform.tenant();
    await platform.create(Fqdn, { fqdn: 'www.freehold.example', tenant_id });
    const fqdn = 'wabcdefghi0.freehold.example';
    const refused = await platform.send(Fqdn, 'create', naturalId('fqdn', fqdn), { fqdn, tenant_id });
    expect(refused).toMatchObject({ outcome: 'rejected', code: 'fqdn.managed' });
  });

  it('go to exactly one of two who bind them at once, in one replica or in two, and the other is not told to whom', async () => {
    const replica = await platform.replica();
    const webroots = [await platform.webroot(await platform.tenant()), await platform.webroot(await platform.tenant())];
    for (let round = 0; round < 10; round++) {
      const fqdn = `race${round}.example`;
      const answers = await Promise.all(
        webroots.map(async (webroot_id, nth) =>
          platform.send(
            Fqdn,
            'create',
            naturalId('fqdn', fqdn),
            { fqdn, webroot_id },
            nth === 0 || round % 2 === 0 ? platform.runtime : replica,
          ),
        ),
      );
      expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'rejected']);
      const loser = answers.find(({ outcome }) => outcome === 'rejected');
      expect(loser).toMatchObject({ code: 'fqdn.exists' });
      for (const webroot of webroots) expect(JSON.stringify(loser)).not.toContain(webroot);
    }
    await replica.stop();
  });

  it('are all served when two hundred are bound at once, each once', async () => {
    const webroot = await platform.webroot(tenant);
    const names = Array.from({ length: 200 }, (_, index) => `n${index}.crowd.example`);
    const ids = await Promise.all(names.map((fqdn) => platform.bind(webroot, fqdn)));
    await until(
      async () =>
        (await platform.view.list(Fqdn.name, { webroot_id: webroot })).filter(({ status }) => status === 'active')
          .length === ids.length,
    );
    expect(hosts(webroot)).toEqual(onBoth(...names.toSorted()));
    for (const id of ids)
      expect((await platform.facts(Fqdn, id)).filter((fact) => fact !== 'condition_reported')).toEqual([
        'created',
        'converged',
      ]);
  });
});
