import { Webhook } from '@freehold/contracts/webhook/webhook';
import { z } from 'zod';
import { DRY_RUN, NO_EVENTS } from '../commands/dry-run.js';
import { type MutationQuery, mutationQuery } from '../commands/request-options.js';
import type { Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { decodeCursor, limitOf, pageOf, pageQuery } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { API, idIn, notFound } from '../resources/names.js';

const PATH = `${API}/webhooks/{id}`;
/** Longer than the service itself waits for a receiver, so that it is the service that says what was wrong. */
const TEST_WITHIN_MS = 20_000;

/** A message to a webhook: an event, and how far it has come. */
const DeliveryDocument = z.object({
  id: z.string().meta({ description: 'The `webhook-id` of the message' }),
  webhook_id: z.string(),
  position: z.int().meta({ description: 'Of the event' }),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'failed', 'dropped']),
  tries: z.int(),
  due_at: z.string().meta({ description: 'When it is tried next, while it is pending' }),
  tried_at: z.string().nullable(),
  response_status: z.int().nullable(),
  error: z.string().nullable(),
  created_at: z.string(),
});
type Delivery = z.output<typeof DeliveryDocument>;

const DeliveryPage = z.object({
  items: z.array(DeliveryDocument),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
});

const TestDocument = z.object({
  ok: z.boolean(),
  response_status: z.int().nullable(),
  detail: z.string().nullable().meta({ description: 'Why it was not taken' }),
  duration_ms: z.int(),
});

const listQuery = z.strictObject(pageQuery);
const tag = Webhook.plural;

/** What a webhook was sent, and sending it something now: questions to the service, which make no event. */
export const deliveryRoutes: readonly Route[] = [
  route<z.output<typeof listQuery>>({
    method: 'GET',
    path: `${PATH}/deliveries`,
    operation_id: 'listWebhookDeliveries',
    tag,
    summary: 'List what a webhook was told of in the last 30 days, newest first, and how far it has come',
    scope: `${tag}:read`,
    query: listQuery,
    answers: { 200: { description: 'A page', schema: DeliveryPage } },
    async handle(call, desk) {
      const { webhook_id } = await webhookIn(call, desk);
      const { cursor } = call.query;
      const limit = limitOf(call.query);
      const before = cursor === undefined ? {} : { before: decodeCursor(cursor, z.tuple([z.int()]))[0] };
      const question = { webhook_id, limit: limit + 1, ...before };
      const { items } = await desk.ask.answer<{ items: Delivery[] }>('webhook', 'deliveries', question);
      const page = pageOf(
        items,
        limit,
        ({ position }) => [position],
        (item) => item,
      );
      return { status: 200, body: page };
    },
  }),
  route<MutationQuery>({
    method: 'POST',
    path: `${PATH}/deliveries/{delivery}/replay`,
    operation_id: 'replayWebhookDelivery',
    tag,
    summary: 'Send a message again, with all its tries',
    scope: `${tag}:write`,
    query: mutationQuery,
    headers: ['IdempotencyKey'],
    answers: { 200: DRY_RUN, 202: { description: 'It is sent', schema: DeliveryDocument } },
    async handle(call, desk) {
      const question = { ...(await webhookIn(call, desk)), delivery_id: call.params['delivery'] ?? '' };
      if (call.query.dryRun) return NO_EVENTS;
      return { status: 202, body: await desk.ask.answer<Delivery>('webhook', 'replay', question) };
    },
  }),
  route<MutationQuery>({
    method: 'POST',
    path: `${PATH}/test`,
    operation_id: 'testWebhook',
    tag,
    summary: Webhook.verbs?.['test']?.summary ?? 'test',
    scope: `${tag}:write`,
    query: mutationQuery,
    headers: ['IdempotencyKey'],
    answers: {
      200: {
        description: 'Whether the receiver took it, and if not, why; with `dryRun=true` nothing is sent',
        schema: TestDocument,
      },
    },
    async handle(call, desk) {
      const question = await webhookIn(call, desk);
      if (call.query.dryRun) return NO_EVENTS;
      return { status: 200, body: await desk.ask.answer('webhook', 'test', question, TEST_WITHIN_MS) };
    },
  }),
];

/** @throws Rejected `webhook.not_found`, also for one beyond the caller's reach */
async function webhookIn({ params }: Pick<Call<unknown>, 'params'>, desk: Desk) {
  const id = idIn(params, Webhook);
  const webhook = await desk.resources.get(Webhook.name, id);
  if (webhook === undefined) throw notFound(Webhook, id);
  return { webhook_id: id, min_position: webhook.position };
}
