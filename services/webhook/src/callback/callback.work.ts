import { absorb } from '@freehold/contracts/aggregate';
import { eventSubject } from '@freehold/contracts/event';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import { PLATFORM_OWNER } from '@freehold/contracts/sealing';
import type { Ledger } from '@freehold/ledger/ledger';
import { Later } from '@freehold/ledger/work-outcome';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import { outboundTries } from '@freehold/service/metrics';
import type { Vault } from '@freehold/vault/vault';
import type { Schedule } from '../delivery/schedule.js';
import { type Outbound, Unreached } from '../outbound/outbound-request.js';
import type { Callback, CallbackRows } from './callback-rows.js';
import { type Ending, endingOf } from './ending.js';

/** The kind of work that tells the end of one command; its keys are ids of commands. */
export const CALLBACK = 'callback';

export interface CallbackParts {
  readonly rows: CallbackRows;
  readonly ledger: Pick<Ledger, 'read'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly outbound: Outbound;
  readonly schedule: Schedule;
}

/** What a callback’s address is sealed for. */
export function urlPurpose(id: string): string {
  return `callback/${id}/url`;
}

/**
 * Tells whoever asked for it how the resource of a command has come to rest. At least once; 2xx ends it, 4xx too, anything else is
 * tried again. It looks at the ledger and not at a row: what it tells is so.
 */
export function callBack(parts: CallbackParts): WorkHandler {
  const { rows } = parts;
  return async ({ id }, signal) => {
    const callback = await rows.get(id);
    if (callback?.status !== 'armed') return;
    const due = await rows.dueIn(id);
    if (due > 0) throw new Later(due);
    const ending = await endOf(callback, parts.ledger);
    if (ending === undefined) return; // the next event on the subject raises it
    const due_in_ms = await tell(callback, ending, parts, signal);
    if (due_in_ms !== undefined) throw new Later(due_in_ms);
  };
}

async function endOf(callback: Callback, ledger: Pick<Ledger, 'read'>): Promise<Ending | undefined> {
  const { context, kind, resource_id, aggregate_kind, aggregate_id } = callback;
  const resources = new Map<string, Resource>();
  for (const event of await ledger.read(eventSubject(context, aggregate_kind, aggregate_id))) absorb(resources, event);
  return endingOf(kindNamed(kind), resource_id, resources.get(resource_id));
}

/** @returns milliseconds until the next try, if there is one */
async function tell(
  { id, url, tries }: Callback,
  ending: Ending,
  { rows, vault, outbound, schedule }: CallbackParts,
  signal: AbortSignal,
): Promise<number | undefined> {
  const to = await vault.open(PLATFORM_OWNER, urlPurpose(id), url);
  const answer = await post(() => outbound.post(to, { 'idempotency-key': id }, JSON.stringify(ending), signal));
  const due_in_ms = answer.isFinal ? undefined : schedule.next(tries + 1);
  const status = answer.isDelivered ? 'delivered' : due_in_ms === undefined ? 'failed' : 'armed';
  await rows.tried(id, status, answer, due_in_ms);
  outboundTries.inc({ sort: 'callback', outcome: OUTCOMES[status] });
  return due_in_ms;
}

/** By what becomes of the callback, what came of the try. */
const OUTCOMES = { delivered: 'delivered', failed: 'given_up', armed: 'failed' } as const;

interface Answered {
  readonly isDelivered: boolean;
  /** Whether it is not tried again, whatever the schedule says. */
  readonly isFinal: boolean;
  readonly status?: number;
  readonly error?: string;
}

async function post(send: () => Promise<number>): Promise<Answered> {
  try {
    const status = await send();
    if (status >= 200 && status < 300) return { isDelivered: true, isFinal: true, status };
    const isFinal = status >= 400 && status < 500;
    return { isDelivered: false, isFinal, status, error: `the receiver answered ${status}` };
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    return { isDelivered: false, isFinal: false, error: error.message };
  }
}
