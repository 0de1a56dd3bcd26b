import { setTimeout as pause } from 'node:timers/promises';
import { OutcomeUnknown, Rejected } from '@freehold/contracts/command';
import { EVENTS, eventSubject, type RecordedEvent } from '@freehold/contracts/event';
import {
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { errors, type NatsConnection } from '@nats-io/transport-node';
import { inBulk } from './bulk.js';
import { type Draft, decode, type Encoded, encode, type LedgerMessage, NoEvent } from './envelope.js';
import { SpanKind, traced } from './trace.js';

/** What was written on a subject, in order. */
export interface Tail {
  readonly events: readonly RecordedEvent[];
  /** Position of the subject's last message, be it an event or not: what the next append expects; 0 when there is none. */
  readonly last: number;
}

/** Somebody else wrote to the subject first: fold `tail` and decide again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';

  constructor(readonly tail: Tail) {
    super('the aggregate has moved on');
  }
}

const WRONG_LAST_SEQUENCE = [10071, 10164];
const NO_MESSAGE = 10037;

/** Most subjects have no more messages, and are not worth a consumer. */
const FEW = 32;

export interface Patience {
  /** How long an append is repeated while its outcome is unknown. A leader election takes six to seven seconds. */
  readonly appendWithinMs: number;
  /** How long one acknowledgement is waited for. */
  readonly answerWithinMs: number;
}

const PATIENCE: Patience = { appendWithinMs: 15_000, answerWithinMs: 3_000 };

/** The one JetStream stream that holds every event. Each service opens it over its own connection, with its own rights. */
export class Ledger {
  private constructor(
    readonly nc: NatsConnection,
    readonly js: JetStreamClient,
    readonly jsm: JetStreamManager,
    private readonly patience: Patience,
  ) {}

  static async open(nc: NatsConnection, patience: Partial<Patience> = {}): Promise<Ledger> {
    const whole = { ...PATIENCE, ...patience };
    const timeout = whole.answerWithinMs;
    return new Ledger(nc, jetstream(nc, { timeout }), await jetstreamManager(nc, { checkAPI: false, timeout }), whole);
  }

  /**
   * Appends one event, exactly once, if the subject's last event is still at `expected` (0: it has none).
   * A time-out is looked into, not guessed at: the same message is sent again under the same id and the same guard, and the
   * subject's tail is read from the leader for the command id. Architecture §4.
   *
   * @returns the event with its position
   * @throws Conflict when somebody else's event stands there now
   * @throws Rejected when the command id is that of another subject's event
   * @throws OutcomeUnknown when the ledger does not answer in time
   */
  async append(draft: Draft, expected: number): Promise<RecordedEvent> {
    const name = `append ${draft.context}.${draft.aggregate_kind}`;
    return await traced(name, SpanKind.PRODUCER, undefined, async () => this.publish(draft, expected));
  }

  private async publish(draft: Draft, expected: number): Promise<RecordedEvent> {
    const subject = eventSubject(draft.context, draft.aggregate_kind, draft.aggregate_id);
    const message = encode(draft);
    const deadline = Date.now() + this.patience.appendWithinMs;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.publishOnce(draft, subject, message, expected);
      } catch (error) {
        if (error instanceof Conflict || error instanceof Rejected || neverSent(error)) throw error;
        if (Date.now() > deadline || this.nc.isClosed()) {
          throw new OutcomeUnknown(
            `the ledger has not acknowledged command ${draft.id}: it may or may not be applied`,
            { cause: error },
          );
        }
        await pause(Math.min(50 * 2 ** attempt, 1_000));
      }
    }
  }

  private async publishOnce(draft: Draft, subject: string, message: Encoded, expected: number): Promise<RecordedEvent> {
    try {
      const ack = await this.js.publish(subject, message.payload, {
        msgID: draft.id,
        headers: message.headers,
        expect: { lastSubjectSequence: expected },
        timeout: this.patience.answerWithinMs,
        retries: 1,
      });
      if (ack.duplicate) return await this.writtenBefore(draft.id, subject, ack.seq);
      const data = new TextEncoder().encode(message.payload);
      return decode({ seq: ack.seq, subject, headers: message.headers, data });
    } catch (error) {
      if (!(error instanceof JetStreamApiError && WRONG_LAST_SEQUENCE.includes(error.code))) throw error;
      const tail = await this.since(subject, expected);
      const ours = tail.events.find((event) => event.id === draft.id);
      if (ours) return ours;
      // Nothing stands there yet: an append is still under way in the cluster, and it may be this very one. Ask again.
      if (tail.last === 0) throw error;
      throw new Conflict(tail);
    }
  }

  /** What the server knows under a command id: it looks at the id alone, so the subject may be another one. */
  private async writtenBefore(id: string, subject: string, seq: number): Promise<RecordedEvent> {
    const stored = await this.jsm.streams.getMessage(EVENTS, { seq });
    if (stored?.subject !== subject) {
      throw new Rejected(
        'request.idempotency_mismatch',
        `the command id ${id} is that of an event of ${stored?.subject}`,
      );
    }
    return decode(asMessage(stored));
  }

  /**
   * What was written on a subject after a position. The leader has the last word, message by message: direct gets may answer
   * from a replica that lags, and nobody has the right to them (ADR 7). The bulk of a long subject comes before that.
   */
  async since(subject: string, after: number): Promise<Tail> {
    const events: RecordedEvent[] = [];
    let last = 0;
    const take = (message: LedgerMessage) => {
      last = message.seq;
      const event = eventIn(message);
      if (event) events.push(event);
    };
    for (let asked = 0; ; asked++) {
      if (asked === FEW) await this.bulk(subject, last, take);
      const message = await this.nextOnLeader(subject, Math.max(after, last) + 1);
      if (message === undefined) return { events, last };
      take(message);
    }
  }

  private async bulk(subject: string, after: number, take: (message: LedgerMessage) => void): Promise<void> {
    const unread: JsMsg[] = [];
    try {
      for await (const message of inBulk(this, subject, after)) unread.push(message);
    } catch {
      // Where the ledger is away, the leader does not answer either, and says so; else it gives what is missing here.
    }
    // Not above: an event that cannot be read is no reason to go on behind it.
    for (const message of unread) take(message);
  }

  /** The events of {@link since}. */
  async tail(subject: string, after: number): Promise<readonly RecordedEvent[]> {
    return (await this.since(subject, after)).events;
  }

  /** Every event of a subject. */
  async read(subject: string): Promise<readonly RecordedEvent[]> {
    return await this.tail(subject, 0);
  }

  /** The stream's identity and its end: another `created` is another stream, after a restore. */
  async state(): Promise<{ created: string; last: number; first: number; messages: number; bytes: number }> {
    const info = await this.jsm.streams.info(EVENTS);
    const { last_seq, first_seq, messages, bytes } = info.state;
    return { created: new Date(info.created).toISOString(), last: last_seq, first: first_seq, messages, bytes };
  }

  private async nextOnLeader(subject: string, seq: number): Promise<LedgerMessage | undefined> {
    try {
      // The server knows next_by_subj here too (STREAM.MSG.GET); the client's types list it for direct gets alone.
      const stored = await this.jsm.streams.getMessage(EVENTS, { seq, next_by_subj: subject } as { seq: number });
      return stored === null ? undefined : asMessage(stored);
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return undefined;
      throw error;
    }
  }
}

/** Whether the message never left, or was turned away for want of rights: trying again is useless, and nothing was written. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof errors.RequestError ? error.cause : error;
  return cause instanceof errors.InvalidArgumentError || cause instanceof errors.PermissionViolationError;
}

/**
 * Creates the ledger's stream where it is missing; an existing one is left as it is. Needs the rights of the platform's
 * own NATS user; services only read and append.
 * @param replicas 1 embedded, 3 in a cluster
 */
export async function ensureLedger(nc: NatsConnection, replicas: number): Promise<void> {
  const jsm = await jetstreamManager(nc, { checkAPI: false });
  try {
    await jsm.streams.info(EVENTS);
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.code === 10059)) throw error;
    await jsm.streams.add({
      name: EVENTS,
      description: 'Every event of the platform: the one source of truth',
      subjects: ['evt.>'],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      num_replicas: replicas,
      max_age: 0,
      deny_delete: true,
      deny_purge: true,
      allow_direct: true,
      // A first look at an account of thousands goes in batches; everything else is one message an append.
      allow_atomic: true,
    });
  }
}

/** Undefined for what is no event. */
function eventIn(message: LedgerMessage): RecordedEvent | undefined {
  try {
    return decode(message);
  } catch (error) {
    if (error instanceof NoEvent) return undefined;
    throw error;
  }
}

function asMessage({
  seq,
  subject,
  data,
  header,
}: {
  seq: number;
  subject: string;
  data: Uint8Array;
  header: unknown;
}): LedgerMessage {
  return { seq, subject, data, headers: header as LedgerMessage['headers'] }; // a stored message calls its headers `header`
}
