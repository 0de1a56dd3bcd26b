/* Of @freehold/contracts/decider: kinds that are declared at once and made so by deeds. */
import { lifecycle } from '@freehold/contracts/decider';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Node } from '@freehold/contracts/fleet/node';
import { Region } from '@freehold/contracts/fleet/region';
import { Shard } from '@freehold/contracts/fleet/shard';
import { describe, it } from '@jest/globals';
import { command, fact, given, rejected, resourceOf } from './given.js';

const cluster = lifecycle(Cluster);
const node = lifecycle(Node);
const shard = lifecycle(Shard);

const infrastructure = { haproxy: true, powerdns: true, valkey: false };
const spec = { region_id: 'r', name: 'one', config: {}, spec: { shards: [], infrastructure } };
const created = fact('created', { spec });
const provision = fact('provision_requested');
const decommission = fact('decommission_requested');
const converged = (generation: number, observed = {}) => fact('converged', { generation, observed });
const failed = (generation: number) => fact('failed', { generation, reason: 'no host has room' });
const withdrawn = (generation: number) => fact('withdrawn', { generation });
const region = resourceOf(Region, [fact('created', { spec: { name: 'north', config: {} } })], 'r');

describe('what is provisioned', () => {
  it('is a mere declaration at first, with which no backend has anything to do', () => {
    given(cluster, [], { refs: { region_id: region } })
      .when(command('create', spec))
      .then([created])
      .leaving({ status: 'pending', generation: 0, converged: 0 });
  });

  it('is declared anew without being made so: that takes a deed', () => {
    given(cluster, [created, provision, converged(2)])
      .when(command('update', { config: { motd: 'hello' } }))
      .then([fact('updated', { changes: { config: { motd: 'hello' } }, previous: { config: {} } })])
      .leaving({ status: 'active', generation: 2, converged: 2, revision: 4 });
  });

  it('is deleted at once, except while a deed is under way or others refer to it', () => {
    given(cluster, [created])
      .when(command('delete'))
      .then([fact('deleted')])
      .leaving({ status: 'deleted' });
    for (const deed of [provision, decommission])
      given(cluster, [created, deed]).when(command('delete')).then(rejected('cluster.wrong_state'));
    given(cluster, [created, provision, failed(2)])
      .when(command('delete'))
      .then([fact('deleted')]);
    given(cluster, [created], { referrers: [{ kind: 'node', count: 1 }] })
      .when(command('delete'))
      .then(rejected('cluster.in_use'));
  });
});

describe('a deed', () => {
  it('is recorded as a wish that a reconciler has to reach', () => {
    given(cluster, [created])
      .when(command('provision'))
      .then([provision])
      .leaving({ status: 'provisioning', generation: 2, status_message: null });
    given(shard, [fact('created', { spec: { cluster_id: 'c', name: 'web', role: 'web', config: {} } })])
      .when(command('converge', { confirm: true }))
      .then([fact('converge_requested', { confirm: true })])
      .leaving({ status: 'converging', generation: 2 });
  });

  it('is not begun twice, and no other while one is under way, except one that takes things away', () => {
    given(cluster, [created, provision]).when(command('provision')).then([]);
    given(cluster, [created, provision])
      .when(command('decommission'))
      .then([decommission])
      .leaving({ status: 'deleting', generation: 3 });
    given(cluster, [created, decommission]).when(command('provision')).then(rejected('cluster.wrong_state'));
    given(cluster, [created, decommission]).when(command('decommission')).then([]);
  });

  it('is done again on what is active or has failed', () => {
    for (const end of [converged(2), failed(2)])
      given(cluster, [created, provision, end])
        .when(command('provision'))
        .then([provision])
        .leaving({ status: 'provisioning', generation: 4 });
  });

  it('is unknown to kinds that declare none, and is refused for what is not there', () => {
    given(shard).when(command('provision')).then(rejected('shard.invalid'));
    given(cluster).when(command('provision')).then(rejected('cluster.not_found'));
  });

  it('is tried again by a retry; with what was never asked for, a retry does nothing', () => {
    given(cluster, [created]).when(command('retry')).then([]);
    given(cluster, [created, provision, failed(2)])
      .when(command('retry'))
      .then([fact('retried')])
      .leaving({ status: 'provisioning', status_message: null, generation: 4 });
    given(cluster, [created, decommission, failed(2)])
      .when(command('retry'))
      .then([fact('retried')])
      .leaving({ status: 'deleting', status_message: null, generation: 4 });
  });
});

describe('a report on a deed', () => {
  it('of a step is recorded, and changes nothing of the resource', () => {
    given(cluster, [created, provision])
      .when(command('step_reached', { generation: 2, step: 'nodes provisioned', detail: '3 of 3' }))
      .then([fact('step_reached', { generation: 2, step: 'nodes provisioned', detail: '3 of 3' })])
      .leaving({ status: 'provisioning', generation: 2, observed: null });
  });

  it('on an older deed than the newest is dropped, whatever it says', () => {
    const past = [created, provision, failed(2), provision];
    given(cluster, past)
      .when(command('step_reached', { generation: 2, step: 'late' }))
      .then([]);
    given(cluster, past)
      .when(command('converged', { generation: 2, observed: {} }))
      .then([]);
    given(cluster, [...past, decommission, failed(5), fact('retried')])
      .when(command('withdrawn', { generation: 5 }))
      .then([]);
  });

  it('of convergence leaves what other services have seen beside what it says itself', () => {
    const aNode = { cluster_id: 'c', hostname: 'n1.host.example', shard_ids: [], roles: ['web'] };
    const joined = fact('joined', { incarnation: 'i1' });
    given(node, [fact('created', { spec: aNode }), provision, joined])
      .when(command('converged', { generation: 2, observed: { host_id: 'h1' } }))
      .then([converged(2, { host_id: 'h1' })])
      .leaving({ status: 'active', observed: { incarnation: 'i1', host_id: 'h1' } });
  });

  it('of withdrawal leaves the declaration, with which nothing is to be done until the next deed', () => {
    const past = [created, provision, converged(2, { nodes: 3 }), decommission];
    given(cluster, past)
      .when(command('withdrawn', { generation: 4 }))
      .then([withdrawn(4)])
      .leaving({ status: 'pending', generation: 0, converged: 0, observed: null });
    const gone = [...past, withdrawn(4)];
    given(cluster, gone)
      .when(command('withdrawn', { generation: 4 }))
      .then([]);
    for (const late of ['converged', 'failed', 'step_reached', 'drift_detected'])
      given(cluster, gone)
        .when(command(late, { generation: 2, observed: {}, reason: 'r', step: 's', differences: ['d'] }))
        .then([]);
    given(cluster, gone).when(command('retry')).then([]);
    given(cluster, gone)
      .when(command('provision'))
      .then([provision])
      .leaving({ status: 'provisioning', generation: 6 });
  });

  it('of withdrawal counts for what is being taken away alone', () => {
    given(cluster, [created, provision])
      .when(command('withdrawn', { generation: 2 }))
      .then([]);
  });

  it('of failure says why, and a decommission that fails stays one', () => {
    given(cluster, [created, provision])
      .when(command('failed', { generation: 2, reason: 'no host has room' }))
      .then([failed(2)])
      .leaving({ status: 'failed', status_message: 'no host has room' });
    given(cluster, [created, decommission])
      .when(command('failed', { generation: 2, reason: 'no host has room' }))
      .then([failed(2)])
      .leaving({ status: 'deleting', status_message: 'no host has room' });
  });
});

describe('a fact that services report of a kind of another one', () => {
  const aNode = fact('created', {
    spec: { cluster_id: 'c', hostname: 'n1.host.example', shard_ids: [], roles: ['web'] },
  });

  it('is recorded as it is told, and adds to what is observed', () => {
    given(node, [aNode, fact('joined', { incarnation: 'i1' })])
      .when(command('health_changed', { healthy: false, health_detail: 'nginx is down' }))
      .then([fact('health_changed', { healthy: false, health_detail: 'nginx is down' })])
      .leaving({ status: 'pending', observed: { incarnation: 'i1', healthy: false, health_detail: 'nginx is down' } });
  });

  it('about what is gone says nothing', () => {
    given(node)
      .when(command('joined', { incarnation: 'i1' }))
      .then([]);
    given(node, [aNode, fact('deleted')])
      .when(command('joined', { incarnation: 'i1' }))
      .then([]);
  });
});

describe('a list of references', () => {
  const spec = { cluster_id: 'c', hostname: 'n1.host.example', shard_ids: ['s1', 's2'], roles: ['web'] };
  const inCluster = resourceOf(Cluster, [created], 'c');
  const aShard = resourceOf(Shard, [fact('created', { spec: { name: 'web' } })], 's1');

  it('is taken when each of them lives, and refused by name of those that do not', () => {
    given(node, [], { refs: { cluster_id: inCluster, 'shard_ids/0': aShard } })
      .when(command('create', spec))
      .then(rejected('node.reference_missing', '/shard_ids/1'));
    given(node, [], { refs: { cluster_id: inCluster, 'shard_ids/0': aShard, 'shard_ids/1': aShard } })
      .when(command('create', spec))
      .then([fact('created', { spec })]);
  });
});
