import { Rejected } from '@freehold/contracts/command';
import { injectTrace, SpanKind, traced } from '@freehold/ledger/trace';
import type { AskReply } from '@freehold/service/asks';
import { headers, type NatsConnection, NoRespondersError, RequestError } from '@nats-io/transport-node';
import { Circuits, OPEN } from './circuits.js';

const ANSWER_WITHIN_MS = 3_000;
/** What may take so long says nothing about a service that does not answer it. */
const LONG_MS = 30_000;

/** Nobody answered. A service that answers that it cannot is there. */
interface Silence {
  readonly outcome: 'silent';
  readonly detail: string;
}

function isSilent({ outcome }: AskReply | Silence): boolean {
  return outcome === 'silent';
}

/** Puts questions that make no event to services: `ask.<context>.<verb>`. */
export class Asker {
  private readonly circuits = new Circuits('ask');

  constructor(private readonly nc: NatsConnection) {}

  /**
   * @returns what the service answers, in the shape that its own code gives it
   * @throws Rejected as the service refuses, or `request.unavailable` when it does not answer
   */
  async answer<T>(context: string, verb: string, question: object = {}, withinMs = ANSWER_WITHIN_MS): Promise<T> {
    const ask = async () => await this.reply(context, verb, question, withinMs);
    const reply = withinMs > LONG_MS ? await ask() : await this.circuits.call(context, ask, isSilent);
    if (reply === OPEN) throw new Rejected('request.unavailable', `the ${context} service has not answered lately`);
    switch (reply.outcome) {
      case 'answered':
        return reply.answer as T; // both ends are ours: the service's ask says what it answers
      case 'rejected':
        throw new Rejected(reply.code, reply.detail);
      case 'silent':
      case 'unavailable':
        throw new Rejected('request.unavailable', reply.detail);
    }
  }

  private async reply(context: string, verb: string, question: object, timeout: number): Promise<AskReply | Silence> {
    const subject = `ask.${context}.${verb}`;
    return await traced(`send ${subject}`, SpanKind.CLIENT, undefined, async () => {
      const hdrs = headers();
      injectTrace(hdrs);
      try {
        const reply = await this.nc.request(subject, JSON.stringify(question), { timeout, headers: hdrs });
        return reply.json<AskReply>();
      } catch (error) {
        if (error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders())) {
          return { outcome: 'silent', detail: `the ${context} service is not there` };
        }
        return { outcome: 'silent', detail: `the ${context} service has not answered within ${timeout / 1000} s` };
      }
    });
  }
}
