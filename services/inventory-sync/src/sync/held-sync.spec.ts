import { Sync } from '@freehold/contracts/inventory/sync';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from '../inventory-sync-under-test.js';

describe('an answer that would make suspiciously much vanish', () => {
  const inventory = new InventoryUnderTest({ servers: 40, ipsPerServer: 2 });
  let provider: string;
  let held: string;

  it('is held back, and nothing vanishes', async () => {
    provider = await inventory.provider();
    await inventory.sync(provider);
    for (let id = 700_001; id <= 700_013; id++) inventory.emulator.account.remove(id);
    const run = await inventory.sync(provider);
    expect(run).toMatchObject({
      status: 'held',
      observed: { held: { would_vanish_vps: 13, known_vps: 40, would_release_ips: 26, known_ips: 80 } },
    });
    expect(await inventory.living('vps')).toBe(40);
    held = run.id;
  });

  it('is held once: a later run that sees the same fails, and names the one that waits', async () => {
    const run = await inventory.sync(provider);
    expect(run).toMatchObject({ status: 'failed', status_message: expect.stringContaining(held) });
    expect(await inventory.ended(held)).toMatchObject({ status: 'held' });
  });

  it('is held again when it would make more vanish than was confirmed', async () => {
    inventory.emulator.account.remove(700_014);
    await inventory.send(Sync, 'confirm', held);
    expect(await inventory.ended(held)).toMatchObject({ status: 'held', observed: { held: { would_vanish_vps: 14 } } });
    expect(await inventory.living('vps')).toBe(40);
  });

  it('goes through once somebody has confirmed it', async () => {
    await inventory.send(Sync, 'confirm', held);
    expect(await inventory.ended(held)).toMatchObject({
      status: 'completed',
      observed: { counts: { vps: 26, vps_vanished: 14, ips_released: 28 } },
    });
    expect(await inventory.living('vps')).toBe(26);
  });

  it('is done with when a later look finds the account as it was', async () => {
    for (let id = 700_015; id <= 700_030; id++) inventory.emulator.account.remove(id);
    const suspicious = await inventory.sync(provider);
    expect(suspicious).toMatchObject({ status: 'held' });
    for (let id = 700_015; id <= 700_030; id++) inventory.emulator.account.restore(id);
    const fine = await inventory.sync(provider);
    expect(fine).toMatchObject({ status: 'completed', observed: { counts: { vps_vanished: 0 } } });
    const overtaken = await until(async () => {
      const run = await inventory.ended(suspicious.id);
      return run.status === 'failed' && run;
    });
    expect(overtaken.status_message).toContain(fine.id);
  });
});
