import { Rejected } from '@freehold/contracts/command';
import type { Followers } from '@freehold/ledger/followers';
import { dropParked, listParked, replayParked } from '@freehold/ledger/parked-work';
import { type Answering, answerRequests } from '@freehold/ledger/requests';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Pool } from 'pg';
import type { Logger } from './log.js';
import type { ServiceWork } from './service-work.js';

/** What one question gets: its data, and an answer or a {@link Rejected}. */
export type Ask = (data: Record<string, unknown>) => Promise<unknown>;
export type Asks = Readonly<Record<string, Ask>>;

export type AskReply =
  | { readonly outcome: 'answered'; readonly answer: unknown }
  | { readonly outcome: 'rejected'; readonly code: string; readonly detail: string }
  | { readonly outcome: 'unavailable'; readonly detail: string };

/** Answers `ask.<context>.<verb>`: questions that make no event. */
export function serveAsks(nc: NatsConnection, context: string, asks: Asks, log: Logger): Answering[] {
  return Object.entries(asks).map(([verb, ask]) =>
    answerRequests(nc, {
      subject: `ask.${context}.${verb}`,
      queue: context,
      span: 'answer',
      answer: (data) => answer(ask, data, log, verb),
      failed: (error) => log.error({ err: error, verb }, 'the answer to a question could not be sent'),
    }),
  );
}

async function answer(ask: Ask, data: Uint8Array, log: Logger, verb: string): Promise<AskReply> {
  try {
    const question: unknown = data.length === 0 ? {} : JSON.parse(new TextDecoder().decode(data));
    if (typeof question !== 'object' || question === null)
      throw new Rejected('request.invalid', 'a question is a JSON object');
    return { outcome: 'answered', answer: (await ask({ ...question })) ?? null };
  } catch (error) {
    if (error instanceof Rejected) return { outcome: 'rejected', code: error.code, detail: error.detail };
    log.error({ err: error, verb }, 'a question could not be answered');
    return { outcome: 'unavailable', detail: 'the question could not be answered; the service’s log says why' };
  }
}

/** What every service answers: how its projections stand, and what work is parked. */
export function standardAsks(parts: {
  readonly pool: Pool;
  readonly followers: Followers;
  readonly work: ServiceWork;
}): Asks {
  const { pool, followers, work } = parts;
  return {
    projections: async () => await followers.state(),
    rebuild: async ({ name }) => {
      const known = projectionNamed(name, followers);
      if (followers.isRebuilding(known))
        throw new Rejected('request.conflict', `the projection ${known} is being rebuilt already`);
      await followers.rebuild(known);
      return { name: known };
    },
    /** Folds it anew, up to a position, and compares: `replay` is what is done with parked work. */
    compare: async ({ name, to }) =>
      await followers.compare(projectionNamed(name, followers), typeof to === 'number' ? to : undefined),
    parked: async ({ cursor, limit }) =>
      work.exists
        ? await listParked(pool, {
            ...(typeof cursor === 'string' && { cursor }),
            ...(typeof limit === 'number' && { limit }),
          })
        : { items: [] },
    replay: async ({ kind, id }) => ({ replayed: await replayParked(pool, { kind: String(kind), id: String(id) }) }),
    drop: async ({ kind, id }) => ({ dropped: await dropParked(pool, { kind: String(kind), id: String(id) }) }),
    resync: async ({ kind }) => ({ raised: await work.resync(String(kind)) }),
  };
}

function projectionNamed(name: unknown, followers: Followers): string {
  if (typeof name === 'string' && followers.has(name)) return name;
  throw new Rejected('request.not_found', `there is no projection ${String(name)}`);
}
