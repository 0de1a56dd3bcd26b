import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Host } from '@freehold/contracts/fleet/host';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import { Node } from '@freehold/contracts/fleet/node';
import { Region } from '@freehold/contracts/fleet/region';
import { ClusterRuntime } from '@freehold/contracts/fleet/runtime';
import { Shard } from '@freehold/contracts/fleet/shard';
import { BackendError } from '@freehold/ledger/backend-error';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FleetUnderTest } from '../fleet-under-test.js';

const spec = {
  shards: [
    { name: 'lb', role: 'lb', node_count: 1 },
    { name: 'web', role: 'web', node_count: 2, lb_backend: 'main' },
    { name: 'db', role: 'database' },
  ],
};

describe('a cluster', () => {
  const fleet = new FleetUnderTest();
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    fleet.deployer.failing = undefined;
    for (const step of undo.splice(0)) await step();
  });

  async function provisioned(): Promise<string> {
    const { cluster_id } = await fleet.cluster(spec);
    await fleet.send(Cluster, 'provision', cluster_id);
    await fleet.becomes(Cluster, cluster_id, 'active');
    return cluster_id;
  }

  it('is provisioned with the shards and nodes that it declares, step by step', async () => {
    undo.push(fleet.convergeShards());
    const cluster_id = await provisioned();
    const { view } = fleet.runtime.parts;
    const shards = await view.list(Shard.name, { cluster_id });
    expect(shards.map(({ spec: { name, role, lb_backend }, status }) => [name, role, lb_backend, status])).toEqual([
      ['lb', 'lb', undefined, 'active'],
      ['web', 'web', 'main', 'active'],
      ['db', 'database', undefined, 'pending'],
    ]);
    const nodes = await view.list(Node.name, { cluster_id });
    expect(nodes.map(({ spec: { hostname, roles }, status }) => [hostname, roles, status])).toEqual([
      [expect.stringMatching(/^lb-1\.c[0-9a-f]{8}\.internal$/), ['lb'], 'active'],
      [expect.stringMatching(/^web-1\./), ['web'], 'active'],
      [expect.stringMatching(/^web-2\./), ['web'], 'active'],
    ]);
    const steps = (await fleet.facts(cluster_id)).filter(({ fact }) => fact === 'step_reached');
    expect(steps.map(({ data }) => [data['step'], data['detail']])).toEqual([
      ['nodes provisioned', '3 of 3'],
      ['shards converged', '2 of 3'],
      ['smoke test', '3 servers answer'],
    ]);
    expect((await fleet.row(Cluster, cluster_id))?.observed).toEqual({
      nodes: 3,
      shards: 3,
      smoke_tested_at: expect.any(String),
    });
  });

  it('that is provisioned again makes nothing twice, and converges its shards anew', async () => {
    undo.push(fleet.convergeShards());
    const cluster_id = await provisioned();
    const before = await fleet.runtime.parts.view.list(Shard.name, { cluster_id });
    await fleet.send(Cluster, 'provision', cluster_id);
    await fleet.becomes(Cluster, cluster_id, 'active');
    const after = await fleet.runtime.parts.view.list(Shard.name, { cluster_id });
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[0]?.generation).toBeGreaterThan(before[0]?.generation ?? 0);
    expect(await fleet.runtime.parts.view.list(Node.name, { cluster_id })).toHaveLength(3);
  });

  it('fails with those of its nodes that fail, and goes on from there when it is provisioned again', async () => {
    undo.push(fleet.convergeShards());
    const { cluster_id, host_id } = await fleet.cluster(spec);
    await fleet.send(Host, 'update', host_id, { capacity: { max_nodes: 2 } });
    await fleet.send(Cluster, 'provision', cluster_id);
    expect(await fleet.becomes(Cluster, cluster_id, 'failed')).toMatchObject({
      status_message: expect.stringMatching(/^1 failed: node (lb|web)-\d\.c[0-9a-f]{8}\.internal: no host has room/),
    });
    await fleet.send(Host, 'update', host_id, { capacity: { max_nodes: 3 } });
    await fleet.send(Cluster, 'provision', cluster_id);
    await fleet.becomes(Cluster, cluster_id, 'active');
  });

  it('fails with a shard that cannot be converged', async () => {
    undo.push(fleet.convergeShards(({ spec: { role } }) => (role === 'web' ? 'failed' : 'converged')));
    const { cluster_id } = await fleet.cluster(spec);
    await fleet.send(Cluster, 'provision', cluster_id);
    expect(await fleet.becomes(Cluster, cluster_id, 'failed')).toMatchObject({
      status_message: '1 failed: shard web: a bad webroot',
    });
  });

  it('fails when a node of it does not answer visitors, and says which', async () => {
    undo.push(fleet.convergeShards());
    const { cluster_id } = await fleet.cluster({ shards: [{ name: 'web', role: 'web', node_count: 1 }] });
    fleet.deployer.pages = false;
    undo.push(() => (fleet.deployer.pages = true));
    await fleet.send(Cluster, 'provision', cluster_id);
    expect(await fleet.becomes(Cluster, cluster_id, 'failed')).toMatchObject({
      status_message: expect.stringMatching(
        /^the smoke test failed: the web node \S+ does not answer at 127\.0\.0\.1:\d+/,
      ),
    });
  });

  it('is decommissioned with all of its nodes, and deleted when nothing refers to it any more', async () => {
    undo.push(fleet.convergeShards());
    const cluster_id = await provisioned();
    expect(await fleet.send(Cluster, 'delete', cluster_id)).toMatchObject({ code: 'cluster.in_use' });
    await fleet.send(Cluster, 'decommission', cluster_id);
    await fleet.becomes(Cluster, cluster_id, 'pending');
    const { view } = fleet.runtime.parts;
    for (const kind of [Node, Shard, Host]) {
      for (const { id } of await view.list(kind.name, { cluster_id })) await fleet.send(kind, 'delete', id);
    }
    expect(await fleet.send(Cluster, 'delete', cluster_id)).toMatchObject({ outcome: 'accepted' });
    expect(await view.list('deployment', { cluster_id })).toEqual([]);
  });

  it('is held by what refers to it, and so is everything of it that something else refers to', async () => {
    const { cluster_id, host_id } = await fleet.cluster();
    const region_id = String((await fleet.row(Cluster, cluster_id))?.spec['region_id']);
    const shard_id = await fleet.shard(cluster_id, 'web');
    const node_id = await fleet.node(cluster_id, { shard_id });
    await fleet.create(ClusterRuntime, { cluster_id, runtime: 'php', version: '8.2' });
    await fleet.create(LbAddress, { cluster_id, address: '192.0.2.1' });
    const refused = { outcome: 'rejected', code: expect.stringMatching(/\.in_use$/) };
    for (const [kind, id] of [
      [Region, region_id],
      [Cluster, cluster_id],
      [Shard, shard_id],
    ] as const)
      expect(await fleet.send(kind, 'delete', id)).toMatchObject(refused);
    expect(await fleet.send(Node, 'delete', node_id)).toMatchObject({ outcome: 'accepted' });
    for (const [kind, id] of [
      [Shard, shard_id],
      [Host, host_id],
    ] as const)
      expect(await fleet.send(kind, 'delete', id)).toMatchObject({ outcome: 'accepted' });
    expect(await fleet.send(Cluster, 'delete', cluster_id)).toMatchObject(refused);
  });

  it('goes on where it was when the service is started again in the middle of it', async () => {
    const { cluster_id } = await fleet.cluster({ shards: [{ name: 'web', role: 'web', node_count: 1 }] });
    fleet.deployer.failing = new BackendError('outcome_unknown', 'the host does not answer');
    await fleet.send(Cluster, 'provision', cluster_id);
    await fleet.restart();
    fleet.deployer.failing = undefined;
    undo.push(fleet.convergeShards());
    await fleet.becomes(Cluster, cluster_id, 'active');
  });
});
