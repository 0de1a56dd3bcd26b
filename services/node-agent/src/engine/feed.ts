import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type ObserveResponse, ObserveResponseSchema } from '@freehold/rpc/agent';

export type News = NonNullable<MessageInitShape<typeof ObserveResponseSchema>['message']>;
type Case = NonNullable<News['case']>;

/** Messages that wait for one slow client, at the most. */
const LONGEST_QUEUE = 100;

/** A client that does not read: it has to ask again, and is told everything then. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

interface Subscriber {
  readonly queue: ObserveResponse[];
  isLate: boolean;
  wake: () => void;
}

/** What happens on the node, for any number of clients: each is first told the latest of every sort, so that nothing is missed. */
export class Feed {
  private readonly subscribers = new Set<Subscriber>();
  private readonly latest = new Map<Case, ObserveResponse>();

  publish(news: News): void {
    const message = create(ObserveResponseSchema, { message: news });
    if (message.message.case) this.latest.set(message.message.case, message);
    for (const subscriber of this.subscribers) {
      if (subscriber.queue.length >= LONGEST_QUEUE) subscriber.isLate = true;
      else subscriber.queue.push(message);
      subscriber.wake();
    }
  }

  /** @param hello what a client is told first. @throws TooSlow */
  async *subscribe(hello: News, signal: AbortSignal): AsyncGenerator<ObserveResponse> {
    const subscriber: Subscriber = { queue: [], isLate: false, wake: () => {} };
    subscriber.queue.push(create(ObserveResponseSchema, { message: hello }), ...this.latest.values());
    this.subscribers.add(subscriber);
    const stop = () => subscriber.wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        if (subscriber.isLate) throw new TooSlow(`${LONGEST_QUEUE} messages were not read.`);
        const next = subscriber.queue.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => Object.assign(subscriber, { wake: resolve }));
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.subscribers.delete(subscriber);
    }
  }
}
