import { startHostwindsEmulator } from '@freehold/emulators/hostwinds';
import { HostwindsBackend } from './hostwinds.js';
import { apiKey, quick, secretMarker } from './hostwinds-under-test.js';
import { providerBackendContract } from './provider-backend.contract.js';

providerBackendContract('HostwindsBackend', async () => {
  const emulator = await startHostwindsEmulator({ servers: 6, ipsPerServer: 4, apiKey, secretMarker });
  const backend = new HostwindsBackend(
    { base_url: emulator.url, api_key: apiKey, requests_per_second: 0 },
    { ...quick, item_timeout_ms: 80 },
  );
  const { account, faults } = emulator;
  return {
    backend,
    rename: (external_id, name) => account.rename(Number(external_id), name),
    powerOff: (external_id) => account.powerOff(Number(external_id)),
    remove: (external_id) => account.remove(Number(external_id)),
    restore: (external_id) => account.restore(Number(external_id)),
    addIp: (external_id, address) => account.addIp(Number(external_id), address),
    moveIp: (address, from, to) => account.moveIp(address, Number(from), Number(to)),
    loseIpsOf: (external_id) => {
      faults.hideIps = new Set([Number(external_id)]);
      faults.hangIps.add(Number(external_id));
    },
    refuseCredentials: () => {
      faults.refuseKey = 'body';
    },
    goDown: () => faults.failNext(Number.POSITIVE_INFINITY),
    comeBack: () => faults.clear(),
    secrets: [secretMarker, apiKey],
    stop: () => emulator.stop(),
  };
});
