import type { RecordedEvent } from './event.js';
import type { Kind } from './kind.js';

/** Status values of the REST contract; `vanished` is an observed thing that is not seen any more, the last line is a run's. */
export const STATUSES = [
  ...(['pending', 'provisioning', 'active', 'failed', 'suspended', 'deleting', 'deleted'] as const),
  'vanished',
  ...(['running', 'held', 'completed'] as const),
] as const;
export type Status = (typeof STATUSES)[number];

/**
 * A resource as the fold of its events: the same shape in a decider, in a service's row, in the gateway's row.
 * All positions are stream sequences.
 */
export interface Resource<S extends object = Record<string, unknown>, O extends object = Record<string, unknown>> {
  readonly kind: string;
  readonly id: string;
  readonly status: Status;
  readonly status_message: string | null;
  readonly spec: S;
  readonly observed: O | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** Position of the last event that changed the spec: the first part of the ETag. */
  readonly revision: number;
  /** Position of the last event that wants something done: what a reconciler must reach. */
  readonly generation: number;
  /** The generation that the backend last reported; 0 before the first report. */
  readonly converged: number;
  /** Position of the last event of any sort. */
  readonly position: number;
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
}

/** Data of the standard facts. A schema of each follows from the kind in facts.ts. */
export interface StandardFacts<S extends object = Record<string, unknown>> {
  created: { spec: S };
  /** Only the fields that changed: what they are now, and what they were. */
  updated: { changes: Partial<S>; previous: Partial<S> };
  retried: Record<string, never>;
  converged: { generation: number; observed: Record<string, unknown> };
  failed: { generation: number; reason: string };
  drift_detected: { differences: string[] };
  delete_requested: Record<string, never>;
  deleted: Record<string, never>;
}

/** Folds one event into its resource. Pure and total over every event that the ledger can hold. */
export function evolve(kind: Kind, resource: Resource | undefined, event: RecordedEvent): Resource {
  const next = standard(kind, resource, event) ?? kind.evolve?.(resource, event);
  if (next === undefined)
    throw new Error(`${event.type} at ${event.position} does not fit ${kind.name} ${event.resource_id}`);
  return next;
}

/** A resource as its first event makes it. */
export function born(event: RecordedEvent, status: Status, spec: Record<string, unknown>): Resource {
  return {
    kind: event.kind,
    id: event.resource_id,
    status,
    status_message: null,
    spec,
    observed: null,
    created_at: event.time,
    updated_at: event.time,
    revision: event.position,
    generation: event.position,
    converged: 0,
    position: event.position,
    tenant_id: event.tenant_id ?? null,
    brand_id: event.brand_id ?? null,
  };
}

/** What every event changes of a resource that exists. */
export function touched(resource: Resource, event: RecordedEvent): Resource {
  return { ...resource, updated_at: event.time, position: event.position };
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

/** Whether the resource is gone for its clients. */
export function isGone(resource: Resource | undefined): resource is undefined {
  return resource === undefined || resource.status === 'deleted';
}
