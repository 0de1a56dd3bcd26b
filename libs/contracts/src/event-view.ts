import type { RecordedEvent } from './event.js';
import { hiddenOf, hide } from './hidden-fields.js';
import { kindNamed } from './kinds.js';

/** An event as clients see it, whichever way they get it. */
export interface EventView {
  readonly position: number;
  readonly time: string;
  /** Of the command that caused it, and of its operation. */
  readonly id: string;
  readonly type: string;
  readonly kind: string;
  readonly resource_id: string;
  readonly context: string;
  readonly aggregate_kind: string;
  readonly aggregate_id: string;
  readonly actor: string;
  /** Whom an agent acted for. */
  readonly on_behalf_of: string | null;
  /** Where the request came from: an IP address. */
  readonly address: string | null;
  /** Why, in the words of whoever asked. */
  readonly reason: string | null;
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly version: number;
  /** Secrets, their digests, and what is personal are `***`. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** What clients see of an event of the ledger. */
export function eventView(event: RecordedEvent): EventView {
  const { position, time, id, type, kind, resource_id, context, aggregate_kind, aggregate_id, actor } = event;
  return {
    position,
    time,
    id,
    type,
    kind,
    resource_id,
    context,
    aggregate_kind,
    aggregate_id,
    actor,
    on_behalf_of: event.on_behalf_of ?? null,
    address: event.address ?? null,
    reason: event.reason ?? null,
    tenant_id: event.tenant_id ?? null,
    brand_id: event.brand_id ?? null,
    correlation_id: event.correlation_id,
    causation_id: event.causation_id ?? null,
    version: event.version,
    data: hide(event.data, hiddenOf(kindNamed(kind))),
  };
}
