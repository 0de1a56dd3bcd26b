import type { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { Assignment, assignable } from './assignment.js';
import { ObservedVps } from './observed.js';

/** What is known of a VPS as facts. Used bandwidth is a sample, so it is not among them. */
export const VpsFacts = ObservedVps.omit({ bandwidth_used_gb: true }).extend({ provider_id: Id });
export type VpsFacts = z.output<typeof VpsFacts>;

/** A rented virtual server, as its provider shows it. */
export const Vps = kind({
  context: 'inventory',
  name: 'vps',
  plural: 'vps',
  summary: 'A rented virtual server, as its provider shows it',
  lifecycle: 'observed',
  id: { scheme: 'natural', of: (spec) => `${String(spec['provider_id'])}/${String(spec['external_id'])}` },
  routes: { item: '/infrastructure/vps', lists: [{ path: '/infrastructure/vps' }] },
  spec: VpsFacts.extend(Assignment.shape),
  // The provider is no ref: who reports ten thousand of its VPS knows it, and need not look it up ten thousand times.
  refs: { tenant_id: { kind: 'tenant', on_delete: 'ignore' } },
  filters: ['tenant_id', 'provider_id', 'domain', 'region', 'external_id'],
  searched: ['name', 'hostname', 'main_ip'],
  ...assignable(VpsFacts),
});
