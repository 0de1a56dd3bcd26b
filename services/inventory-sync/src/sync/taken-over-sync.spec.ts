import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from '../inventory-sync-under-test.js';

describe.each([{ batches: false }, { batches: true }])('a sync in whose middle something stops (%o)', (ledger) => {
  const inventory = new InventoryUnderTest({ servers: 300 }, ledger);

  const running = async (id: string) => {
    await until(async () => (await inventory.runtime.parts.view.get('sync', id))?.status === 'running');
  };

  it('is begun again by the service that starts next, and ends', async () => {
    const provider = await inventory.provider();
    inventory.emulator.faults.latencyMs = 500;
    const run = await inventory.request(provider);
    await running(run);
    await inventory.restart();
    inventory.emulator.faults.latencyMs = 0;
    expect(await inventory.ended(run)).toMatchObject({
      status: 'completed',
      observed: { starts: 2, counts: { vps: 300 } },
    });
    expect(await inventory.living('vps')).toBe(300);
  });

  it('goes on when NATS was gone for a moment, and records each thing once', async () => {
    const provider = await inventory.provider();
    const run = await inventory.request(provider);
    await until(async () => (await inventory.living('vps')) > 310);
    await inventory.nats.kill();
    await inventory.nats.restart();
    expect(await inventory.ended(run)).toMatchObject({
      status: 'completed',
      observed: { counts: { vps: 300 } },
    });
    // The run may have ended before the cut: then nothing has waited for the connection to be back.
    await until(async () => await inventory.runtime.parts.ledger.state());
    const discovered = (await inventory.events('vps', 'ip')).filter(({ fact }) => fact === 'discovered');
    expect(discovered).toHaveLength(2 * (300 + 1200));
    expect(new Set(discovered.map(({ resource_id }) => resource_id)).size).toBe(2 * (300 + 1200));
  });

  it('that was interrupted three times is given up, honestly', async () => {
    const provider = await inventory.provider();
    inventory.emulator.faults.hangAction.add('get_instances');
    const run = await inventory.request(provider);
    for (let time = 1; time <= 3; time++) {
      await until(async () => (await inventory.runtime.parts.view.get('sync', run))?.observed?.['starts'] === time);
      await inventory.restart();
    }
    inventory.emulator.faults.clear();
    expect(await inventory.ended(run)).toMatchObject({
      status: 'failed',
      status_message: expect.stringContaining('interrupted'),
    });
  });
});
