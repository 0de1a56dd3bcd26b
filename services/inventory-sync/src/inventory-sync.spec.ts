import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from './inventory-sync-under-test.js';

describe('inventory-sync on real servers', () => {
  const inventory = new InventoryUnderTest();

  it('records what a new account holds, and nothing when it is looked at again', async () => {
    const provider = await inventory.provider();
    const first = await inventory.sync(provider);
    expect(first).toMatchObject({
      status: 'completed',
      observed: { counts: { vps: 20, ips: 80, vps_discovered: 20, ips_discovered: 80 } },
    });
    const known = (await inventory.events('vps', 'ip')).length;
    expect(known).toBe(100);
    const second = await inventory.sync(provider);
    expect(second.observed.counts).toMatchObject({
      vps: 20,
      ips: 80,
      vps_discovered: 0,
      vps_changed: 0,
      ips_discovered: 0,
      ips_changed: 0,
    });
    expect(await inventory.events('vps', 'ip')).toHaveLength(known);
  });
});
