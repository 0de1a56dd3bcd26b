import { z } from 'zod';
import { DomainName } from '../dns/domain-name.js';
import type { RecordedEvent } from '../event.js';
import { Id } from '../fields.js';
import type { Reasons } from '../kind.js';
import { born, type Resource, touched } from '../resource.js';

/** Who uses a rented thing: the operator says so, the provider does not know. */
export const Assignment = z.strictObject({ tenant_id: Id.nullable(), domain: DomainName.nullable() });

/** The body of `POST …/assign`: an absent domain keeps the one that the tenant has given, null clears it. */
export const Assign = z.strictObject({ tenant_id: Id, domain: DomainName.nullable().optional() });

/** The body of `POST …/unassign`: with a tenant it takes the thing from that one alone. */
export const Unassign = z.strictObject({ tenant_id: Id.optional() });

const ASSIGNMENT_REASONS: Reasons = {
  held: { status: 409, title: 'Another tenant holds it' },
  gone: { status: 409, title: 'The provider does not show it any more' },
};

/**
 * What `vps` and `ip` have in common: discovered, changed, vanished by the provider; assigned and unassigned by operators.
 * A thing that vanishes keeps its assignment, so that one that returns after a fault of the provider is whose it was.
 */
export function assignable(observed: z.ZodObject) {
  return {
    verbs: {
      assign: { data: Assign, action: 'write', summary: 'Say which tenant uses it, and for which domain' },
      unassign: { data: Unassign, action: 'write', summary: 'Take it back from its tenant' },
    },
    facts: {
      discovered: z.strictObject({ spec: observed }),
      changed: z.strictObject({ changes: observed.partial(), previous: observed.partial() }),
      vanished: z.strictObject({}),
      assigned: Assignment.extend({ tenant_id: Id, previous_tenant_id: Id.nullable() }),
      unassigned: z.strictObject({ previous_tenant_id: Id, previous_domain: z.string().nullable() }),
    },
    reasons: ASSIGNMENT_REASONS,
    evolve: evolveAssignable,
  } as const;
}

function evolveAssignable(resource: Resource | undefined, event: RecordedEvent): Resource {
  if (event.fact === 'discovered') {
    const { spec } = event.data as { spec: Record<string, unknown> }; // checked when it was written, like every event's data here
    if (resource === undefined) return born(event, 'active', { ...spec, tenant_id: null, domain: null });
    return respecified(resource, event, spec);
  }
  if (resource === undefined) throw new Error(`${event.type} at ${event.position} comes before its discovery`);
  switch (event.fact) {
    case 'changed':
      return respecified(resource, event, (event.data as { changes: Record<string, unknown> }).changes); // as above
    case 'vanished':
      return { ...touched(resource, event), status: 'vanished' };
    case 'assigned': {
      const { tenant_id, domain } = event.data as z.output<typeof Assignment>; // as above
      const owners = { tenant_id, brand_id: event.brand_id ?? null };
      return { ...respecified(resource, event, { tenant_id, domain }), status: resource.status, ...owners };
    }
    case 'unassigned':
      return {
        ...respecified(resource, event, { tenant_id: null, domain: null }),
        status: resource.status,
        tenant_id: null,
        brand_id: null,
      };
  }
  throw new Error(`${event.type} at ${event.position} is no fact of ${event.kind}`);
}

function respecified(resource: Resource, event: RecordedEvent, changes: Record<string, unknown>): Resource {
  return {
    ...touched(resource, event),
    status: 'active',
    spec: { ...resource.spec, ...changes },
    revision: event.position,
    generation: event.position,
  };
}
