import type { RecordedEvent } from './event.js';
import type { Kind } from './kind.js';
import { born, type Resource, type StandardFacts, touched } from './resource.js';

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
    return born(event, kind.lifecycle === 'asynchronous' ? 'pending' : 'active', spec);
  }
  if (resource === undefined) return undefined;
  const seen = touched(resource, event);
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
      return resource.status === 'deleting'
        ? { ...seen, generation: event.position, status_message: null }
        : wanted(kind, seen);
    case 'converged': {
      const { generation, observed } = event.data as StandardFacts['converged']; // as above
      return { ...seen, status: 'active', status_message: null, observed, converged: generation };
    }
    case 'failed': {
      const { reason } = event.data as StandardFacts['failed']; // as above
      return { ...seen, status: resource.status === 'deleting' ? 'deleting' : 'failed', status_message: reason };
    }
    case 'drift_detected':
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

/** A resource whose wanted state has just changed: what was served once is being changed, what never was is still pending. */
function wanted(kind: Kind, seen: Resource): Resource {
  if (kind.lifecycle !== 'asynchronous') return { ...seen, generation: seen.position };
  return {
    ...seen,
    status: seen.converged === 0 ? 'pending' : 'provisioning',
    status_message: null,
    generation: seen.position,
  };
}
