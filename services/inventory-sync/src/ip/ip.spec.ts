import { command, fact, given } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { addressFacts } from '../sync/observed-facts-under-test.js';
import { ip } from './ip.js';

const seen = fact('discovered', { spec: addressFacts() });
const elsewhere = addressFacts({ vps_id: 'v2', reverse_name: 'mail.acme.example' });

describe('an address', () => {
  it('that another VPS holds has moved, and nothing but moved', () => {
    given(ip, [seen])
      .when(command('observe', addressFacts({ vps_id: 'v2' })))
      .then([fact('moved', { vps_id: 'v2', previous_vps_id: 'v1' })]);
    given(ip, [seen])
      .when(command('observe', addressFacts({ vps_id: null })))
      .then([fact('moved', { vps_id: null, previous_vps_id: 'v1' })]);
  });

  it('that moved and changed besides is two facts, told by the same command sent twice', () => {
    const moved = fact('moved', { vps_id: 'v2', previous_vps_id: 'v1' });
    const changed = fact('changed', {
      changes: { reverse_name: 'mail.acme.example' },
      previous: { reverse_name: null },
    });
    given(ip, [seen]).when(command('observe', elsewhere)).then([moved]);
    given(ip, [seen, moved]).when(command('observe', elsewhere)).then([changed]);
    given(ip, [seen, moved, changed]).when(command('observe', elsewhere)).then([]);
  });

  it('is released once, and is discovered where it shows up again', () => {
    given(ip, [seen])
      .when(command('release'))
      .then([fact('released')])
      .leaving({ status: 'vanished' });
    given(ip, [seen, fact('released')])
      .when(command('release'))
      .then([]);
    given(ip, [seen, fact('released')])
      .when(command('observe', elsewhere))
      .then([fact('discovered', { spec: elsewhere })])
      .leaving({ status: 'active' });
  });
});
