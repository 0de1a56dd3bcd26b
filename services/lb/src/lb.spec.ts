import { Node } from '@freehold/contracts/fleet/node';
import { Shard } from '@freehold/contracts/fleet/shard';
import { newId } from '@freehold/contracts/ids';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LbUnderTest } from './lb-under-test.js';

describe('the load balancers of a cluster', () => {
  const platform = new LbUnderTest();
  const { balancers } = platform;
  let cluster: string;
  let web: string;
  let lb: string;
  let number = 0;
  /** Ids of nodes are the platform’s: each test has its own. */
  const id = (name: string) => `${name}-${number}`;

  beforeEach(async () => {
    number += 1;
    cluster = await platform.cluster();
    [web, lb] = [await platform.shard(cluster, 'web'), await platform.shard(cluster, 'lb')];
  });
  afterEach(() => platform.idle());

  const becomes = (condition: () => boolean) => until(condition);
  const leads = (node: string, host: string, backend: string | undefined) =>
    becomes(() => balancers.leads(id(node), host) === backend);
  const serves = (node: string, backend: string, servers: string | undefined) =>
    becomes(() => balancers.servers(id(node), backend) === servers);

  async function converge(data: object = {}) {
    await platform.accepted(Shard, 'converge', lb, data);
    return await platform.row(Shard, lb, ({ status }) => status !== 'converging');
  }

  it('lead a bound name to the shard of its tenant, on each of them, and tell it so', async () => {
    await platform.node(id('lb1'), lb);
    await platform.node(id('lb2'), lb);
    const name = await platform.bind(await platform.webroot(web), 'Bound.example.');
    expect((await platform.told(name, 'served')).detail).toContain('every load balancer');
    await leads('lb1', 'bound.example', 'web');
    await leads('lb2', 'bound.example', 'web');
  });

  it('forget a name that is unbound or deleted, and tell it so', async () => {
    await platform.node(id('lb1'), lb);
    const webroot = await platform.webroot(web);
    const [unbound, deleted] = [
      await platform.bind(webroot, 'unbound.example'),
      await platform.bind(webroot, 'deleted.example'),
    ];
    await platform.told(unbound, 'served');
    await platform.told(deleted, 'served');
    await platform.accepted(Fqdn, 'update', unbound, { webroot_id: null });
    await platform.accepted(Fqdn, 'delete', deleted);
    await platform.told(unbound, 'skipped');
    await platform.told(deleted, 'skipped');
    expect(balancers.names(id('lb1'))).toEqual([]);
  });

  it('are not there: the name is told, and served once there is one', async () => {
    const name = await platform.bind(await platform.webroot(web), 'early.example');
    expect((await platform.told(name, 'skipped')).detail).toContain('no load balancer');
    await platform.node(id('lb1'), lb);
    await platform.told(name, 'served');
    await leads('lb1', 'early.example', 'web');
    await platform.accepted(Node, 'decommission', id('lb1'));
    expect((await platform.told(name, 'skipped')).detail).toContain('no load balancer');
  });

  it('bring a name that one of them does not get to the others, and tell that it waits until it has', async () => {
    await platform.node(id('lb1'), lb);
    await platform.node(id('lb2'), lb);
    balancers.down(id('lb2'));
    const name = await platform.bind(await platform.webroot(web), 'waits.example');
    await platform.told(name, 'waiting');
    await leads('lb1', 'waits.example', 'web');
    balancers.up(id('lb2'));
    await platform.told(name, 'served');
    // That it waits, perhaps for both first and then for the one, and that it is served: not one report for each try.
    const [created, ...reports] = await platform.facts(Fqdn, name);
    expect([created, ...new Set(reports)]).toEqual(['created', 'condition_reported']);
    expect([2, 3]).toContain(reports.length);
  });

  it('refuse a name: it alone is told that it failed, and served when it is tried again', async () => {
    await platform.node(id('lb1'), lb);
    const webroot = await platform.webroot(web);
    balancers.refuse('poisoned.example', 'no such thing');
    const [poisoned, neighbour] = [
      await platform.bind(webroot, 'poisoned.example'),
      await platform.bind(webroot, 'neighbour.example'),
    ];
    expect(await platform.told(poisoned, 'failed')).toMatchObject({ detail: 'no such thing' });
    await platform.told(neighbour, 'served');
    balancers.accept('poisoned.example');
    await platform.accepted(Fqdn, 'retry', poisoned);
    await platform.told(poisoned, 'served');
  });

  it('know the web nodes of each shard: those in service, drained before they go', async () => {
    await platform.node(id('lb1'), lb);
    await serves('lb1', 'web', '');
    await platform.node(id('w2'), web, '127.0.0.1:8002');
    await platform.node(id('w1'), web, '127.0.0.1:8001');
    const [w1, w2] = [`${id('w1')} 127.0.0.1:8001`, `${id('w2')} 127.0.0.1:8002`];
    await serves('lb1', 'web', `${w1}, ${w2}`);
    await platform.accepted(Node, 'health_changed', id('w1'), { healthy: false, health_detail: 'nginx' });
    await platform.idle();
    await serves('lb1', 'web', `${w1}, ${w2}`);
    const { generation } = await platform.accepted(Node, 'decommission', id('w1'));
    await serves('lb1', 'web', `${w1} drained, ${w2}`);
    await platform.accepted(Node, 'withdrawn', id('w1'), { generation });
    await serves('lb1', 'web', w2);
  });

  it('follow a shard that comes, gets another name, and goes; no name leads nowhere meanwhile', async () => {
    await platform.node(id('lb1'), lb);
    const shop = await platform.shard(cluster, 'web', 'shop', { lb_backend: 'shop-a' });
    await serves('lb1', 'shop-a', '');
    const name = await platform.bind(await platform.webroot(shop), 'shop.example');
    await platform.told(name, 'served');
    await platform.idle();
    const before = balancers.done.length;
    await platform.accepted(Shard, 'update', shop, { lb_backend: 'shop-b' });
    await serves('lb1', 'shop-a', undefined);
    expect(balancers.done.slice(before)).toEqual([
      `${id('lb1')} backend shop-b -> `,
      `${id('lb1')} route shop.example -> shop-b`,
      `${id('lb1')} backend shop-a removed`,
    ]);
  });

  it('get everything when they come into service, and again when they begin with an empty disk', async () => {
    await platform.node(id('w1'), web, '127.0.0.1:8001');
    await platform.bind(await platform.webroot(web), 'all.example');
    await platform.node(id('lb1'), lb);
    await leads('lb1', 'all.example', 'web');
    await serves('lb1', 'web', `${id('w1')} 127.0.0.1:8001`);
    await platform.idle();
    balancers.wipe(id('lb1'));
    await platform.accepted(Node, 'joined', id('lb1'), { incarnation: newId() });
    await leads('lb1', 'all.example', 'web');
    await serves('lb1', 'web', `${id('w1')} 127.0.0.1:8001`);
  });

  it('are converged with their shard, which tells what they hold, and what went wrong together', async () => {
    await platform.node(id('lb1'), lb);
    await platform.node(id('lb2'), lb);
    const webroot = await platform.webroot(web);
    for (const host of ['a', 'b']) await platform.told(await platform.bind(webroot, `${host}.conv.example`), 'served');
    balancers.wipe(id('lb2'));
    expect(await converge()).toMatchObject({ status: 'active', observed: { resources: 3, nodes: 2 } });
    await leads('lb2', 'a.conv.example', 'web');
    expect((await platform.facts(Shard, lb)).slice(1)).toEqual([
      'converge_requested',
      'step_reached',
      'step_reached',
      'converged',
    ]);
    balancers.down(id('lb1'));
    balancers.refuse('a.conv.example', 'no such thing');
    expect(await converge()).toMatchObject({
      status: 'failed',
      status_message:
        `node ${id('lb1')}: node ${id('lb1')} does not answer; ` +
        `route a.conv.example on node ${id('lb2')}: no such thing`,
    });
    balancers.up(id('lb1'));
    balancers.accept('a.conv.example');
    await platform.accepted(Shard, 'retry', lb);
    await platform.row(Shard, lb, ({ status }) => status === 'active');
  });

  it('lose no large share of their names by a convergence that nobody has confirmed', async () => {
    await platform.node(id('lb1'), lb);
    const webroot = await platform.webroot(web);
    const hosts = Array.from({ length: 12 }, (_, i) => `n${i}.full.example`);
    const names = await Promise.all(hosts.map(async (host) => await platform.bind(webroot, host)));
    for (const name of names) await platform.told(name, 'served');
    await platform.idle();
    // As a view that has lost most of its rows would have it.
    await platform.runtime.parts.pool.query(`DELETE FROM resource WHERE kind = 'fqdn' AND id = ANY ($1)`, [
      names.slice(1),
    ]);
    const held = await converge();
    expect(held.status).toBe('failed');
    expect(held.status_message).toBe(
      `node ${id('lb1')} would lose 11 of its 13 names and backends, so it has removed none: ` +
        `if that is right, confirm by POST /api/v1/shards/${lb}/converge {"confirm": true}`,
    );
    expect(balancers.names(id('lb1'))).toHaveLength(12);
    await platform.accepted(Shard, 'retry', lb);
    await platform.row(Shard, lb, ({ status }) => status === 'failed');
    expect(await converge({ confirm: true })).toMatchObject({ status: 'active', observed: { resources: 2 } });
    expect(balancers.names(id('lb1'))).toEqual(['n0.full.example']);
  });

  it('are pushed ten thousand names from one look at the rows', async () => {
    await platform.node(id('lb1'), lb);
    const sample = await platform.bind(await platform.webroot(web), 'sample.many.example');
    await platform.told(sample, 'served');
    await platform.idle();
    await platform.runtime.parts.pool.query(
      `INSERT INTO resource SELECT r.kind, r.id || n, r.status, r.status_message,
        r.spec || jsonb_build_object('fqdn', 'n' || n || '.many.example'), r.observed, r.created_at, r.updated_at,
        r.revision, r.generation, r.converged, r.position, r.tenant_id, r.brand_id
       FROM resource r, generate_series(1, 10000) n WHERE r.kind = 'fqdn' AND r.id = $1`,
      [sample],
    );
    await platform.node(id('lb2'), lb);
    await becomes(() => balancers.names(id('lb2')).length === 10_001);
    await platform.runtime.parts.pool.query(`DELETE FROM resource WHERE kind = 'fqdn' AND id LIKE $1 || '_%'`, [
      sample,
    ]);
  });

  it('of other clusters, and web shards, are left alone', async () => {
    await platform.node(id('lb1'), lb);
    const other = await platform.cluster();
    await platform.node(id('lb2'), await platform.shard(other, 'lb'));
    const name = await platform.bind(await platform.webroot(web), 'mine.example');
    await platform.told(name, 'served');
    await platform.idle();
    expect(balancers.names(id('lb2'))).toEqual([]);
    await platform.accepted(Shard, 'converge', web);
    await platform.idle();
    expect(await platform.facts(Shard, web)).toEqual(['created', 'converge_requested']);
  });
});
