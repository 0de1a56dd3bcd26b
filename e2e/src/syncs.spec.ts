import type { HostwindsEmulator } from '@freehold/emulators/hostwinds';
import { until } from '@freehold/testing/until';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from './api-client.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { operationOf, RentedAccount } from './rented-account.js';

describe('the account of a provider', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let account: RentedAccount;
  let emulator: HostwindsEmulator;

  beforeAll(async () => {
    // What is recorded is recorded of the account under test alone.
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    api = platform.api;
  });

  beforeEach(async () => {
    account = await RentedAccount.rent(api);
    emulator = account.emulator;
  });

  afterEach(async () => account.leave());

  it('is visible as soon as the sync’s operation has ended', async () => {
    expect(await api.all(`/infrastructure/vps?provider_id=${account.provider}`)).toHaveLength(20);
    expect(await api.all(`/infrastructure/ips?provider_id=${account.provider}`)).toHaveLength(60);
  });

  it('yields no event about machines and addresses as long as nothing changes, though they use bandwidth', async () => {
    const before = await account.now();
    const used = (await account.vps(account.idAt(0)))?.['bandwidth_used_gb'];
    expect(await account.sync()).toMatchObject({
      status: 'completed',
      counts: { vps: 20, ips: 60, vps_changed: 0, ips_changed: 0 },
    });
    expect(await account.recorded(before)).toEqual([]);
    await until(async () => (await account.vps(account.idAt(0)))?.['bandwidth_used_gb'] !== used);
  });

  it('yields just the differences, with old and new values', async () => {
    const [renamed, off, from, to] = [account.idAt(0), account.idAt(1), account.idAt(2), account.idAt(3)];
    const oldName = emulator.account.get(renamed).srvrname;
    const address =
      emulator.account
        .get(from)
        .ips?.map(({ ip }) => ip)
        .find((ip) => ip !== emulator.account.get(from).main_ip && !ip.includes(':')) ?? '';
    emulator.account.rename(renamed, 'renamed');
    emulator.account.powerOff(off);
    emulator.account.moveIp(address, from, to);
    const before = await account.now();
    expect(await account.sync()).toMatchObject({ status: 'completed', counts: { vps_changed: 2, ips_moved: 1 } });
    expect(await account.recorded(before)).toEqual(
      expect.arrayContaining([
        ['VpsChanged', { changes: { name: 'renamed' }, previous: { name: oldName } }],
        [
          'VpsChanged',
          {
            changes: { power_state: 'off', status: 'stopped' },
            previous: { power_state: 'running', status: 'active' },
          },
        ],
        ['IpMoved', { vps_id: (await account.vps(to))?.id, previous_vps_id: (await account.vps(from))?.id }],
      ]),
    );
    const [[, released]] = (await account.recorded(before)).filter(([type]) => type === 'IpChanged') as [
      readonly [string, unknown],
    ];
    expect(released).toEqual({ changes: { reverse_name: null }, previous: { reverse_name: expect.any(String) } });
    expect(await account.recorded(before)).toHaveLength(4);
  });

  it('vanishes and returns as what it was', async () => {
    const gone = account.idAt(4);
    emulator.account.remove(gone);
    await account.sync();
    const vanished = await account.vps(gone);
    expect(vanished).toMatchObject({ status: 'vanished' });
    expect((await api.get(`/infrastructure/ips?vps_id=${vanished?.id}&status=vanished`)).body.items).toHaveLength(3);
    emulator.account.restore(gone);
    await account.sync();
    expect(await account.vps(gone)).toMatchObject({
      id: vanished?.id,
      status: 'active',
      first_seen_at: vanished?.['first_seen_at'],
    });
  });

  it('stays as it is known where the provider does not tell, and the run says so', async () => {
    emulator.faults.hideIps = new Set([account.idAt(5)]);
    emulator.faults.refuseAction.set('get_instance_ips', 'Something went wrong.');
    const before = await account.now();
    const run = await account.sync();
    expect(run).toMatchObject({
      status: 'completed',
      failure_count: 1,
      failures: [{ what: 'ips', external_id: String(account.idAt(5)) }],
    });
    expect(await account.recorded(before)).toEqual([]);
    expect(
      (await api.get(`/infrastructure/ips?vps_id=${(await account.vps(account.idAt(5)))?.id}`)).body.items,
    ).toHaveLength(3);
  });

  it('does not vanish in masses before somebody has confirmed it', async () => {
    for (const id of emulator.account.serviceIds().slice(0, 12)) emulator.account.remove(id);
    const before = await account.now();
    const { body } = await api.send('POST', `/providers/${account.provider}/sync`);
    const { id } = operationOf(body).resource;
    const held = await until(async () => {
      const run = (await api.get(`/infrastructure/sync-runs/${id}`)).body;
      return run.status === 'held' && run;
    });
    expect(held).toMatchObject({
      held: { would_vanish_vps: 12, known_vps: 20, would_release_ips: 36 },
      confirmed: false,
    });
    expect(await account.recorded(before)).toEqual([]);
    expect((await api.get('/infrastructure/status')).body).toMatchObject({ status: 'held' });
    const confirmed = await api.post(`/infrastructure/sync-runs/${id}/confirm`, undefined, { prefer: 'wait=20' });
    expect([confirmed.status, operationOf(confirmed.body).status]).toEqual([202, 'succeeded']);
    expect(
      (await api.get(`/infrastructure/vps?provider_id=${account.provider}&status=vanished`)).body.items,
    ).toHaveLength(12);
    expect((await api.post(`/infrastructure/sync-runs/${id}/confirm`)).status).toBe(202);
    const { id: harmless } = await account.sync();
    expect((await api.post(`/infrastructure/sync-runs/${harmless}/confirm`)).body.code).toBe('sync.wrong_state');
  });

  it('is looked at once for all who ask meanwhile, never twice at a time', async () => {
    emulator.faults.latencyMs = 500;
    const before = emulator.requests['get_instances'] ?? 0;
    const ask = async () => api.post(`/providers/${account.provider}/sync`, undefined, { prefer: 'wait=20' });
    const asked = await Promise.all(Array.from({ length: 6 }, ask));
    expect(asked.map(({ body }) => operationOf(body).status)).toEqual(asked.map(() => 'succeeded'));
    expect((emulator.requests['get_instances'] ?? 0) - before).toBeLessThanOrEqual(2);
  });

  it('is looked at by itself as often as its provider says', async () => {
    await api.put(`/providers/${account.provider}`, { sync_interval: 1 });
    await until(
      async () =>
        (await api.get(`/infrastructure/sync-runs?provider_id=${account.provider}&trigger=schedule&status=completed`))
          .body.items.length >= 2,
      { every: 100 },
    );
  });

  it('fails to be looked at with a reason, keeps all, and the status says so', async () => {
    emulator.faults.refuseKey = 'body';
    const before = await account.now();
    expect(await account.sync()).toMatchObject({
      status: 'failed',
      status_message: expect.stringMatching(/key|authori/i),
    });
    expect(await account.recorded(before)).toEqual([]);
    expect((await api.get('/infrastructure/status')).body).toMatchObject({
      status: 'failed',
      last_error: expect.stringMatching(/key|authori/i),
    });
  });
});
