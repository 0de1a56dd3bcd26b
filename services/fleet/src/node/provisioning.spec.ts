import { Deployment } from '@freehold/contracts/fleet/deployment';
import { Host } from '@freehold/contracts/fleet/host';
import { Node } from '@freehold/contracts/fleet/node';
import { BackendError } from '@freehold/ledger/backend-error';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FleetUnderTest } from '../fleet-under-test.js';

describe('a node', () => {
  const fleet = new FleetUnderTest();
  afterEach(() => {
    fleet.deployer.failing = undefined;
  });

  it('is a declaration until it is provisioned: placed, deployed, enrolled, ready, in this order', async () => {
    const { cluster_id, host_id } = await fleet.cluster();
    const id = await fleet.node(cluster_id);
    expect(await fleet.row(Node, id)).toMatchObject({ status: 'pending', observed: null });
    expect(await fleet.row(Deployment, id)).toBeUndefined();

    await fleet.send(Node, 'provision', id);
    const node = await fleet.becomes(Node, id, 'active');
    const deployment = await fleet.row(Deployment, id);
    expect(node.observed).toEqual({
      host_id,
      grpc_address: deployment?.observed?.['grpc_address'],
      http_address: deployment?.observed?.['http_address'],
      certificate_serial: expect.stringMatching(/^[0-9a-f]{32}$/),
      certificate_expires_at: expect.any(String),
      incarnation: fleet.deployer.agent(id).incarnation,
      healthy: true,
      health_detail: '',
    });
    const steps = (await fleet.facts(id)).filter(({ fact }) => fact === 'step_reached').map(({ data }) => data['step']);
    expect(steps).toEqual(['placed', 'deployed', 'enrolled', 'ready']);
  });

  it('is drained, stopped and forgotten when it is decommissioned, and can then be deleted, or provisioned again', async () => {
    const id = await fleet.activeNode();
    expect(await fleet.send(Node, 'delete', id)).toMatchObject({ code: 'node.in_use' });
    await fleet.send(Node, 'decommission', id);
    expect(await fleet.becomes(Node, id, 'pending')).toMatchObject({ observed: null, generation: 0 });
    expect(await fleet.row(Deployment, id)).toBeUndefined();
    expect(await fleet.deployer.state(id)).toBeUndefined();

    await fleet.send(Node, 'provision', id);
    await fleet.becomes(Node, id, 'active');
    await fleet.send(Node, 'decommission', id);
    await fleet.becomes(Node, id, 'pending');
    expect(await fleet.send(Node, 'delete', id)).toMatchObject({ outcome: 'accepted' });
  });

  it('that cannot be started fails with the reason, and is started when it is provisioned again', async () => {
    const { cluster_id } = await fleet.cluster();
    const id = await fleet.node(cluster_id);
    fleet.deployer.failing = new BackendError('refused', 'nginx is missing');
    await fleet.send(Node, 'provision', id);
    expect(await fleet.becomes(Node, id, 'failed')).toMatchObject({ status_message: 'nginx is missing' });
    expect(await fleet.send(Node, 'delete', id)).toMatchObject({ code: 'node.in_use' });

    fleet.deployer.failing = undefined;
    await fleet.send(Node, 'provision', id);
    await fleet.becomes(Node, id, 'active');
  });

  it('finds no host that has room, and says how many there are', async () => {
    const { cluster_id, host_id } = await fleet.cluster();
    await fleet.send(Host, 'update', host_id, { capacity: { max_nodes: 1 } });
    const [one, two] = [await fleet.node(cluster_id), await fleet.node(cluster_id)];
    await fleet.send(Node, 'provision', one);
    await fleet.becomes(Node, one, 'active');
    await fleet.send(Node, 'provision', two);
    expect(await fleet.becomes(Node, two, 'failed')).toMatchObject({
      status_message: expect.stringContaining(
        'of 1 hosts of its cluster 1 take nodes with the role web, and their 1 places',
      ),
    });
  });

  it('shares its numbers of users with no other, also of those that are placed at once', async () => {
    const { cluster_id } = await fleet.cluster();
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => fleet.node(cluster_id)));
    await Promise.all(ids.map((id) => fleet.send(Node, 'provision', id)));
    for (const id of ids) await fleet.becomes(Node, id, 'active');
    const deployments = await fleet.runtime.parts.view.list(Deployment.name);
    const bases = deployments.map(({ spec }) => Number(spec['uid_base']));
    expect(new Set(bases).size).toBe(deployments.length);
    for (const base of bases) expect(base % 100_000).toBe(0);
    const [first = ''] = ids;
    const freed = Number((await fleet.row(Deployment, first))?.spec['uid_base']);
    await fleet.send(Node, 'decommission', first);
    await fleet.becomes(Node, first, 'pending');
    const next = await fleet.node(cluster_id);
    await fleet.send(Node, 'provision', next);
    await fleet.becomes(Node, next, 'active');
    expect((await fleet.row(Deployment, next))?.spec['uid_base']).toBeLessThanOrEqual(freed);
  });

  it('whose agent has died is started again, and the event says so', async () => {
    const id = await fleet.activeNode();
    const before = await fleet.row(Deployment, id);
    await fleet.deployer.stop(id, new AbortController().signal);
    await until(
      async () => (await fleet.row(Deployment, id))?.observed?.['container_id'] !== before?.observed?.['container_id'],
    );
    const facts = await fleet.facts(id);
    expect(facts).toContainEqual(
      expect.objectContaining({
        kind: 'deployment',
        fact: 'drift_detected',
        data: { differences: ['its agent did not run'] },
      }),
    );
    await until(
      async () => (await fleet.row(Node, id))?.observed?.['incarnation'] === fleet.deployer.agent(id).incarnation,
    );
    await fleet.becomes(Node, id, 'active');
  });
});
