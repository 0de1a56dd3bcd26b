import { Provider } from '@freehold/contracts/inventory/provider';
import { Sync } from '@freehold/contracts/inventory/sync';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from '../inventory-sync-under-test.js';
import { vpsId } from './account-differences.js';

describe('a sync', () => {
  const inventory = new InventoryUnderTest();
  let provider: string;

  const row = async (external_id: number) =>
    await inventory.runtime.parts.view.get('vps', vpsId(provider, String(external_id)));

  /** The VPS and address events of one sync, as types with their resources. */
  async function found(): Promise<{ type: string; data: object }[]> {
    const run = await inventory.sync(provider);
    expect(run).toMatchObject({ status: 'completed', observed: { failure_count: 0 } });
    const events = await inventory.events('vps', 'ip');
    return events.filter(({ correlation_id }) => correlation_id === run.id).map(({ type, data }) => ({ type, data }));
  }

  it('discovers what a new account holds', async () => {
    provider = await inventory.provider();
    const run = await inventory.sync(provider);
    expect(run).toMatchObject({
      status: 'completed',
      observed: { starts: 1, counts: { vps: 20, ips: 80, vps_discovered: 20, ips_discovered: 80 } },
    });
    expect(await inventory.events('vps', 'ip')).toHaveLength(100);
    expect(await row(700_001)).toMatchObject({
      status: 'active',
      spec: { external_id: '700001', provider_id: provider },
    });
  });

  it('of an unchanged account yields no VPS or IP event', async () => {
    expect(await found()).toEqual([]);
  });

  it('records a change with the old and the new value, a move, and what came and went', async () => {
    const { account } = inventory.emulator;
    const moving = account.get(700_002).ips?.[1]?.ip ?? '';
    account.rename(700_001, 'renamed');
    account.moveIp(moving, 700_002, 700_003);
    account.addIp(700_004, '203.0.113.4');
    account.remove(700_020);
    const types = (await found()).map(({ type }) => type);
    const released = Array(4).fill('IpReleased');
    // The address that moved has lost its reverse name: that is the change.
    const expected = ['IpChanged', 'IpDiscovered', 'IpMoved', ...released, 'VpsChanged', 'VpsVanished'];
    expect(types.toSorted()).toEqual(expected);
    const [changed] = (await inventory.events('vps')).filter(({ fact }) => fact === 'changed');
    expect(changed?.data).toEqual({
      changes: { name: 'renamed' },
      previous: { name: expect.stringContaining('-001-') },
    });
    expect(await row(700_020)).toMatchObject({ status: 'vanished' });
  });

  it('discovers again what had vanished and returns', async () => {
    inventory.emulator.account.restore(700_020);
    expect((await found()).map(({ type }) => type).toSorted()).toEqual([
      ...Array(4).fill('IpDiscovered'),
      'VpsDiscovered',
    ]);
    expect(await row(700_020)).toMatchObject({ status: 'active' });
  });

  it('keeps the addresses that a VPS did not tell in time, completes, and says so', async () => {
    const { faults } = inventory.emulator;
    faults.hideIps = new Set([700_005]);
    faults.refuseAction.set('get_instance_ips', 'Try again later.');
    const run = await inventory.sync(provider);
    faults.clear();
    expect(run.observed).toMatchObject({
      failure_count: 1,
      failures: [{ what: 'ips', external_id: '700005', reason: expect.stringContaining('Try again later') }],
      counts: { ips_released: 0, ips_changed: 0 },
    });
    expect(await found()).toEqual([]);
  });

  it('fails with the reason when the key is not accepted, without the key in it, and nothing vanishes', async () => {
    inventory.emulator.faults.refuseKey = 'body';
    const run = await inventory.sync(provider);
    inventory.emulator.faults.clear();
    expect(run).toMatchObject({ status: 'failed', status_message: expect.stringContaining('Not Authorized') });
    expect(await found()).toEqual([]);
  });

  it('answers every run that was wanted meanwhile, and looks once for them', async () => {
    inventory.emulator.faults.latencyMs = 3_000; // The first look lasts until the others are wanted.
    const before = inventory.emulator.requests['get_instances'] ?? 0;
    const first = await inventory.request(provider);
    await until(async () => (await inventory.runtime.parts.view.get('sync', first))?.status === 'running');
    const meanwhile = await Promise.all([
      inventory.request(provider),
      inventory.request(provider),
      inventory.request(provider),
    ]);
    inventory.emulator.faults.latencyMs = 0;
    for (const id of [first, ...meanwhile]) expect(await inventory.ended(id)).toMatchObject({ status: 'completed' });
    expect(inventory.emulator.requests['get_instances']).toBe(before + 2);
  });

  it('puts the used bandwidth into the stream of samples, and none of it into events', async () => {
    const { jsm } = inventory.runtime.parts.ledger;
    const before = (await jsm.streams.info('SAMPLES')).state.messages;
    await inventory.sync(provider);
    const { state } = await jsm.streams.info('SAMPLES');
    expect(state.messages).toBe(before + 1);
    const message = await jsm.streams.getMessage('SAMPLES', { seq: state.last_seq });
    const sample = message?.json<{ provider_id: string; samples: { vps_id: string; used_gb: number }[] }>();
    expect(sample).toMatchObject({ provider_id: provider });
    expect(sample?.samples).toContainEqual({ vps_id: vpsId(provider, '700001'), used_gb: expect.any(Number) });
    expect(JSON.stringify(await inventory.events('vps'))).not.toContain('bandwidth_used');
  });

  it('after a change of the settings asks where they now point', async () => {
    await inventory.send(Provider, 'update', provider, { credentials: { api_key: 'another-key' } });
    expect(await inventory.sync(provider)).toMatchObject({ status: 'failed' });
    await inventory.send(Provider, 'update', provider, { credentials: { api_key: inventory.apiKey } });
    expect(await inventory.sync(provider)).toMatchObject({ status: 'completed' });
  });

  it('of a provider that is deleted lets all that it held vanish, and ends', async () => {
    await inventory.send(Provider, 'delete', provider);
    await until(async () => (await inventory.living('vps')) + (await inventory.living('ip')) === 0);
    const events = await inventory.events('vps', 'ip');
    expect(events.filter(({ type }) => type === 'VpsVanished')).toHaveLength(21);
    expect(
      await inventory.send(Sync, 'create', 'after-all', { provider_id: provider, trigger: 'manual' }),
    ).toMatchObject({
      outcome: 'rejected',
      code: 'sync.reference_missing',
    });
  });
});
