import { Provider } from '@freehold/contracts/inventory/provider';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from '../inventory-sync-under-test.js';

describe('the schedule of a provider', () => {
  const inventory = new InventoryUnderTest({ servers: 2 });

  const runsOf = async (provider: string) => await inventory.runtime.parts.view.list('sync', { provider_id: provider });
  const requests = async (provider: string) =>
    (await inventory.events('sync')).filter(
      ({ fact, data }) => fact === 'requested' && JSON.stringify(data).includes(provider),
    );

  it('has it looked at as soon as it is there, and again when its interval is over', async () => {
    const provider = await inventory.provider({ sync_interval: 1 });
    await until(async () => (await runsOf(provider)).filter(({ status }) => status === 'completed').length >= 3);
    const times = (await runsOf(provider)).map(({ created_at }) => Date.parse(created_at));
    for (const [nth, time] of times.entries()) expect(time - (times[nth - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
    await inventory.send(Provider, 'delete', provider);
  });

  it('is over with the interval: 0 has it looked at only when somebody asks', async () => {
    const provider = await inventory.provider({ sync_interval: 3600 });
    const [first] = await until(async () => ((await runsOf(provider)).length > 0 ? await runsOf(provider) : undefined));
    await inventory.ended(first?.id ?? '');
    await inventory.send(Provider, 'update', provider, { sync_interval: 0 });
    await until(async () => (await inventory.schedule(provider)) === 'none');
    await inventory.sync(provider);
    expect(await inventory.schedule(provider)).toBe('none');
    expect(await requests(provider)).toHaveLength(2);
  });

  it('counts from the newest run, whoever asked for it, and follows a changed interval at once', async () => {
    const provider = await inventory.provider();
    const byHand = await inventory.sync(provider);
    await inventory.send(Provider, 'update', provider, { sync_interval: 3600 });
    const anHourAfter = Date.parse(byHand.created_at) + 3_600_000;
    await until(async () => Math.abs(Date.parse(await inventory.schedule(provider)) - anHourAfter) < 1_000);
    await inventory.send(Provider, 'update', provider, { sync_interval: 1 });
    await until(async () => (await runsOf(provider)).length > 1);
    await inventory.send(Provider, 'delete', provider);
    await until(async () => (await inventory.schedule(provider)) === 'none');
  });
});
