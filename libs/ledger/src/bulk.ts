import { EVENTS } from '@freehold/contracts/event';
import { AckPolicy, DeliverPolicy, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';

const AT_ONCE = 1_000;
const WITHIN_MS = 2_000;
/** Of a consumer that we could not delete. */
const FORGOTTEN_AFTER_MS = 10_000;

/**
 * What lies on a subject after a position, in order and without a gap, a thousand messages a request. It may come from a
 * replica that lags, and may end early: whoever must know all of it asks the leader for what comes behind.
 */
export async function* inBulk(
  { js, jsm }: { readonly js: JetStreamClient; readonly jsm: JetStreamManager },
  subject: string,
  after: number,
): AsyncGenerator<JsMsg> {
  const { name } = await jsm.consumers.add(EVENTS, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: after + 1,
    filter_subject: subject,
    inactive_threshold: nanos(FORGOTTEN_AFTER_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  try {
    const consumer = await js.consumers.get(EVENTS, name);
    let delivered = 0;
    for (let pending = 1; pending > 0; ) {
      const before = delivered;
      for await (const message of await consumer.fetch({ max_messages: AT_ONCE, expires: WITHIN_MS })) {
        // One was lost on its way, with a connection.
        if (message.info.deliverySequence !== delivered + 1) return;
        delivered++;
        yield message;
        ({ pending } = message.info);
        if (pending === 0) break;
      }
      if (delivered === before) return;
    }
  } finally {
    await jsm.consumers.delete(EVENTS, name).catch(() => false);
  }
}
