import { Rejected } from '@freehold/contracts/command';
import { newId } from '@freehold/contracts/ids';
import { isGone, type Resource } from '@freehold/contracts/resource';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { LocalView } from '@freehold/ledger/local-view';
import { raiseWork } from '@freehold/ledger/work';
import type { Asks } from '@freehold/service/asks';
import type { Vault } from '@freehold/vault/vault';
import type { Pool } from 'pg';
import { z } from 'zod';
import { DELIVER } from '../delivery/deliveries.projection.js';
import type { DeliveryRows } from '../delivery/delivery-rows.js';
import { type Outbound, Unreached } from '../outbound/outbound-request.js';
import { signed } from './signature.js';
import { signingSecrets } from './signing-secrets.js';

/** What `ask.webhook.test` answers. */
export interface WebhookTest {
  readonly ok: boolean;
  readonly response_status: number | null;
  /** Why it was not reached. */
  readonly detail: string | null;
  readonly duration_ms: number;
}

const MOST = 200;
const FACTS_WITHIN_MS = 1_000;

const Asked = z.looseObject({ webhook_id: z.string(), min_position: z.int().optional() });
const List = Asked.extend({ limit: z.int().min(1).max(MOST).default(50), before: z.int().optional() });
const Replay = Asked.extend({ delivery_id: z.string() });

export interface WebhookAskParts {
  readonly rows: DeliveryRows;
  readonly pool: Pool;
  readonly view: LocalView;
  readonly vault: Pick<Vault, 'open'>;
  readonly outbound: Outbound;
  readonly now: () => Date;
}

/** Questions about a webhook that make no event. Each names `webhook_id`, and may bring `min_position`: what the asker has seen. */
export function webhookAsks(parts: WebhookAskParts): Asks {
  const { rows, pool, view } = parts;
  return {
    deliveries: async (question) => {
      const { webhook_id, limit, before } = List.parse(question);
      return { items: await rows.list(webhook_id, limit, before) };
    },
    replay: async (question) => {
      const { delivery_id } = Replay.parse(question);
      const { id, spec } = await webhookIn(question, view);
      if (spec['enabled'] === false)
        throw new Rejected('webhook.wrong_state', 'the webhook is disabled: enable it, then replay');
      const delivery = await rows.replay(id, delivery_id);
      if (delivery === undefined)
        throw new Rejected('webhook.not_found', `the webhook was never sent a message ${delivery_id}`);
      await raiseWork(pool, [{ kind: DELIVER, id }]);
      return delivery;
    },
    test: async (question) => await test(await webhookIn(question, view), parts),
  };
}

/** Sends a message that is of no event, once. A disabled webhook can be tested too: that is when somebody wants to. */
async function test(webhook: Resource, { vault, outbound, now }: WebhookAskParts): Promise<WebhookTest> {
  const at = now();
  const body = JSON.stringify({ type: 'WebhookTest', time: at.toISOString(), data: { webhook_id: webhook.id } });
  const headers = signed(`test_${newId()}`, at, body, await signingSecrets(webhook, vault, at));
  const from = performance.now();
  const duration_ms = () => Math.round(performance.now() - from);
  try {
    const response_status = await outbound.post(String(webhook.spec['url']), { ...headers }, body);
    const ok = response_status >= 200 && response_status < 300;
    const detail = ok ? null : `the receiver answered ${response_status}`;
    return { ok, response_status, detail, duration_ms: duration_ms() };
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    return { ok: false, response_status: null, detail: error.message, duration_ms: duration_ms() };
  }
}

async function webhookIn(question: Record<string, unknown>, view: LocalView): Promise<Resource> {
  const { webhook_id, min_position } = Asked.parse(question);
  if (min_position !== undefined) await view.passed(min_position, FACTS_WITHIN_MS);
  const webhook = await view.get(Webhook.name, webhook_id);
  if (isGone(webhook)) throw new Rejected('webhook.not_found', `there is no webhook ${webhook_id}`);
  return webhook;
}
