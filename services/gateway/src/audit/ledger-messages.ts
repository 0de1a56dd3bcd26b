import { EVENTS } from '@freehold/contracts/event';
import type { Ledger } from '@freehold/ledger/ledger';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';

/** A ledger that gives nothing for so long, though it should have more, has a gap up to its end. */
const SILENT_MS = 5_000;

/** The messages of the ledger as they lie there, from one position to another at the most, in order. Ends early where the ledger does. */
export async function* ledgerMessages(ledger: Ledger, from: number, to: number): AsyncGenerator<JsMsg> {
  const last = Math.min(to, (await ledger.state()).last);
  if (from > last) return;
  const consumer = await ledger.js.consumers.get(EVENTS, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
    inactive_threshold: 30_000,
  });
  const messages = await consumer.consume({ max_messages: 500 });
  const silence = setTimeout(() => messages.stop(), SILENT_MS);
  try {
    for await (const message of messages) {
      silence.refresh();
      if (message.seq > last) return;
      yield message;
      if (message.seq === last || message.info.pending === 0) return;
    }
  } finally {
    clearTimeout(silence);
    messages.stop();
  }
}
