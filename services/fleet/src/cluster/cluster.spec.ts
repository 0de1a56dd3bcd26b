import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { cluster } from './cluster.js';

const spec = { region_id: 'r1', name: 'c', config: {}, spec: { shards: [], infrastructure: {} } };
const created = fact('created', { spec });
const requested = fact('provision_requested');

describe('a cluster', () => {
  it('is deleted only when nothing of it runs, and nothing refers to it', () => {
    given(cluster, [created])
      .when(command('delete'))
      .then([fact('deleted')]);
    given(cluster, [created], { referrers: [{ kind: 'shard', count: 1 }] })
      .when(command('delete'))
      .then(rejected('cluster.in_use'));
    for (const last of [
      fact('converged', { generation: 2, observed: {} }),
      fact('failed', { generation: 2, reason: 'no' }),
    ]) {
      given(cluster, [created, requested, last]).when(command('delete')).then(rejected('cluster.wrong_state'));
    }
  });

  it('is taken out of service also while it is brought into it', () => {
    given(cluster, [created, requested])
      .when(command('decommission'))
      .then([fact('decommission_requested')])
      .leaving({ status: 'deleting' });
    given(cluster, [created, requested, fact('decommission_requested')])
      .when(command('provision'))
      .then(rejected('cluster.wrong_state'));
  });
});

deciderContract({ decider: cluster });
