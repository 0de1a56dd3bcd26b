import { BackendError } from '@freehold/ledger/backend-error';
import { describe, expect, it } from '@jest/globals';
import { fakeAccount } from './fake-provider.js';
import { providerBackendContract } from './provider-backend.contract.js';

providerBackendContract('FakeProvider', async () => {
  const backend = fakeAccount(5);
  return {
    backend,
    rename: (external_id, name) => backend.change(external_id, { name }),
    powerOff: (external_id) => backend.change(external_id, { status: 'stopped', power_state: 'off' }),
    remove: (external_id) => backend.remove(external_id),
    restore: (external_id) => backend.restore(external_id),
    addIp: (external_id, address) => backend.addIp(external_id, address),
    moveIp: (address, from, to) => backend.moveIp(address, from, to),
    loseIpsOf: (external_id) => backend.loseIpsOf.add(external_id),
    refuseCredentials: () => {
      backend.failure = new BackendError('unauthorized', 'The key is wrong.');
    },
    goDown: () => {
      backend.failure = new BackendError('unavailable', 'Nobody answers.');
    },
    comeBack: () => {
      backend.failure = null;
    },
    secrets: [],
    stop: async () => {},
  };
});

describe('FakeProvider', () => {
  it('shows an address that no server holds as free', async () => {
    const provider = fakeAccount(1);
    provider.addFreeIp('203.0.113.5');
    const { ips } = await provider.observe(new AbortController().signal);
    expect(ips).toContainEqual({ address: '203.0.113.5', family: 4, vps_external_id: null, reverse_name: null });
  });
});
