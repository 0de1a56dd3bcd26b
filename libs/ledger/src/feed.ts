import { setImmediate as turn } from 'node:timers/promises';
import { EVENTS } from '@freehold/contracts/event';
import { type ConsumerMessages, DeliverPolicy } from '@nats-io/jetstream';
import { Arrival } from './envelope.js';
import type { Ledger } from './ledger.js';

/** Somebody who reads every message of the ledger, in order. */
export interface Reader {
  readonly position: number;
  /** Resolves when the reader has room for more. */
  offer(arrival: Arrival): Promise<void>;
  /** Told when nothing more will come: the ledger is not the one that it has read. */
  halt?(error: Error): void;
}

const RETRY_MS = 500;
/** So many messages are handed over in one turn of the event loop: what else the process does has its turns in between. */
const BURST = 32;
const HEARTBEAT_MS = 2_000;

/**
 * One ordered consumer that feeds all readers of a service. It starts at the reader who is furthest behind; who has read
 * a message already, skips it. A gap, a server that was away, or silence makes it start again after the last message that it
 * gave. It does so itself: the client's consumer looks for no other stream in the place of the one that it read, and can
 * wait for minutes for a server that has gone.
 */
export class Feed {
  private closing = false;
  private running: Promise<void> | undefined;
  private last = 0;
  /** Creation time of the stream that it reads. */
  private epoch: string | undefined;
  private failing = false;
  private stopConsuming: (() => void) | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly readers: readonly Reader[],
    private readonly report: (level: 'warn' | 'error', message: string) => void,
  ) {}

  start(): void {
    this.last = Math.min(...this.readers.map((reader) => reader.position));
    this.running = this.run();
    void this.watchConnection();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.stopConsuming?.();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.closing && !this.ledger.nc.isClosed()) {
      try {
        await this.consume();
      } catch (error) {
        if (this.closing || this.ledger.nc.isClosed()) return;
        if (error instanceof StreamMismatch) {
          this.report('error', error.message);
          for (const reader of this.readers) reader.halt?.(error);
          return;
        }
        if (!this.failing) this.report('warn', `the ledger gives no events after ${this.last}: ${text(error)}`);
        this.failing = true;
      }
      if (!this.closing) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  private async consume(): Promise<void> {
    await this.recognise();
    const consumer = await this.ledger.js.consumers.get(EVENTS, {
      filter_subjects: 'evt.>',
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.last + 1,
      inactive_threshold: 30_000,
    });
    const messages = await consumer.consume({ max_messages: 1_000, idle_heartbeat: HEARTBEAT_MS });
    this.failing = false;
    const silence = setTimeout(() => messages.stop(), 3 * HEARTBEAT_MS).unref();
    this.stopConsuming = () => messages.stop();
    if (this.closing) messages.stop();
    void this.watch(messages, silence);
    try {
      for await (const message of messages) {
        silence.refresh();
        if (message.seq <= this.last) continue;
        if (message.seq !== this.last + 1) return; // a gap: read again from where it opens
        const arrival = new Arrival(message);
        for (const reader of this.readers) if (arrival.seq > reader.position) await reader.offer(arrival);
        this.last = arrival.seq;
        if (this.last % BURST === 0) await turn();
        if (this.closing) return;
      }
    } finally {
      clearTimeout(silence);
      messages.stop();
      this.stopConsuming = undefined;
    }
  }

  private async watch(messages: ConsumerMessages, silence: NodeJS.Timeout): Promise<void> {
    for await (const { type } of messages.status()) {
      if (type === 'heartbeat') silence.refresh();
      else if (type === 'ordered_consumer_recreated') messages.stop();
    }
  }

  /** The server that the connection has come back to may know nothing of what was asked of the other one. */
  private async watchConnection(): Promise<void> {
    for await (const { type } of this.ledger.nc.status()) {
      if (this.closing) return;
      if (type === 'reconnect') this.stopConsuming?.();
    }
  }

  /** @throws StreamMismatch when the ledger is another one, or ends before what was read of it */
  private async recognise(): Promise<void> {
    const { created, last } = await this.ledger.state();
    this.epoch ??= created;
    if (created === this.epoch && last >= this.last) return;
    throw new StreamMismatch(
      `the ledger was made at ${created} and ends at ${last}, but ${this.last} was read of one made at ${this.epoch}: restore the matching stream, or drop the service’s schema, whose rows are then made anew`,
    );
  }
}

/** The ledger has been replaced by another one, or is shorter than what was read from it. */
export class StreamMismatch extends Error {
  override readonly name = 'StreamMismatch';
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
