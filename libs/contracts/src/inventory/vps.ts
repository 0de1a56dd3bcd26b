import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { Assignment, assignable } from './assignment.js';
import { ObservedVps } from './observed.js';

/** What is known of a VPS as facts. Used bandwidth is a sample, so it is not among them. */
export const VpsFacts = ObservedVps.omit({ bandwidth_used_gb: true }).extend({ provider_id: Id });

/** A rented virtual server, as its provider shows it. */
export const Vps = kind({
  context: 'inventory',
  name: 'vps',
  plural: 'vps',
  summary: 'A rented virtual server, as its provider shows it',
  lifecycle: 'observed',
  id: { scheme: 'natural', of: (spec) => `${String(spec['provider_id'])}/${String(spec['external_id'])}` },
  spec: VpsFacts.extend(Assignment.shape),
  refs: {
    provider_id: { kind: 'provider', on_delete: 'ignore' },
    tenant_id: { kind: 'tenant', on_delete: 'ignore' },
  },
  ...assignable(VpsFacts),
});
