import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { Vps } from '@freehold/contracts/inventory/vps';
import type { Kind } from '@freehold/contracts/kind';
import { born, type Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { describe, expect, it } from '@jest/globals';
import { decode, encode } from './envelope.js';
import { draft } from './ledger-under-test.js';
import { after, ownership } from './ownership.js';

const bare = born(
  decode({ seq: 1, subject: 'evt.a.b.c', data: new TextEncoder().encode('{}'), headers: encode(draft()).headers }),
  'active',
  {},
);
const resource = (spec: object, tenant_id: string | null = null, brand_id: string | null = null): Resource => ({
  ...bare,
  spec: { ...spec },
  tenant_id,
  brand_id,
});
const nobody = { refs: {}, referrers: [] };
const knowing = (tenant: Resource) => ({ refs: { tenant_id: tenant }, referrers: [] });

/** Whose the event is by which a resource gets this data. */
const owners = (
  kind: Kind,
  before: Resource | undefined,
  data: Record<string, unknown>,
  facts: Parameters<typeof ownership>[3] = nobody,
) => ownership(kind, 'id', after(before, data), facts);

describe('an event', () => {
  it('of a tenant or a brand is its own', () => {
    expect(owners(Tenant, undefined, { spec: { brand_id: 'b1' } })).toEqual({ tenant_id: 'id', brand_id: 'b1' });
    expect(owners(Brand, undefined, { spec: {} })).toEqual({ brand_id: 'id' });
  });

  it('is its tenant’s, and of the brand of that one', () => {
    const tenant = resource({}, 't1', 'b1');
    expect(owners(Zone, undefined, { spec: { tenant_id: 't1' } }, knowing(tenant))).toEqual({
      tenant_id: 't1',
      brand_id: 'b1',
    });
    expect(owners(Zone, undefined, { spec: { brand_id: 'b2' } })).toEqual({ brand_id: 'b2' });
    expect(owners(Zone, undefined, { spec: {} })).toEqual({});
  });

  it('that says nothing of owners leaves them as they were', () => {
    const zone = resource({ tenant_id: 't1' }, 't1', 'b1');
    expect(owners(Zone, zone, { generation: 7, observed: {} })).toEqual({ tenant_id: 't1', brand_id: 'b1' });
    expect(owners(Zone, zone, { changes: { dnssec: true }, previous: {} })).toEqual({
      tenant_id: 't1',
      brand_id: 'b1',
    });
  });

  it('by which a thing is given to another tenant is that one’s, and never of the brand before', () => {
    const zone = resource({ tenant_id: 't1' }, 't1', 'b1');
    expect(
      owners(Zone, zone, { changes: { tenant_id: 't2' }, previous: {} }, knowing(resource({}, 't2', 'b2'))),
    ).toEqual({ tenant_id: 't2', brand_id: 'b2' });
    expect(owners(Zone, zone, { changes: { tenant_id: null }, previous: {} })).toEqual({});
    expect(owners(Zone, zone, { changes: { tenant_id: 't2' }, previous: {} })).toEqual({ tenant_id: 't2' });
  });

  it('by which a rented thing is assigned or taken back says whose it is from then on', () => {
    const free = resource({ tenant_id: null });
    const held = resource({ tenant_id: 't1' }, 't1', 'b1');
    expect(
      owners(Vps, free, { tenant_id: 't1', domain: null, previous_tenant_id: null }, knowing(resource({}, 't1', 'b1'))),
    ).toEqual({ tenant_id: 't1', brand_id: 'b1' });
    expect(owners(Vps, held, { previous_tenant_id: 't1', previous_domain: null })).toEqual({});
  });

  it('of what lives within another is whose that is', () => {
    const zone = resource({ tenant_id: 't1' }, 't1', 'b1');
    expect(ownership(Record, 'r1', zone, nobody)).toEqual({ tenant_id: 't1', brand_id: 'b1' });
  });
});
