import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from '@freehold/service/log';
import { type ConsumerMessages, type JsMsg, type OrderedConsumerOptions } from '@nats-io/jetstream';

const RETRY_MS = 1_000;
const BATCH = 200;
const HEARTBEAT_MS = 2_000;
/** The stream is made by its writer, which may start after us. */
const STREAM_NOT_FOUND = 10059;

/** A stream beside the ledger, and the rows that are kept of it. */
export interface SideStream {
  readonly stream: string;
  /** What it holds, for the log: `refusals`. */
  readonly holds: string;
  /** Looks how far the rows have come. Called anew after every failure. */
  begin(): Promise<Reading>;
}

export interface Reading {
  /** Where to read on. */
  readonly from: Partial<OrderedConsumerOptions>;
  /** Writes what has arrived together. The same messages may come again. */
  write(messages: readonly JsMsg[]): Promise<void>;
}

/** Reads a stream beside the ledger for as long as the service runs: what fails, or is not there yet, is tried again every second. */
export class SideStreamReader {
  private closing = false;
  private messages: ConsumerMessages | undefined;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};

  constructor(
    private readonly side: SideStream,
    private readonly parts: { readonly ledger: Ledger; readonly log: Logger },
  ) {}

  start(): void {
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.messages?.stop();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { ledger, log } = this.parts;
    while (!this.closing && !ledger.nc.isClosed()) {
      try {
        await this.consume();
      } catch (error) {
        if (!this.closing && !isMissing(error))
          log.warn({ err: error }, `${this.side.holds} cannot be read; trying again`);
      }
      if (!this.closing) await this.pause();
    }
  }

  private async consume(): Promise<void> {
    const { from, write } = await this.side.begin();
    const consumer = await this.parts.ledger.js.consumers.get(this.side.stream, from);
    this.messages = await consumer.consume({ max_messages: BATCH, idle_heartbeat: HEARTBEAT_MS });
    let batch: JsMsg[] = [];
    for await (const message of this.messages) {
      batch.push(message);
      if (batch.length < BATCH && message.info.pending > 0) continue;
      await write(batch);
      batch = [];
      if (this.closing) return;
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, RETRY_MS).unref();
    });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === STREAM_NOT_FOUND;
}
