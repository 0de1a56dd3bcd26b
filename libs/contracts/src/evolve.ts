import type { RecordedEvent } from './event.js';
import { deedOf } from './facts.js';
import type { Kind } from './kind.js';
import { born, type Resource, type StandardFacts, type Status, suspendReason, touched } from './resource.js';
import { erasedSpec } from './sealing.js';

/** Folds one event into its resource. Pure and total over every event that the ledger can hold. */
export function evolve(kind: Kind, resource: Resource | undefined, event: RecordedEvent): Resource {
  const next = standard(kind, resource, event) ?? kind.evolve?.(resource, event);
  if (next === undefined)
    throw new Error(`${event.type} at ${event.position} does not fit ${kind.name} ${event.resource_id}`);
  return next;
}

function standard(kind: Kind, resource: Resource | undefined, event: RecordedEvent): Resource | undefined {
  if (event.fact === 'created') {
    const { spec } = event.data as StandardFacts['created']; // the ledger's own event, checked when it was written
    if (kind.lifecycle === 'provisioned') return { ...born(event, 'pending', spec), generation: 0 };
    return born(event, kind.lifecycle === 'asynchronous' ? 'pending' : 'active', spec);
  }
  // A person may also be erased of whom nothing lives any more: of that there are no rows, and there will be none.
  if (resource === undefined) return kind.personal && isErasure(event.fact) ? born(event, 'deleted', {}) : undefined;
  const seen = touched(resource, event);
  const deed = deedOf(kind, event.fact);
  if (deed) return { ...seen, status: deed.status, status_message: null, generation: event.position };
  switch (
    event.fact as keyof StandardFacts // any other fact falls through to the kind's own evolve
  ) {
    case 'updated': {
      const { changes } = event.data as unknown as StandardFacts['updated']; // as above
      return {
        ...wanted(kind, seen),
        spec: { ...resource.spec, ...changes },
        revision: event.position,
        tenant_id: event.tenant_id ?? null,
        brand_id: event.brand_id ?? null,
      };
    }
    case 'retried':
      if (resource.status === 'deleting') return { ...seen, generation: event.position, status_message: null };
      return kind.lifecycle === 'provisioned' ? again(kind, seen) : wanted(kind, seen);
    case 'converged': {
      const { generation, observed } = event.data as StandardFacts['converged']; // as above
      // What is provisioned has facts of its own besides, which a report on a deed does not know.
      const all = kind.lifecycle === 'provisioned' ? { ...resource.observed, ...observed } : observed;
      return { ...seen, status: served(resource), status_message: null, observed: all, converged: generation };
    }
    case 'failed': {
      const { reason } = event.data as StandardFacts['failed']; // as above
      return { ...seen, status: resource.status === 'deleting' ? 'deleting' : 'failed', status_message: reason };
    }
    case 'suspended': {
      const { reason } = event.data as StandardFacts['suspended']; // as above
      const spec = { ...resource.spec, suspend_reason: reason };
      return { ...seen, spec, status: 'suspended', status_message: null, generation: event.position };
    }
    case 'unsuspended':
      return wanted(kind, { ...seen, spec: { ...resource.spec, suspend_reason: null } });
    case 'withdrawn':
      // A mere declaration again: a reconciler that looks at every row must find nothing to do.
      return { ...seen, status: 'pending', status_message: null, observed: null, generation: 0, converged: 0 };
    case 'erase_requested':
      return { ...seen, spec: erasedSpec(kind, resource.spec, event.time), revision: event.position };
    case 'drift_detected':
    case 'step_reached':
    case 'erased':
      return seen;
    case 'delete_requested':
      return { ...seen, status: 'deleting', status_message: null, generation: event.position };
    case 'deleted':
      return { ...seen, status: 'deleted', status_message: null };
    case 'created':
      return undefined;
  }
  return undefined;
}

function isErasure(fact: string): boolean {
  return fact === 'erase_requested' || fact === 'erased';
}

/** What is provisioned is made so once more; what was never asked for stays as it is. */
function again({ verbs = {} }: Kind, seen: Resource): Resource {
  if (seen.generation === 0) return seen;
  const deed = Object.values(verbs).find(({ deed }) => deed && !deed.withdraws)?.deed;
  return { ...seen, status: deed?.status ?? seen.status, status_message: null, generation: seen.position };
}

/** What a resource is once it is as it should be. */
function served({ spec }: Resource): Status {
  return suspendReason(spec) === undefined ? 'active' : 'suspended';
}

/** A resource whose wanted state has just changed: what was served once is being changed, what never was is still pending. */
function wanted(kind: Kind, seen: Resource): Resource {
  // A declaration is changed; a deed makes it so.
  if (kind.lifecycle === 'provisioned') return seen;
  if (kind.lifecycle !== 'asynchronous') return { ...seen, generation: seen.position };
  const underway = seen.converged === 0 ? 'pending' : 'provisioning';
  return {
    ...seen,
    status: suspendReason(seen.spec) === undefined ? underway : 'suspended',
    status_message: null,
    generation: seen.position,
  };
}
