import { Zone } from '@freehold/contracts/dns/zone';
import { Cluster } from '@freehold/contracts/fleet/cluster';
import { Sync } from '@freehold/contracts/inventory/sync';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import { describe, expect, it } from '@jest/globals';
import { endingOf } from './ending.js';

const resource: Resource = {
  kind: 'zone',
  id: 'x',
  status: 'active',
  status_message: null,
  spec: {},
  observed: null,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
  revision: 5,
  generation: 5,
  converged: 5,
  position: 6,
  tenant_id: null,
  brand_id: null,
};

const ends = (kind: Kind, over: Partial<Resource>) => endingOf(kind, 'x', { ...resource, ...over })?.status;

describe('a command has ended', () => {
  it('once its resource is what was wanted last, has failed, or is gone', () => {
    expect(ends(Zone, {})).toBe('active');
    expect(ends(Zone, { status: 'suspended' })).toBe('suspended');
    expect(ends(Zone, { status: 'failed', converged: 0 })).toBe('failed');
    expect(ends(Zone, { status: 'deleting', status_message: 'refused: no' })).toBe('deleting');
    expect(ends(Zone, { status: 'deleted' })).toBe('deleted');
    expect(endingOf(Zone, 'x', undefined)?.status).toBe('deleted');
    for (const status of ['pending', 'provisioning', 'suspended'] as const)
      expect([status, ends(Zone, { status, converged: 4 })]).toEqual([status, undefined]);
    expect(ends(Zone, { status: 'deleting' })).toBeUndefined();
  });

  it('at once where a change is the whole truth, or only declares something', () => {
    expect(ends(Brand, { converged: 0 })).toBe('active');
    expect(ends(Cluster, { status: 'pending', generation: 0, converged: 0 })).toBe('pending');
    expect(ends(Cluster, { status: 'provisioning', converged: 0 })).toBeUndefined();
  });

  it('once a run is over', () => {
    for (const status of ['pending', 'running', 'held'] as const) expect(ends(Sync, { status })).toBeUndefined();
    for (const status of ['completed', 'failed'] as const) expect(ends(Sync, { status })).toBe(status);
  });
});
