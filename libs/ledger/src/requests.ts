import type { Msg } from '@nats-io/transport-node';

/**
 * Whether a message is a request that its sender had the right to make. What JetStream hands over, because somebody named our subject for
 * its answer, comes under the subject where it is stored, or wants no answer itself: it is from nobody, and must not be taken for a wish.
 * @param prefix of the subjects that are subscribed to
 */
export function isRequest({ subject, reply }: Pick<Msg, 'subject' | 'reply'>, prefix: string): boolean {
  return subject.startsWith(prefix) && reply !== undefined && reply !== '' && !reply.startsWith('$JS.');
}
