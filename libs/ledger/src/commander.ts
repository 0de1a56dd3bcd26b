import { setTimeout as pause } from 'node:timers/promises';
import { type CommandEnvelope, type CommandReply, commandSubject } from '@freehold/contracts/command';
import { derivedId, newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { headers, type MsgHdrs, type NatsConnection, NoRespondersError, RequestError } from '@nats-io/transport-node';
import { injectTrace, SpanKind, traced } from './trace.js';

const REPLY_WITHIN_MS = 20_000;
/** Doubled each time: a slow owner is not buried under repeats. */
const RESEND_AFTER_MS = 2_000;
/** A service that restarts, or has just lost NATS, is back that soon; one that is not, is down. */
const NOBODY_FOR_MS = 1_000;
const AGAIN_AFTER_MS = 100;

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

/**
 * Sends a command to the owner of its kind, by core NATS request/reply. A request that stays without a reply, because NATS
 * or the owner went away with it, is sent again under the same id: the owner knows a repeated command. Never throws: every
 * end is a reply.
 */
export async function sendCommand(
  nc: NatsConnection,
  context: string,
  command: CommandEnvelope,
): Promise<CommandReply> {
  const subject = commandSubject(context, command.kind);
  return await traced(`send ${subject}`, SpanKind.CLIENT, undefined, async () => {
    const hdrs = headers();
    injectTrace(hdrs);
    const payload = JSON.stringify(command);
    const deadline = Date.now() + REPLY_WITHIN_MS;
    let sent = false;
    for (let patience = RESEND_AFTER_MS; ; patience *= 2) {
      const timeout = Math.min(patience, deadline - Date.now());
      const reply = timeout > 0 ? await ask(nc, subject, payload, { timeout, headers: hdrs }) : 'silent';
      if (typeof reply === 'object') return reply;
      sent ||= reply === 'silent';
      if (reply === 'nobody' && !sent && Date.now() > deadline - REPLY_WITHIN_MS + NOBODY_FOR_MS) {
        return { outcome: 'unavailable', detail: `the ${context} service does not answer; nothing was written` };
      }
      if (timeout <= 0) {
        const detail = `the ${context} service has not answered in time: the command may or may not be applied`;
        return { outcome: 'unknown', detail };
      }
      if (reply === 'nobody') patience = RESEND_AFTER_MS / 2;
      await pause(AGAIN_AFTER_MS);
    }
  });
}

/** One request. `nobody`: no one listens, so it was not taken; `silent`: it may have been. */
async function ask(
  nc: NatsConnection,
  subject: string,
  payload: string,
  options: { timeout: number; headers: MsgHdrs },
): Promise<CommandReply | 'nobody' | 'silent'> {
  try {
    return (await nc.request(subject, payload, options)).json<CommandReply>();
  } catch (error) {
    const nobody = error instanceof NoRespondersError || (error instanceof RequestError && error.isNoResponders());
    return nobody ? 'nobody' : 'silent';
  }
}
