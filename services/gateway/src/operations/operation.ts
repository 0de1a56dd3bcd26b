import type { RecordedEvent } from '@freehold/contracts/event';
import { deedOf } from '@freehold/contracts/facts';
import { kindNamed } from '@freehold/contracts/kinds';
import { openings } from './openings.js';

export type OperationStatus = 'pending' | 'running' | 'succeeded' | 'failed' | 'cancelled';

/** Something that happened on the way, in order. */
export interface Step {
  readonly name: string;
  readonly status: 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly at: string;
  /** What it came to, where there is more to say than its name. */
  readonly detail?: string;
}

/** What a caller follows after a 202: the row, which is the fold of its resource's events since the command. */
export interface Operation {
  /** Of the command. */
  readonly id: string;
  readonly resource_kind: string;
  readonly resource_id: string;
  readonly aggregate_kind: string;
  readonly aggregate_id: string;
  readonly verb: string;
  readonly status: OperationStatus;
  /** Of the command's event: the generation that has to be reached. */
  readonly position: number;
  readonly steps: readonly Step[];
  readonly error: string | null;
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
  readonly created_at: string;
  readonly finished_at: string | null;
}

/** The operation that an event opens, if it does. */
export function opened(event: RecordedEvent): Operation | undefined {
  const verb = openings(kindNamed(event.kind))[event.fact];
  return verb === undefined ? undefined : begun({ ...event, verb });
}

/** What facts that bear on an operation say, by their schemas. */
interface Told {
  readonly generation?: number;
  readonly reason?: string;
  readonly step?: string;
  readonly detail?: string;
}

/** An open operation after one more event on its aggregate. What has ended stays as it ended. */
export function followed(operation: Operation, event: RecordedEvent): Operation {
  if (isFinal(operation) || event.position <= operation.position) return operation;
  if (event.resource_id !== operation.resource_id || event.kind !== operation.resource_kind)
    return swept(operation, event);
  const kind = kindNamed(event.kind);
  if (deedOf(kind, event.fact)?.withdraws)
    return ended(operation, 'cancelled', `overtaken by ${openings(kind)[event.fact]}`, event.time);
  const { generation, reason, step, detail } = event.data as Told;
  const meant = generation === undefined || generation >= operation.position;
  switch (event.fact) {
    case 'converged':
      return meant ? ended(operation, 'succeeded', 'converged', event.time) : operation;
    case 'failed':
      return meant ? { ...ended(operation, 'failed', 'failed', event.time), error: reason ?? 'failed' } : operation;
    case 'step_reached':
      return meant ? reached(operation, step ?? 'step', detail, event.time) : operation;
    case 'withdrawn':
      return meant ? ended(operation, 'succeeded', 'withdrawn', event.time) : operation;
    case 'delete_requested':
      return ended(operation, 'cancelled', 'overtaken by a deletion', event.time);
    case 'deleted':
      return ended(operation, 'succeeded', 'deleted', event.time);
    case 'drift_detected':
      return stepped(operation, 'drift detected', 'succeeded', event.time);
    case 'started':
      return { ...stepped(operation, 'started', 'running', event.time), status: 'running' };
    case 'held':
      return { ...stepped(operation, 'held for confirmation', 'running', event.time), status: 'running' };
    case 'confirmed':
      return { ...stepped(operation, 'confirmed', 'succeeded', event.time), status: 'running' };
    case 'completed':
      return ended(operation, 'succeeded', 'completed', event.time);
  }
  return operation;
}

export function isFinal({ status }: Pick<Operation, 'status'>): boolean {
  return status !== 'pending' && status !== 'running';
}

/** What lives within a resource goes with it, and so does what was being done to it. */
function swept(operation: Operation, event: RecordedEvent): Operation {
  const isRoot = event.resource_id === event.aggregate_id && event.kind === event.aggregate_kind;
  if (!isRoot || event.fact !== 'deleted') return operation;
  return ended(
    operation,
    operation.verb === 'delete' ? 'succeeded' : 'cancelled',
    `deleted with its ${event.kind}`,
    event.time,
  );
}

/** What an operation begins with, as the event of its command says. */
export interface Beginning {
  readonly id: string;
  readonly verb: string;
  readonly position: number;
  readonly time: string;
  readonly kind: string;
  readonly resource_id: string;
  readonly aggregate_kind: string;
  readonly aggregate_id: string;
  readonly tenant_id?: string | null;
  readonly brand_id?: string | null;
}

export function begun({ time, kind, tenant_id = null, brand_id = null, ...of }: Beginning): Operation {
  return {
    id: of.id,
    resource_kind: kind,
    resource_id: of.resource_id,
    aggregate_kind: of.aggregate_kind,
    aggregate_id: of.aggregate_id,
    verb: of.verb,
    status: 'pending',
    position: of.position,
    steps: [{ name: 'accepted', status: 'succeeded', at: time }],
    error: null,
    tenant_id,
    brand_id,
    created_at: time,
    finished_at: null,
  };
}

/** What has ended stays so. */
export function ended(
  operation: Operation,
  status: 'succeeded' | 'failed' | 'cancelled',
  name: string,
  at: string,
): Operation {
  return { ...stepped(operation, name, status, at), status, finished_at: at };
}

/** A step that is there already is the same event, come twice. */
function stepped(operation: Operation, name: string, status: Step['status'], at: string): Operation {
  if (operation.steps.some((step) => step.name === name && step.at === at)) return operation;
  return { ...operation, steps: [...operation.steps, { name, status, at }].slice(-MAX_STEPS) };
}

/** A deed has come that far. What is told of a step again, such as how many are left, stands in its place. */
function reached(operation: Operation, name: string, detail: string | undefined, at: string): Operation {
  const step: Step = { name, status: 'succeeded', at, ...(detail !== undefined && { detail }) };
  const known = operation.steps.findIndex((other) => other.name === name);
  if (known < 0) return { ...operation, status: 'running', steps: [...operation.steps, step].slice(-MAX_STEPS) };
  if (operation.steps[known]?.detail === detail) return operation;
  return { ...operation, status: 'running', steps: operation.steps.with(known, step) };
}

/** A backend that drifts for ever must not make a row grow for ever. */
const MAX_STEPS = 50;
