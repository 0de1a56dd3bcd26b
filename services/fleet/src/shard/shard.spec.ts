import { Shard } from '@freehold/contracts/fleet/shard';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { shard } from './shard.js';

const created = (role: string) => fact('created', { spec: { cluster_id: 'c1', name: 's', role, config: {} } });

describe('a shard', () => {
  it.each(['web', 'lb'])('with the role %s is converged by its service', (role) => {
    given(shard, [created(role)])
      .when(command('converge', { confirm: true }))
      .then([fact('converge_requested', { confirm: true })])
      .leaving({ status: 'converging' });
  });

  it.each(Shard.spec.shape.role.options.filter((role) => role !== 'web' && role !== 'lb'))(
    'with the role %s is not, as no service would',
    (role) => {
      given(shard, [created(role)])
        .when(command('converge', { confirm: false }))
        .then(rejected('shard.unserved_role'));
    },
  );

  it('that is not there is not found, whatever is asked of it', () => {
    given(shard)
      .when(command('converge', { confirm: false }))
      .then(rejected('shard.not_found'));
  });
});

deciderContract({ decider: shard });
