import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, rejected } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { platformConfig } from './platform-config.js';

const values = {
  base_domain: 'host.example',
  primary_ns: 'ns1.host.example',
  secondary_ns: 'ns2.host.example',
  hostmaster_email: 'dns@host.example',
  default_ttl: '3600',
};
const there = fact('created', { spec: { values } });

describe('the platform config', () => {
  it('keeps any key', () => {
    const more = { ...values, support_phone: 'ask the desk' };
    given(platformConfig, [there])
      .when(command('update', { values: more }))
      .then([fact('updated', { changes: { values: more }, previous: { values } })]);
  });

  it('refuses what the services that read it could not use, and names the key', () => {
    const wrong = {
      base_domain: 'no domain',
      primary_ns: '-ns1.example',
      secondary_ns: 'ns_2.host.example',
      hostmaster_email: 'nobody',
      default_ttl: '59',
    };
    for (const [key, value] of Object.entries(wrong)) {
      const refused = rejected('platform-config.invalid', `/${key}`);
      given(platformConfig)
        .when(command('create', { values: { [key]: value } }))
        .then(refused);
      given(platformConfig, [there])
        .when(command('update', { values: { ...values, [key]: value } }))
        .then(refused);
    }
    for (const default_ttl of ['86401', '1e3', '-60', '60.5', '']) {
      given(platformConfig, [there])
        .when(command('update', { values: { ...values, default_ttl } }))
        .then(rejected('platform-config.invalid', '/default_ttl'));
    }
  });

  it('is never deleted', () => {
    given(platformConfig, [there]).when(command('delete')).then(rejected('platform-config.wrong_state'));
  });
});

deciderContract({ decider: platformConfig });
