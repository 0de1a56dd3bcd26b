import { Zone } from '@freehold/contracts/dns/zone';
import { fact, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import { leavingSubscription } from './subscription-of-zone.js';

const spec = { name: 'acme.example', tenant_id: 't1', subscription_id: 'gold', dnssec: false };
const zone = resourceOf(Zone, [fact('created', { spec })], 'z1');
const amended = async (changes: object, known = zone) =>
  await leavingSubscription({ ...changes }, { get: async () => known }, { resource_id: 'z1' });

describe('a zone that passes to another tenant', () => {
  it('leaves the subscription of the one before, unless it is told which one to join', async () => {
    expect(await amended({ tenant_id: 't2' })).toEqual({ tenant_id: 't2', subscription_id: null });
    expect(await amended({ tenant_id: null })).toEqual({ tenant_id: null, subscription_id: null });
    const told = { tenant_id: 't2', subscription_id: 'silver' };
    expect(await amended(told)).toEqual(told);
  });

  it('keeps it where the tenant stays, and has none to leave where it named none', async () => {
    for (const changes of [{ tenant_id: 't1' }, { dnssec: true }]) expect(await amended(changes)).toEqual(changes);
    const unnamed = resourceOf(Zone, [fact('created', { spec: { name: 'acme.example', dnssec: false } })], 'z1');
    expect(await amended({ tenant_id: 't2' }, unnamed)).toEqual({ tenant_id: 't2' });
  });
});
