import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { touched } from '../resource.js';
import { Assignment, assignable } from './assignment.js';
import { ObservedIp } from './observed.js';

/** What is known of an address as facts; `vps_id` is null when the account holds it and no VPS does. */
export const IpFacts = ObservedIp.omit({ vps_external_id: true }).extend({ provider_id: Id, vps_id: Id.nullable() });
export type IpFacts = z.output<typeof IpFacts>;

const Moved = z.strictObject({ vps_id: Id.nullable(), previous_vps_id: Id.nullable() });

const base = assignable(IpFacts);

/** A rented IP address. The same private address may stand in two accounts, so the provider belongs to its identity. */
export const Ip = kind({
  context: 'inventory',
  name: 'ip',
  plural: 'ips',
  summary: 'A rented IP address, as its provider shows it',
  lifecycle: 'observed',
  id: { scheme: 'natural', of: (spec) => `${String(spec['provider_id'])}/${String(spec['address'])}` },
  routes: { item: '/infrastructure/ips', lists: [{ path: '/infrastructure/ips' }] },
  spec: IpFacts.extend(Assignment.shape),
  // The provider is no ref, as with VPS.
  refs: { tenant_id: { kind: 'tenant', on_delete: 'ignore' } },
  filters: ['tenant_id', 'provider_id', 'domain', 'address', 'vps_id'],
  searched: ['address', 'reverse_name'],
  ...base,
  facts: {
    discovered: base.facts.discovered,
    changed: base.facts.changed,
    moved: Moved,
    released: z.strictObject({}),
    assigned: base.facts.assigned,
    unassigned: base.facts.unassigned,
  },
  evolve(resource, event) {
    if (resource !== undefined && event.fact === 'moved') {
      const { vps_id } = event.data as z.output<typeof Moved>; // checked when it was written
      return { ...touched(resource, event), spec: { ...resource.spec, vps_id }, revision: event.position };
    }
    return base.evolve(resource, event.fact === 'released' ? { ...event, fact: 'vanished' } : event);
  },
});
