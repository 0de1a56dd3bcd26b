import type { CommandEnvelope } from '@freehold/contracts/command';
import { Rejected } from '@freehold/contracts/command';
import type { Decider } from '@freehold/contracts/decider';
import { eventSubject } from '@freehold/contracts/event';
import { draftOf } from '@freehold/ledger/drafts';
import { type Encoded, encode } from '@freehold/ledger/envelope';
import { JetStreamApiError, type JetStreamClient } from '@nats-io/jetstream';

/** The stream does not take batches at all: `allow_atomic` is off, or the server is older than 2.12. */
const DISABLED = 10174;
const ACKNOWLEDGED_WITHIN_MS = 10_000;

interface Message extends Encoded {
  readonly subject: string;
}

/**
 * Appends first events of many things with one flush of the disk: an atomic batch of NATS, in which each event is decided,
 * checked and guarded as a command's is. A guarded append of its own for each of 50,000 things would flush 50,000 times.
 *
 * It is a short cut and nothing relies on it: a batch is written whole or not at all, and whoever is told that one was not,
 * or may not have been, sends its commands one by one. Those that were written after all are known by their ids.
 */
export class BatchAppend {
  private disabled = false;

  constructor(
    private readonly js: JetStreamClient,
    private readonly deciders: readonly Decider[],
    private readonly now: () => Date,
  ) {}

  /**
   * @param commands creates of things that nobody has heard of; at most 1,000, which is the server's limit
   * @returns whether all of them are in the ledger for certain
   */
  async append(commands: readonly CommandEnvelope[]): Promise<boolean> {
    if (this.disabled) return false;
    const messages = commands.flatMap((command) => this.message(command) ?? []);
    const last = messages.at(-1);
    const [first, ...others] = messages.slice(0, -1);
    if (messages.length < commands.length || first === undefined || last === undefined) return false;
    try {
      const batch = await this.js.startBatch(first.subject, first.payload, { headers: first.headers });
      for (const { subject, payload, headers } of others) batch.add(subject, payload, { headers });
      await batch.commit(last.subject, last.payload, { headers: last.headers, timeout: ACKNOWLEDGED_WITHIN_MS });
      return true;
    } catch (error) {
      // Whatever was wrong, a command alone meets it again and says what it is.
      this.disabled = error instanceof JetStreamApiError && error.code === DISABLED;
      return false;
    }
  }

  /** The event that a create becomes where nothing stands yet; undefined when it is not for us to say. */
  private message(command: CommandEnvelope): Message | undefined {
    const decider = this.deciders.find(({ kind }) => kind.name === command.kind);
    if (decider === undefined) return undefined;
    const { kind } = decider;
    const facts = { refs: {}, referrers: [] };
    const subject = eventSubject(kind.context, kind.name, command.resource_id);
    const fold = { subject, resources: new Map(), last: 0, commands: new Map() };
    const decision = decider.decide({ command, resource: undefined, aggregate: fold.resources, facts });
    if (decision === undefined || decision instanceof Rejected) return undefined;
    const time = this.now().toISOString();
    const message = encode(draftOf({ kind, envelope: command, fold, decision, resource: undefined, facts, time }));
    message.headers.set('Nats-Msg-Id', command.id);
    message.headers.set('Nats-Expected-Last-Subject-Sequence', '0');
    return { ...message, subject };
  }
}
