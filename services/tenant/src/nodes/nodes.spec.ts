import { Node } from '@freehold/contracts/fleet/node';
import { Shard } from '@freehold/contracts/fleet/shard';
import { newId } from '@freehold/contracts/ids';
import { Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Webroot } from '@freehold/contracts/tenant/webroot';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TenantUnderTest } from '../tenant-under-test.js';

describe('nodes of a web shard', () => {
  const platform = new TenantUnderTest();
  const { nodes } = platform;

  afterEach(() => platform.idle());

  async function shardOf(...ids: string[]): Promise<string> {
    const shard = await platform.create(Shard, {
      cluster_id: platform.cluster,
      name: `s${newId().slice(-12)}`,
      role: 'web',
    });
    for (const id of ids) await platform.node(id, shard);
    return shard;
  }

  async function sites(shard_id: string, count: number): Promise<string[]> {
    const tenant = await platform.tenant({ shard_id });
    const made = await Promise.all(Array.from({ length: count }, () => platform.webroot(tenant)));
    return made.toSorted();
  }

  const holds = (node: string, webroots: readonly string[]) =>
    until(() => JSON.stringify(nodes.sites(node)) === JSON.stringify(webroots));
  const heldBy = (webroot: string, ...ids: string[]) =>
    platform.row(
      Webroot,
      webroot,
      ({ status, observed }) => status === 'active' && JSON.stringify(observed?.['nodes']) === JSON.stringify(ids),
    );

  async function converge(shard: string, data: object = {}) {
    const { generation } = await platform.accepted(Shard, 'converge', shard, data);
    return await platform.row(Shard, shard, (row) => row.generation === generation && row.status !== 'converging');
  }

  it('get everything when they come into service, and what waited for a node waits no more', async () => {
    const shard = await shardOf();
    const webroots = await sites(shard, 5);
    const name = await platform.bind(webroots[0] ?? '', 'first.example');
    await platform.idle();
    expect((await platform.view.get(Webroot.name, webroots[0] ?? ''))?.status).toBe('pending');
    await platform.node('n1', shard);
    await holds('n1', webroots);
    await platform.is(Fqdn, name, 'active');
    await platform.node('n2', shard);
    await holds('n2', webroots);
    for (const webroot of webroots) await heldBy(webroot, 'n1', 'n2');
  });

  it('are whole again after they have begun with an empty disk', async () => {
    const webroots = await sites(await shardOf('wiped'), 5);
    await holds('wiped', webroots);
    nodes.wipe('wiped');
    await platform.accepted(Node, 'joined', 'wiped', { incarnation: newId() });
    await holds('wiped', webroots);
  });

  it('are converged once they answer, and only those in service are', async () => {
    const shard = await shardOf('stays');
    const webroots = await sites(shard, 2);
    await holds('stays', webroots);
    nodes.down('late');
    await platform.node('late', shard);
    nodes.up('late');
    await holds('late', webroots);
    nodes.down('late');
    const more = await sites(shard, 1);
    await holds('stays', [...webroots, ...more].toSorted());
    await platform.accepted(Node, 'decommission', 'late');
    for (const webroot of [...webroots, ...more]) await heldBy(webroot, 'stays');
  });

  it('tell of each site that they refuse by that site alone', async () => {
    const shard = await shardOf('picky-1');
    const webroots = await sites(shard, 3);
    await holds('picky-1', webroots);
    const [poisoned = '', ...others] = webroots;
    nodes.refuse(poisoned, 'no such directive');
    await platform.node('picky-2', shard);
    await holds('picky-2', others);
    expect((await platform.is(Webroot, poisoned, 'failed')).status_message).toBe('no such directive');
    for (const webroot of others) await heldBy(webroot, 'picky-1', 'picky-2');
  });

  it('are all converged with their shard, which tells how many they are and what they hold, step by step', async () => {
    const shard = await shardOf('all-1', 'all-2');
    const webroots = await sites(shard, 4);
    for (const webroot of webroots) await heldBy(webroot, 'all-1', 'all-2');
    nodes.wipe('all-2');
    expect(await converge(shard)).toMatchObject({ status: 'active', observed: { resources: 4, nodes: 2 } });
    expect(nodes.sites('all-2')).toEqual(webroots);
    expect((await platform.facts(Shard, shard)).slice(1)).toEqual([
      'converge_requested',
      'step_reached',
      'step_reached',
      'converged',
    ]);
  });

  it('have everything that went wrong with their shard told together', async () => {
    const shard = await shardOf('wrong-1', 'wrong-2', 'wrong-3');
    const [poisoned = '', ...others] = await sites(shard, 3);
    for (const webroot of [poisoned, ...others]) await heldBy(webroot, 'wrong-1', 'wrong-2', 'wrong-3');
    nodes.refuse(poisoned, 'no such directive');
    nodes.wipe('wrong-3');
    nodes.down('wrong-2');
    expect((await converge(shard)).status_message?.split('; ')).toEqual([
      `webroot ${poisoned} on node wrong-1: no such directive`,
      'node wrong-2: node wrong-2 does not answer',
      `webroot ${poisoned} on node wrong-3: no such directive`,
    ]);
    expect(nodes.sites('wrong-3')).toEqual(others);
    nodes.up('wrong-2');
    nodes.accept(poisoned);
    await platform.accepted(Shard, 'retry', shard);
    await platform.is(Shard, shard, 'active');
  });

  it('lose no large share of their sites by a convergence that nobody has confirmed', async () => {
    const shard = await shardOf('full');
    const webroots = await sites(shard, 12);
    await holds('full', webroots);
    const { parts } = platform.runtime;
    // As a view that has lost most of its rows would have it.
    const lost = webroots.slice(1);
    const rows = `FROM resource WHERE kind = 'webroot' AND id = ANY ($1)`;
    await platform.idle();
    await parts.pool.query(`DELETE ${rows}`, [lost]);
    const held = await converge(shard);
    expect(held).toMatchObject({ status: 'failed' });
    expect(held.status_message).toBe(
      'node full would lose 11 of its 12 sites, so it has removed none: ' +
        `if that is right, confirm by POST /api/v1/shards/${shard}/converge {"confirm": true}`,
    );
    expect(nodes.sites('full')).toEqual(webroots);
    await platform.accepted(Shard, 'retry', shard);
    await platform.is(Shard, shard, 'failed');
    expect(await converge(shard, { confirm: true })).toMatchObject({ status: 'active', observed: { resources: 1 } });
    expect(nodes.sites('full')).toEqual(webroots.slice(0, 1));
  });

  it('of a shard that has none are converged in no time', async () => {
    expect(await converge(await shardOf())).toMatchObject({ status: 'active', observed: { resources: 0, nodes: 0 } });
  });

  it('of other roles are somebody else’s', async () => {
    const edge = await platform.create(Shard, { cluster_id: platform.cluster, name: 'edge', role: 'lb' });
    await platform.accepted(Shard, 'converge', edge);
    await platform.idle();
    expect(await platform.facts(Shard, edge)).toEqual(['created', 'converge_requested']);
  });
});
