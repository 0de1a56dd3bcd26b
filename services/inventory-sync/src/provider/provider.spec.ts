import { command, fact, given, rejected } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { provider } from './provider.js';

const at = (base_url: string) => ({
  name: 'Hostwinds',
  kind: 'hostwinds',
  settings: { base_url, requests_per_second: 2 },
  credentials: 'sealed',
  sync_interval: 900,
});
const vendor = at('https://clients.hostwinds.com/cloud/api.php');

describe('a provider', () => {
  it('is asked over TLS, or on this machine', () => {
    for (const url of ['https://api.example/', 'http://127.0.0.1:8180/', 'http://[::1]:8180/', 'http://localhost/']) {
      given(provider)
        .when(command('create', at(url)))
        .then([fact('created', { spec: at(url) })]);
    }
  });

  it('is never asked where its key would travel in the clear, or stand in the address; neither at first nor later', () => {
    for (const base_url of ['http://api.example/', 'http://10.0.0.1/', 'https://user:password@api.example/']) {
      given(provider)
        .when(command('create', at(base_url)))
        .then(rejected('provider.insecure', '/settings/base_url'));
      given(provider, [fact('created', { spec: vendor })])
        .when(command('update', { settings: { base_url } }))
        .then(rejected('provider.insecure', '/settings/base_url'));
    }
  });
});
