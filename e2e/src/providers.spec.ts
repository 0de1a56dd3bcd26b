import type { HostwindsEmulator } from '@freehold/emulators/hostwinds';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Answer, ApiClient } from './api-client.js';
import { PlatformUnderTest } from './platform-under-test.js';
import { operationOf, RentedAccount } from './rented-account.js';

describe('a provider', () => {
  let platform: PlatformUnderTest;
  let api: ApiClient;
  let account: RentedAccount;
  let emulator: HostwindsEmulator;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start();
    api = platform.api;
  });

  beforeEach(async () => {
    account = await RentedAccount.rent(api);
    emulator = account.emulator;
  });

  afterEach(async () => account.leave());

  it('answers questions: whether it can be reached, where it rents and what', async () => {
    const test = async () => (await api.get(`/providers/${account.provider}/test-connection`)).body;
    expect(await test()).toMatchObject({ ok: true });
    emulator.faults.refuseKey = 401;
    expect(await test()).toMatchObject({ ok: false, code: 'unauthorized', detail: expect.any(String) });
    emulator.faults.clear();
    emulator.faults.hangAction.add('get_instances').add('get_instance_ids').add('check_serviceid').add('get_locations');
    const from = performance.now();
    expect(await test()).toMatchObject({ ok: false });
    expect(performance.now() - from).toBeLessThan(5_500);
    emulator.faults.clear();
    expect((await api.get(`/providers/${account.provider}/regions`)).body.items[0]).toMatchObject({
      external_id: expect.any(String),
      name: expect.any(String),
    });
    expect((await api.get(`/providers/${account.provider}/services`)).body.items[0]).toMatchObject({
      external_id: expect.any(String),
      name: expect.any(String),
    });
  });

  it('can be changed and removed, and its credentials are in no answer', async () => {
    const answers: Answer[] = [
      await api.get(`/providers/${account.provider}`),
      await api.get('/providers'),
      await api.put(`/providers/${account.provider}`, { credentials: { api_key: 'another-secret-key' } }),
      await api.put(`/providers/${account.provider}?dryRun=true`, { credentials: { api_key: 'another-secret-key' } }),
      await api.get(`/resources/provider/${account.provider}/history`),
      await api.get(`/events?id=${account.provider}`),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/another-secret-key|an-emulated-key|eyJ/);
      expect(text).toContain('***');
    }
    expect((await api.put(`/providers/${account.provider}`, { kind: 'proxmox' })).status).toBe(400);
    expect(
      (await api.put(`/providers/${account.provider}`, { settings: { base_url: 'http://elsewhere.example/' } })).body
        .code,
    ).toBe('provider.insecure');
    expect(await account.sync()).toMatchObject({ status: 'failed' });
    expect((await api.delete(`/providers/${account.provider}`)).status).toBe(204);
    expect((await api.post(`/providers/${account.provider}/sync`)).status).toBe(404);
  });

  describe('on a schedule from outside', () => {
    const cron = async (secret: string) =>
      await new ApiClient(api.url, secret).send('POST', '/cron/sync-infra', { withinMs: 40_000 });
    const secret = () => (JSON.parse(platform.file('secrets.json')) as { cron_secret: string }).cron_secret; // its own file

    it('is looked at by whoever knows the schedule’s secret, which opens nothing else', async () => {
      const { status, body } = await cron(secret());
      expect([status, body]).toEqual([200, expect.objectContaining({ syncedVps: 32, syncedIps: 96 })]);
      expect((await cron('nonsense')).status).toBe(401);
      expect((await new ApiClient(api.url, undefined).send('POST', '/cron/sync-infra')).status).toBe(401);
      expect((await new ApiClient(api.url, secret()).get('/providers')).status).toBe(401);
    });

    it('is told where to look when a run waits for somebody', async () => {
      for (const id of emulator.account.serviceIds().slice(0, 12)) emulator.account.remove(id);
      const { status, body } = await cron(secret());
      expect(status).toBe(202);
      expect(operationOf(body)).toMatchObject({ kind: 'sync.sync', status: expect.any(String) });
    });
  });
});
