import type { RecordedEvent } from '@freehold/contracts/event';
import { currentVersion, eventTypes, upcast } from '@freehold/contracts/facts';
import { eventType } from '@freehold/contracts/kind';
import { kindNamed, kinds } from '@freehold/contracts/kinds';
import { headers, type MsgHdrs } from '@nats-io/transport-node';
import { injectTrace } from './trace.js';

/** An event that is about to be written: everything but its position. */
export type Draft = Omit<RecordedEvent, 'position' | 'type' | 'version' | 'traceparent'>;

/** A message of the ledger as NATS hands it over, whichever way it was read. */
export interface LedgerMessage {
  readonly seq: number;
  readonly subject: string;
  readonly data: Uint8Array;
  readonly headers: MsgHdrs | undefined;
}

/** An event as it is published. */
export interface Encoded {
  readonly headers: MsgHdrs;
  readonly payload: string;
}

const TYPES = new Map(
  kinds.flatMap((kind) => eventTypes(kind).map(({ type, fact }) => [type, { kind, fact }] as const)),
);

const decoder = new TextDecoder();

/** CloudEvents 1.0, binary content mode (NATS protocol binding): attributes are `ce-` headers, the payload is the data. */
export function encode(draft: Draft): Encoded {
  const kind = kindNamed(draft.kind);
  const hdrs = headers();
  hdrs.set('ce-specversion', '1.0');
  hdrs.set('ce-id', draft.id);
  hdrs.set('ce-source', `/freehold/${draft.context}`);
  hdrs.set('ce-type', eventType(draft.kind, draft.fact));
  hdrs.set('ce-subject', `${draft.kind}/${draft.resource_id}`);
  hdrs.set('ce-time', draft.time);
  hdrs.set('ce-dataschema', `${eventType(draft.kind, draft.fact)}/${currentVersion(kind, draft.fact)}`);
  hdrs.set('freehold-actor', draft.actor);
  hdrs.set('freehold-correlation', draft.correlation_id);
  if (draft.on_behalf_of) hdrs.set('freehold-on-behalf-of', draft.on_behalf_of);
  if (draft.address) hdrs.set('freehold-address', draft.address);
  // A header is one line of ASCII; what people write is neither.
  if (draft.reason) hdrs.set('freehold-reason', encodeURIComponent(draft.reason));
  if (draft.causation_id) hdrs.set('freehold-causation', draft.causation_id);
  if (draft.tenant_id) hdrs.set('freehold-tenant', draft.tenant_id);
  if (draft.brand_id) hdrs.set('freehold-brand', draft.brand_id);
  injectTrace(hdrs);
  return { headers: hdrs, payload: JSON.stringify(draft.data) };
}

/**
 * Reads an event back, its data lifted to the current version.
 * @throws UnreadableEvent when it is of a type that this version of Freehold does not know
 * @throws NoEvent when it is no event at all
 */
export function decode(message: LedgerMessage): RecordedEvent {
  const { subject, seq } = message;
  const header = headersOf(message);
  if (header('ce-specversion') === '') throw new NoEvent(seq, `${subject} holds what is no event`);
  const type = header('ce-type');
  const known = TYPES.get(type);
  const [, context = '', aggregate_kind = '', aggregate_id = ''] = subject.split('.');
  if (known === undefined) throw new UnreadableEvent(seq, `${subject} holds an event of unknown type "${type}"`);
  const version = Number(header('ce-dataschema').split('/').at(-1)) || 1;
  if (version > currentVersion(known.kind, known.fact))
    throw new UnreadableEvent(seq, `${type} is of version ${version}, which is newer than this program`);
  const stored = JSON.parse(decoder.decode(message.data)) as Record<string, unknown>; // written by encode()
  return {
    position: seq,
    time: header('ce-time'),
    id: header('ce-id'),
    type,
    fact: known.fact,
    version,
    context,
    kind: known.kind.name,
    resource_id: header('ce-subject').slice(known.kind.name.length + 1),
    aggregate_kind,
    aggregate_id,
    data: upcast(known.kind, known.fact, version, stored),
    actor: header('freehold-actor'),
    correlation_id: header('freehold-correlation'),
    ...optional('on_behalf_of', header('freehold-on-behalf-of')),
    ...optional('address', header('freehold-address')),
    ...optional('reason', decodeURIComponent(header('freehold-reason'))),
    ...optional('causation_id', header('freehold-causation')),
    ...optional('tenant_id', header('freehold-tenant')),
    ...optional('brand_id', header('freehold-brand')),
    ...optional('traceparent', header('traceparent')),
  };
}

/** A message's headers by name, '' for one that it lacks. Taken all at once: `MsgHdrs.get` goes through all of them each time. */
function headersOf({ headers: hdrs }: LedgerMessage): (name: string) => string {
  const values = new Map<string, string>();
  for (const [name, [value = '']] of hdrs ?? []) values.set(name, value);
  return (name) => values.get(name) ?? '';
}

/** A message on its way to several readers, who share what it is decoded to. Nobody pays for one that nobody wants. */
export class Arrival {
  readonly seq: number;
  readonly subject: string;
  private decoded: RecordedEvent | undefined;

  constructor(readonly message: LedgerMessage) {
    this.seq = message.seq;
    this.subject = message.subject;
  }

  /** @throws UnreadableEvent as {@link decode} */
  event(): RecordedEvent {
    return (this.decoded ??= decode(this.message));
  }
}

/** An event that must not be skipped and cannot be read: its reader stops and says so. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor(
    readonly position: number,
    detail: string,
  ) {
    super(`position ${position}: ${detail}`);
  }
}

/**
 * Something that no service has written as an event. NATS itself writes its answers (acknowledgements, descriptions of streams) to whatever
 * subject a request names for them, whether or not the requester may write there: so anybody who may ask JetStream anything can
 * bring such a message here. It says nothing, and is passed over; an event it can never be.
 */
export class NoEvent extends UnreadableEvent {}

function optional<K extends string>(key: K, value: string): { [P in K]?: string } {
  return value === '' ? {} : ({ [key]: value } as { [P in K]?: string }); // a computed key widens to string
}
