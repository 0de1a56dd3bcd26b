import type { RecordedEvent } from './event.js';
import type { Certificate } from './sealing.js';

/** Status values of the REST contract; the second line is a shard's, `vanished` is an observed thing that is not seen any more, the last line is a run's. */
export const STATUSES = [
  ...(['pending', 'provisioning', 'active', 'failed', 'suspended', 'deleting', 'deleted'] as const),
  ...(['converging', 'degraded'] as const),
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
  suspended: { reason: string };
  unsuspended: Record<string, never>;
  /** A deed has come that far. */
  step_reached: { generation: number; step: string; detail?: string };
  /** What earlier deeds have made is gone. */
  withdrawn: { generation: number };
  /** Of a kind with personal fields: they are gone from here on, and their key is about to be destroyed. */
  erase_requested: Record<string, never>;
  /** The key is destroyed. */
  erased: Certificate;
  delete_requested: Record<string, never>;
  deleted: Record<string, never>;
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

/** Whether the resource is gone for its clients. */
export function isGone(resource: Resource | undefined): resource is undefined {
  return resource === undefined || resource.status === 'deleted';
}

/** Why a resource is suspended; undefined when it is not. */
export function suspendReason(spec: Readonly<Record<string, unknown>>): string | undefined {
  const reason = spec['suspend_reason'];
  return typeof reason === 'string' ? reason : undefined;
}
