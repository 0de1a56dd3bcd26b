import { naturalId } from '@freehold/contracts/ids';
import { Ip } from '@freehold/contracts/inventory/ip';
import { Vps } from '@freehold/contracts/inventory/vps';
import { until } from '@freehold/testing/until';
import { describe, expect, it } from '@jest/globals';
import { InventoryUnderTest } from '../inventory-sync-under-test.js';
import { vpsId } from '../sync/account-differences.js';

describe('what a tenant holds', () => {
  const inventory = new InventoryUnderTest({ servers: 3 });

  const holders = async () => {
    const { view } = inventory.runtime.parts;
    const rows = [...(await view.list('vps')), ...(await view.list('ip'))];
    return rows.flatMap(({ id, tenant_id }) => (tenant_id === null ? [] : [[id, tenant_id]]));
  };

  it('is free again when the tenant is deleted, and what others hold stays theirs', async () => {
    const provider = await inventory.provider();
    await inventory.sync(provider);
    await inventory.tenant('tenant1');
    await inventory.tenant('tenant2');
    const ip = (address: string) => naturalId('ip', `${provider}/${address}`);
    const [machine, others] = [vpsId(provider, '700001'), vpsId(provider, '700002')];
    await inventory.send(Vps, 'assign', machine, { tenant_id: 'tenant1' });
    await inventory.send(Ip, 'assign', ip('198.18.0.0'), { tenant_id: 'tenant1', domain: 'acme.example' });
    await inventory.send(Vps, 'assign', others, { tenant_id: 'tenant2' });
    expect(await inventory.send(Ip, 'assign', ip('198.18.0.0'), { tenant_id: 'tenant2' })).toMatchObject({
      outcome: 'rejected',
      code: 'ip.held',
    });
    expect(await holders()).toHaveLength(3);
    await inventory.deleteTenant('tenant1');
    await until(async () => (await holders()).length === 1);
    expect(await holders()).toEqual([[others, 'tenant2']]);
    const [freed] = (await inventory.events('ip')).filter(({ fact }) => fact === 'unassigned');
    expect(freed?.data).toEqual({ previous_tenant_id: 'tenant1', previous_domain: 'acme.example' });
  });

  it('survives every sync', async () => {
    const [provider] = await inventory.runtime.parts.view.list('provider');
    inventory.emulator.account.rename(700_002, 'renamed');
    await inventory.sync(provider?.id ?? '');
    expect(await holders()).toHaveLength(1);
  });
});
