/**
 * One fact in the ledger, as readers see it: one JetStream message in CloudEvents 1.0 binary mode, upcast to its
 * current version. Architecture §4.
 */
export interface RecordedEvent<D = Record<string, unknown>> {
  /** The stream sequence: the platform's one clock. */
  readonly position: number;
  /** RFC 3339, UTC: when the deciding service decided. */
  readonly time: string;
  /** Id of the command that caused it; also `ce-id`, `Nats-Msg-Id` and the operation's id. */
  readonly id: string;
  /** `ZoneCreated`. */
  readonly type: string;
  /** The standard word of the fact within its kind: `created`. */
  readonly fact: string;
  /** Version of `data` as it was written; `data` itself is upcast. */
  readonly version: number;
  readonly context: string;
  readonly kind: string;
  readonly resource_id: string;
  /** Kind and id of the aggregate on whose subject it lies; a resource that lives within another lies on that one's. */
  readonly aggregate_kind: string;
  readonly aggregate_id: string;
  readonly data: D;
  /** As a command names it: `user:<id>`, `key:<id>`, `agent:<key id>`, `service:<name>`. */
  readonly actor: string;
  readonly on_behalf_of?: string;
  readonly address?: string;
  readonly reason?: string;
  readonly tenant_id?: string;
  readonly brand_id?: string;
  readonly correlation_id: string;
  readonly causation_id?: string;
  readonly traceparent?: string;
}

/** What a decider answers: a fact to be written, not yet in the ledger. */
export interface Fact<D extends object = object> {
  readonly fact: string;
  readonly data: D;
}

/** One ledger stream a cell. */
export const EVENTS = 'EVENTS';

/** The subject of an aggregate. Guards name it literally: the wildcard form of the expectation is not safe. */
export function eventSubject(context: string, aggregateKind: string, aggregateId: string): string {
  return `evt.${context}.${aggregateKind}.${aggregateId}`;
}
