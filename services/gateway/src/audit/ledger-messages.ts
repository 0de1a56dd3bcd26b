import { EVENTS } from '@freehold/contracts/event';
import type { Ledger } from '@freehold/ledger/ledger';
import { DeliverPolicy, JetStreamApiError, type JsMsg } from '@nats-io/jetstream';

/** After so long without a message it is looked whether there is one. */
const SILENT_MS = 5_000;
const NO_MESSAGE = 10037;

/**
 * The messages of the ledger as they lie there, from one position to another at the most, in order. It ends early where the ledger does, and
 * takes as long as its reader does.
 * @throws Error when the ledger does not give what it has
 */
export async function* ledgerMessages(
  ledger: Ledger,
  from: number,
  to: number,
  silent_ms = SILENT_MS,
): AsyncGenerator<JsMsg> {
  const last = Math.min(to, (await ledger.state()).last);
  if (from > last) return;
  const consumer = await ledger.js.consumers.get(EVENTS, {
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
    inactive_threshold: 30_000,
  });
  const messages = await consumer.consume({ max_messages: 500 });
  const begin = () => setTimeout(() => messages.stop(), silent_ms);
  let silence = begin();
  let next = from;
  try {
    for await (const message of messages) {
      clearTimeout(silence); // while the reader has it, nobody is silent
      if (message.seq > last) return;
      next = message.seq + 1;
      yield message;
      if (next > last || message.info.pending === 0) return;
      silence = begin();
    }
  } finally {
    clearTimeout(silence);
    messages.stop();
  }
  if (await isThere(ledger, next)) throw new Error(`the ledger does not give position ${next}, which it has`);
}

async function isThere({ jsm }: Ledger, seq: number): Promise<boolean> {
  try {
    return (await jsm.streams.getMessage(EVENTS, { seq })) !== null;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return false;
    throw error;
  }
}
