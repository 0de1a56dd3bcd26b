import type { RecordedEvent } from '@freehold/contracts/event';
import { decode } from '@freehold/ledger/envelope';
import {
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
  type StreamInfo,
} from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { PlatformUnderTest } from './platform-under-test.js';

const EVENTS = 'EVENTS';

/** A message as it lies in a stream. */
export interface Stored {
  readonly seq: number;
  readonly subject: string;
  /** Headers and payload as one text. */
  readonly text: string;
}

/** Reads what NATS holds, past every service, as the NATS user of one of them. */
export class LedgerUnderTest {
  private constructor(
    private readonly nc: NatsConnection,
    private readonly js: JetStreamClient,
    private readonly jsm: JetStreamManager,
  ) {}

  /** @param as whose rights it has: the gateway's read the ledger and the samples, inventory-sync's the keys */
  static async connect(platform: PlatformUnderTest, as = 'gateway'): Promise<LedgerUnderTest> {
    const { nats } = JSON.parse(platform.file('secrets.json')) as { nats: Record<string, string> }; // the platform's own file
    const nc = await connect({
      servers: platform.endpoints.nats,
      user: as,
      pass: nats[as] ?? '',
      inboxPrefix: `_INBOX_${as}`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
    return new LedgerUnderTest(nc, jetstream(nc), await jetstreamManager(nc, { checkAPI: false }));
  }

  /** Position of the newest event. */
  async last(): Promise<number> {
    return (await this.info()).state.last_seq;
  }

  async info(stream = EVENTS): Promise<StreamInfo> {
    return await this.jsm.streams.info(stream);
  }

  /** Every event after a position, in order. */
  async events(after = 0): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    await this.each(EVENTS, after, ({ seq, subject, data, headers }) =>
      events.push(decode({ seq, subject, data, headers })),
    );
    return events;
  }

  /** Every message of a stream, raw. */
  async messages(stream: string): Promise<Stored[]> {
    const messages: Stored[] = [];
    await this.each(stream, 0, ({ seq, subject, data, headers }) => {
      const lines = [...(headers ?? [])].map(([name, values]) => `${name}: ${values.join()}`);
      messages.push({ seq, subject, text: `${lines.join('\n')}\n\n${new TextDecoder().decode(data)}` });
    });
    return messages;
  }

  async close(): Promise<void> {
    await this.nc.close();
  }

  private async each(
    stream: string,
    after: number,
    take: (message: Parameters<typeof decode>[0]) => void,
  ): Promise<void> {
    const { state } = await this.info(stream);
    if (state.messages === 0 || state.last_seq <= after) return;
    const consumer = await this.js.consumers.get(stream, { opt_start_seq: after + 1 });
    const messages = await consumer.consume({ max_messages: 1_000 });
    try {
      for await (const { seq, subject, data, headers } of messages) {
        take({ seq, subject, data, headers });
        if (seq >= state.last_seq) return;
      }
    } finally {
      messages.stop();
    }
  }
}
