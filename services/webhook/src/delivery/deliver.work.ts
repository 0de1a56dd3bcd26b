import type { CommandReply } from '@freehold/contracts/command';
import { isGone, type Resource } from '@freehold/contracts/resource';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import { settled } from '@freehold/ledger/process';
import { Later } from '@freehold/ledger/work-outcome';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import { outboundTries } from '@freehold/service/metrics';
import { Shredded } from '@freehold/vault/errors';
import type { Vault } from '@freehold/vault/vault';
import { type Outbound, Unreached } from '../outbound/outbound-request.js';
import { signed } from '../webhook/signature.js';
import { signingSecrets } from '../webhook/signing-secrets.js';
import type { Delivery, DeliveryRows, Try } from './delivery-rows.js';
import type { Lanes } from './lanes.js';
import type { Schedule } from './schedule.js';

/** Messages of one webhook that are under way at once: a slow receiver gets a few, and nobody waits for it but its own. */
const AT_ONCE = 4;
/** Messages of one run; then another webhook’s turn may come. */
const A_RUN = 64;
/** When to look again for a webhook whose row is not there yet, or for which there is no room. */
const SOON_MS = 250;

export interface DeliverParts {
  readonly rows: DeliveryRows;
  readonly view: LocalView;
  readonly vault: Pick<Vault, 'open'>;
  readonly outbound: Outbound;
  readonly schedule: Schedule;
  readonly lanes: Lanes;
  readonly now: () => Date;
  /** Whether messages are written down for this webhook: its row may lag behind them. */
  readonly isSubscriber: (id: string) => Promise<boolean>;
  command(wish: Wish): Promise<CommandReply>;
}

/**
 * Sends a webhook what is due, and sleeps until something is again. At least once: who is killed between an answer and its row sends
 * the message a second time, under the same `webhook-id`. In no order: what failed is tried again while others go on.
 */
export function deliver(parts: DeliverParts): WorkHandler {
  const { rows, view, lanes } = parts;
  return async ({ id }, signal) => {
    const webhook = await view.get(Webhook.name, id);
    if (isGone(webhook)) {
      if (await parts.isSubscriber(id)) throw new Later(SOON_MS);
      return await rows.forgetOf(id);
    }
    if (webhook.spec['enabled'] === false) return await rows.drop(id, 'the webhook was disabled');
    const leave = lanes.enter(await rows.isFailing(id));
    if (leave === undefined) throw new Later(SOON_MS);
    try {
      await sendDue(webhook, parts, signal);
    } finally {
      leave();
    }
    const next = await rows.nextDue(id);
    if (next !== undefined) throw new Later(Math.max(0, next));
  };
}

async function sendDue(webhook: Resource, parts: DeliverParts, signal: AbortSignal): Promise<void> {
  const due = await parts.rows.due(webhook.id, A_RUN);
  if (due.length === 0) return;
  let stopped = false;
  const secrets = await secretsOf(webhook, parts);
  const lane = async () => {
    for (let message = due.shift(); message !== undefined && !stopped; message = due.shift()) {
      signal.throwIfAborted();
      const ends = await sendOne(webhook, message, secrets, parts, signal);
      if (ends === undefined) continue;
      stopped = true;
      await disable(webhook, message, ends, parts);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

/** Of a tenant who was erased there is nothing left to sign with: a command disables the webhook, which goes with him. */
async function secretsOf(webhook: Resource, { vault, now }: DeliverParts): Promise<string[]> {
  try {
    return await signingSecrets(webhook, vault, now());
  } catch (error) {
    if (error instanceof Shredded) return [];
    throw error;
  }
}

/** @returns why the webhook is to be disabled, if it is */
async function sendOne(
  { spec }: Resource,
  message: Delivery & { readonly body: string },
  secrets: readonly string[],
  { outbound, rows, schedule, now }: DeliverParts,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (secrets.length === 0) return 'there is nothing left to sign with';
  const headers = signed(message.id, now(), message.body, secrets);
  const answer = await post(() => outbound.post(String(spec['url']), { ...headers }, message.body, signal));
  const isGone = answer.response_status === 410;
  const due_in_ms = answer.status === 'delivered' || isGone ? undefined : schedule.next(message.tries + 1);
  await rows.tried(message.id, due_in_ms === undefined ? answer : { ...answer, status: 'pending', due_in_ms });
  const isGivenUp = answer.status !== 'delivered' && due_in_ms === undefined;
  outboundTries.inc({ sort: 'message', outcome: isGivenUp ? 'given_up' : answer.status });
  if (!isGivenUp) return undefined;
  return isGone
    ? 'the receiver answered 410 Gone'
    : `a message was not taken in ${schedule.tries} tries: ${answer.error}`;
}

async function post(send: () => Promise<number>): Promise<Try> {
  try {
    const response_status = await send();
    if (response_status >= 200 && response_status < 300) return { status: 'delivered', response_status, error: null };
    return { status: 'failed', response_status, error: `the receiver answered ${response_status}` };
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    return { status: 'failed', response_status: null, error: error.message };
  }
}

async function disable({ id }: Resource, message: Delivery, reason: string, { command }: DeliverParts): Promise<void> {
  settled(
    await command({
      kind: Webhook,
      verb: 'disable',
      resource_id: id,
      data: { reason },
      cause: [message.id, message.tries],
    }),
  );
}
