import { command, fact, given } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { vpsFacts } from '../sync/observed-facts-under-test.js';
import { vps } from './vps.js';

const spec = vpsFacts();
const seen = fact('discovered', { spec });

describe('a VPS', () => {
  it('that is seen for the first time is discovered, by whichever command says so', () => {
    for (const verb of ['create', 'observe']) {
      given(vps)
        .when(command(verb, { ...spec, tenant_id: null, domain: null }))
        .then([seen])
        .leaving({ status: 'active' });
    }
  });

  it('that is as it was yields nothing', () => {
    given(vps, [seen])
      .when(command('observe', { ...spec }))
      .then([]);
    given(vps, [seen])
      .when(command('create', { ...spec, tenant_id: null, domain: null }))
      .then([]);
  });

  it('that differs has changed in just these fields, old and new', () => {
    given(vps, [seen])
      .when(command('observe', vpsFacts({ name: 'web-002', power_state: 'off' })))
      .then([
        fact('changed', {
          changes: { name: 'web-002', power_state: 'off' },
          previous: { name: 'web-001', power_state: 'running' },
        }),
      ]);
  });

  it('vanishes once, and is discovered again when it returns', () => {
    given(vps, [seen])
      .when(command('vanish'))
      .then([fact('vanished')])
      .leaving({ status: 'vanished' });
    given(vps, [seen, fact('vanished')])
      .when(command('vanish'))
      .then([]);
    given(vps, [seen, fact('vanished')])
      .when(command('observe', { ...spec }))
      .then([seen])
      .leaving({ status: 'active' });
  });
});
