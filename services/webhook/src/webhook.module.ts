import { Webhook } from '@freehold/contracts/webhook/webhook';
import { cascade } from '@freehold/ledger/process';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { defineService } from '@freehold/service/definition';
import { LedgerTables1700000000001 } from '@freehold/service/ledger-tables';
import { CALLBACK, callBack } from './callback/callback.work.js';
import { callbackAsks } from './callback/callback-asks.js';
import { CallbackRows } from './callback/callback-rows.js';
import { WebhookConfig } from './config.js';
import { deliver } from './delivery/deliver.work.js';
import { DELIVER, deliveriesProjection, isSubscriber } from './delivery/deliveries.projection.js';
import { DeliveryRows } from './delivery/delivery-rows.js';
import { Lanes } from './delivery/lanes.js';
import { Schedule } from './delivery/schedule.js';
import { Deliveries1700000000002 } from './migrations/001-deliveries.js';
import { AddressGuard } from './outbound/address-guard.js';
import { Outbound, type OutboundOptions } from './outbound/outbound-request.js';
import { considerSecret, webhook } from './webhook/webhook.js';
import { webhookAsks } from './webhook/webhook-asks.js';

/** Receivers that are spoken to at once, and how many of them may have failed just before. */
const RECEIVERS = 64;
const FAILING = 24;
const FORGET_EVERY_MS = 3_600_000;

/** The service, over the system’s resolver and authorities unless a spec brings its own. */
export function webhookServiceOver(trusted: Pick<OutboundOptions, 'resolve' | 'ca'> = {}) {
  return defineService({
    name: 'webhook',
    context: 'webhook',
    config: WebhookConfig,
    migrations: [LedgerTables1700000000001, Deliveries1700000000002],
    vault: true,
    wire({ config, pool, ledger, view, vault, log, command }) {
      const guard = new AddressGuard(config);
      const outbound = new Outbound({ guard, answer_within_ms: config.answer_within_ms, ...trusted });
      const schedule = new Schedule(config.try_after_seconds);
      const [rows, callbacks] = [new DeliveryRows(pool), new CallbackRows(pool)];
      const now = () => new Date();
      const sending = { view, vault, outbound, now, rows };
      const forget = () =>
        void Promise.all([rows.forget(), callbacks.forget()]).catch((error: unknown) =>
          log.warn({ err: error }, 'old deliveries were not removed'),
        );
      let timer: NodeJS.Timeout | undefined;
      return {
        owned: [{ decider: webhook(guard), consider: considerSecret }],
        processes: [cascade(Webhook)],
        projections: [deliveriesProjection],
        triggers: [wantsDelivery],
        handlers: new Map([
          [
            DELIVER,
            deliver({ ...sending, schedule, lanes: new Lanes(FAILING), isSubscriber: isSubscriber(pool), command }),
          ],
          [CALLBACK, callBack({ rows: callbacks, ledger, vault, outbound, schedule })],
        ]),
        concurrency: RECEIVERS,
        asks: { ...webhookAsks({ ...sending, pool }), ...callbackAsks({ rows: callbacks, pool, vault, guard }) },
        started() {
          timer = setInterval(forget, FORGET_EVERY_MS).unref();
        },
        stopped: () => clearInterval(timer),
        idle: async () => await outbound.close(),
      };
    },
  });
}

/** A webhook whose row has changed: it may go on, or must stop. */
const wantsDelivery: Trigger = ({ after }) => (after.kind === Webhook.name ? [{ kind: DELIVER, id: after.id }] : []);

export const webhookService = webhookServiceOver();
