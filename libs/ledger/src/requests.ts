import type { Msg, NatsConnection } from '@nats-io/transport-node';
import { SpanKind, traced } from './trace.js';

/** What a service answers under one subject. */
export interface Requests {
  /** As it is subscribed to; it may end in `>`. */
  readonly subject: string;
  /** The replicas that share a queue share its requests. */
  readonly queue: string;
  /** Begins the name of the span of an answer. */
  readonly span: string;
  /** @returns what goes out as JSON */
  readonly answer: (data: Uint8Array) => Promise<unknown>;
  /** Told of what stays without an answer. */
  readonly failed: (error: unknown, subject: string) => void;
}

/** Requests that are being answered, one beside the other. */
export interface Answering {
  /** Takes no more of them, and resolves once all that were taken are answered: whoever asks from then on finds another replica. */
  drain(): Promise<void>;
}

/** Answers requests until it is told to stop. */
export function answerRequests(nc: NatsConnection, requests: Requests): Answering {
  const { subject, queue, span, answer, failed } = requests;
  const subscription = nc.subscribe(subject, { queue });
  const running = new Set<Promise<void>>();
  const reply = async (message: Msg) => {
    const traceparent = message.headers?.get('traceparent');
    await traced(`${span} ${message.subject}`, SpanKind.SERVER, traceparent, async () => {
      message.respond(JSON.stringify(await answer(message.data)));
    }).catch((error: unknown) => failed(error, message.subject));
  };
  const taken = (async () => {
    for await (const message of subscription) {
      if (!isRequest(message, subject.replace(/>$/, ''))) continue;
      const one = reply(message).finally(() => running.delete(one));
      running.add(one);
    }
  })();
  return {
    async drain() {
      if (nc.isClosed()) return;
      subscription.drain().catch(() => subscription.unsubscribe()); // the connection breaks: nothing more can come
      await taken;
      await Promise.all(running);
    },
  };
}

/**
 * Whether a message is a request that its sender had the right to make. What JetStream hands over, because somebody named our subject for
 * its answer, comes under the subject where it is stored, or wants no answer itself: it is from nobody, and must not be taken for a wish.
 * @param prefix of the subjects that are subscribed to
 */
function isRequest({ subject, reply }: Pick<Msg, 'subject' | 'reply'>, prefix: string): boolean {
  return subject.startsWith(prefix) && reply !== undefined && reply !== '' && !reply.startsWith('$JS.');
}
