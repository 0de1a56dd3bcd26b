import { Node } from '@freehold/contracts/fleet/node';
import { NodeProfile } from '@freehold/contracts/fleet/node-profile';
import { Shard } from '@freehold/contracts/fleet/shard';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { node } from './node.js';

const spec = { cluster_id: 'c1', hostname: 'n1.example', shard_ids: ['s1'], roles: ['web'] };
const created = fact('created', { spec });
const requested = fact('provision_requested');
const shardWith = (of: object) =>
  resourceOf(
    Shard,
    [fact('created', { spec: { cluster_id: 'c1', name: 'web', role: 'web', config: {}, ...of } })],
    's1',
  );
const refs = { cluster_id: resourceOf(Node, [created], 'c1'), 'shard_ids/0': shardWith({}) };
const certificate = { certificate_serial: '4f', certificate_expires_at: '2026-01-02T00:00:00Z' };

describe('a node', () => {
  it('belongs to shards of its own cluster whose roles it has', () => {
    given(node, [], { refs }).when(command('create', spec)).then([created]);
    given(node, [], { refs: { ...refs, 'shard_ids/0': shardWith({ cluster_id: 'c2' }) } })
      .when(command('create', spec))
      .then(rejected('node.invalid', '/shard_ids/0'));
    given(node, [], { refs: { ...refs, 'shard_ids/0': shardWith({ role: 'lb' }) } })
      .when(command('create', spec))
      .then(rejected('node.invalid', '/shard_ids/0'));
    given(node, [created], { refs })
      .when(command('update', { roles: ['lb'] }))
      .then(rejected('node.invalid', '/shard_ids/0'));
  });

  it('has a profile of one of its roles', () => {
    const profile = { name: 'p', role: 'lb', image: 'i', env: {}, volumes: [], ports: [], resources: {} };
    const profile_id = resourceOf(NodeProfile, [fact('created', { spec: profile })], 'p1');
    given(node, [], { refs: { ...refs, profile_id } })
      .when(command('create', { ...spec, profile_id: 'p1' }))
      .then(rejected('node.invalid', '/profile_id'));
  });

  it('has an id that its certificate can say', () => {
    given(node, [], { refs })
      .when(command('create', spec, { resource_id: 'n_1' }))
      .then(rejected('node.invalid', '/id'));
  });

  it('is deleted only when nothing of it runs', () => {
    given(node, [created])
      .when(command('delete'))
      .then([fact('deleted')]);
    for (const past of [
      [requested],
      [requested, fact('converged', { generation: 2, observed: {} })],
      [requested, fact('failed', { generation: 2, reason: 'no' })],
      [requested, fact('decommission_requested')],
    ]) {
      given(node, [created, ...past])
        .when(command('delete'))
        .then(rejected('node.wrong_state'));
    }
    const withdrawn = [requested, fact('decommission_requested'), fact('withdrawn', { generation: 3 })];
    given(node, [created, ...withdrawn])
      .when(command('delete'))
      .then([fact('deleted')]);
  });

  it('is enrolled, joined and well once: what is seen again changes nothing', () => {
    const reports = [
      ['enrolled', certificate, { ...certificate, certificate_serial: '50' }],
      ['joined', { incarnation: 'i1' }, { incarnation: 'i2' }],
      ['health_changed', { healthy: true, health_detail: '' }, { healthy: false, health_detail: 'nginx' }],
    ] as const;
    for (const [verb, data, other] of reports) {
      given(node, [created, requested])
        .when(command(verb, data))
        .then([fact(verb, data)])
        .leaving({ status: 'provisioning', observed: data });
      const seen = [created, requested, fact(verb, data)];
      given(node, seen).when(command(verb, data)).then([]);
      given(node, seen)
        .when(command(verb, other))
        .then([fact(verb, other)])
        .leaving({ observed: other });
    }
  });

  it('of which nothing is wanted is not seen', () => {
    for (const verb of ['enrolled', 'joined', 'health_changed'])
      given(node, [created]).when(command(verb, certificate)).then([]);
    const gone = [created, requested, fact('decommission_requested'), fact('withdrawn', { generation: 3 })];
    given(node, gone).when(command('enrolled', certificate)).then([]);
  });

  it('that is converged again says nothing new, whatever others have seen of it meanwhile', () => {
    const observed = { host_id: 'h1', grpc_address: '127.0.0.1:1', http_address: '127.0.0.1:2' };
    const report = { generation: 2, observed };
    const past = [created, requested, fact('enrolled', certificate), fact('converged', report)];
    given(node, past).when(command('converged', report)).then([]);
    const moved = { generation: 2, observed: { ...observed, grpc_address: '127.0.0.1:3' } };
    given(node, past)
      .when(command('converged', moved))
      .then([fact('converged', moved)])
      .leaving({ observed: { ...certificate, ...moved.observed } });
  });
});

deciderContract({ decider: node });
