import { EVENTS } from '@freehold/contracts/event';
import type { NatsConnection } from '@nats-io/transport-node';
import type { LedgerMessage } from './envelope.js';

const PAGE = 1_000;
const WITHIN_MS = 5_000;
const END_OF_BATCH = 204;
const NO_MESSAGE = 404;

/**
 * Every message of a subject, in order, by direct gets in pages (NATS ADR-31). Any replica answers, so the newest may be
 * missing. Not the client's own `direct.getBatch`: it leaves a subscription behind at each call, and waits for ever when the
 * server goes away in the middle of an answer.
 * @throws Error when a page does not come to its end in time
 */
export async function readDirectly(nc: NatsConnection, subject: string): Promise<LedgerMessage[]> {
  const messages: LedgerMessage[] = [];
  for (let seq = 1; ; ) {
    const { page, pending } = await readPage(nc, subject, seq);
    messages.push(...page);
    const last = page.at(-1);
    if (last === undefined || pending === 0) return messages;
    seq = last.seq + 1;
  }
}

async function readPage(
  nc: NatsConnection,
  subject: string,
  seq: number,
): Promise<{ page: LedgerMessage[]; pending: number }> {
  const page: LedgerMessage[] = [];
  const request = JSON.stringify({ seq, next_by_subj: subject, batch: PAGE });
  const options = { strategy: 'sentinel', maxWait: WITHIN_MS } as const;
  for await (const { headers, data } of await nc.requestMany(`$JS.API.DIRECT.GET.${EVENTS}`, request, options)) {
    if (headers?.code === END_OF_BATCH) return { page, pending: Number(headers.get('Nats-Num-Pending')) };
    if (headers?.code === NO_MESSAGE) return { page, pending: 0 };
    if (headers === undefined || headers.code !== 0) {
      throw new Error(`the ledger does not give ${subject}: ${headers?.code} ${headers?.description}`);
    }
    page.push({ seq: Number(headers.get('Nats-Sequence')), subject: headers.get('Nats-Subject'), data, headers });
  }
  throw new Error(`the ledger has not given ${subject} to its end within ${WITHIN_MS} ms`);
}
