import { type CommandEnvelope, type CommandReply, commandSubject } from '@freehold/contracts/command';
import { derivedId, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { headers, type NatsConnection, NoRespondersError, RequestError } from '@nats-io/transport-node';
import { injectTrace, SpanKind, traced } from './trace.js';

const REPLY_WITHIN_MS = 20_000;

/** A command before it has its ids: what a process, a reconciler or a schedule wants. */
export interface Wish {
  readonly kind: Kind;
  readonly verb: string;
  readonly resource_id: string;
  /** Of the aggregate, when the kind lives within another. */
  readonly aggregate_id?: string;
  readonly data?: Record<string, unknown>;
  /** What makes the command this one and no other: a repeat for the same cause is the same command. New without it. */
  readonly cause?: readonly (string | number)[];
  readonly correlation_id?: string;
  readonly causation_id?: string;
}

export function envelope(wish: Wish, actor: string): CommandEnvelope {
  const id = wish.cause ? derivedId(wish.kind.name, wish.verb, wish.resource_id, ...wish.cause) : newId();
  return {
    id,
    kind: wish.kind.name,
    verb: wish.verb,
    resource_id: wish.resource_id,
    aggregate_id: wish.aggregate_id ?? wish.resource_id,
    data: wish.data ?? {},
    actor,
    correlation_id: wish.correlation_id ?? id,
    ...(wish.causation_id && { causation_id: wish.causation_id }),
  };
}

/** Sends a command to the owner of its kind, by core NATS request/reply. Never throws: every end is a reply. */
export async function sendCommand(
  nc: NatsConnection,
  context: string,
  command: CommandEnvelope,
): Promise<CommandReply> {
  const subject = commandSubject(context, command.kind);
  return await traced(`send ${subject}`, SpanKind.CLIENT, undefined, async () => {
    const hdrs = headers();
    injectTrace(hdrs);
    try {
      const reply = await nc.request(subject, JSON.stringify(command), { timeout: REPLY_WITHIN_MS, headers: hdrs });
      return reply.json<CommandReply>();
    } catch (error) {
      if (error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders())) {
        return { outcome: 'unavailable', detail: `the ${context} service does not answer; nothing was written` };
      }
      return {
        outcome: 'unknown',
        detail: `the ${context} service has not answered in time: the command may or may not be applied`,
      };
    }
  });
}
