import type { RecordedEvent } from '@freehold/contracts/event';
import { eventView } from '@freehold/contracts/event-view';
import { type Reach, reaches } from '@freehold/contracts/identity/grant';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { Projection } from '@freehold/ledger/follower';
import { raiseWork } from '@freehold/ledger/work';
import type { Pool, PoolClient } from 'pg';
import { CALLBACK } from '../callback/callback.work.js';
import { callbacksToWake } from '../callback/callback-rows.js';
import { addDeliveries, type Message } from './delivery-rows.js';

/** The kind of work that sends what is due; its keys are ids of webhooks. */
export const DELIVER = 'deliver';

/** Who is told of what. `since` is the position of its creation: of what was before, nobody is told. */
export const subscriberTable = `
CREATE TABLE subscriber (
  id text PRIMARY KEY, events text[] NOT NULL, tenant_id text, brand_id text, enabled boolean NOT NULL, since bigint NOT NULL
)`;

/**
 * A service that is made anew reads the whole ledger, and must not tell the world what it was told years ago. Longer than all tries
 * of a message take together.
 */
const NEWS_MS = 4 * 86_400_000;

interface Subscriber {
  readonly id: string;
  readonly events: readonly string[];
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
  readonly enabled: boolean;
  readonly since: number;
}

/**
 * Writes a message down for each event and each webhook that is told of it, and raises the webhook, in one transaction with the
 * position; wakes callbacks in it too. So an event is neither missed nor written down twice, whenever the service is killed. It keeps the webhooks itself, so that
 * each event meets those that there were at its position.
 */
export const deliveriesProjection: Projection = {
  name: 'deliveries',
  tables: ['subscriber'],
  kinds: '*',
  async apply(events, tx, live) {
    const subscribers = await subscribersIn(tx);
    const messages: Message[] = [];
    const changed = new Set<string>();
    for (const event of events) {
      if (event.kind === Webhook.name) {
        fold(subscribers, event);
        changed.add(event.resource_id);
      }
      if (live && isNews(event)) messages.push(...messagesOf(event, subscribers));
    }
    await write(subscribers, changed, tx);
    if (!live) return;
    await addDeliveries(messages, tx);
    const raised = new Set([...messages.map(({ webhook_id }) => webhook_id), ...changed]);
    const callbacks = await callbacksToWake(events, tx);
    await raiseWork(tx, [
      ...[...raised].map((id) => ({ kind: DELIVER, id })),
      ...callbacks.map((id) => ({ kind: CALLBACK, id })),
    ]);
  },
};

function messagesOf(event: RecordedEvent, subscribers: ReadonlyMap<string, Subscriber>): Message[] {
  const told = [...subscribers.values()].filter((subscriber) => isTold(subscriber, event));
  if (told.length === 0) return [];
  const body = JSON.stringify(eventView(event));
  const { id, position, type } = event;
  return told.map((subscriber) => ({
    id: `${id}_${subscriber.id}`,
    webhook_id: subscriber.id,
    position,
    type,
    body,
  }));
}

function isTold({ events, enabled, since, ...of }: Subscriber, event: RecordedEvent): boolean {
  const { kind, type, tenant_id = null, brand_id = null, position } = event;
  if (!enabled || position <= since) return false;
  if (!events.some((name) => name === '*' || name === kind || name === type)) return false;
  return reaches(reachOfWebhook(of), { tenant_id, brand_id });
}

/** Whose events a webhook is told of. */
function reachOfWebhook({ tenant_id, brand_id }: Pick<Subscriber, 'tenant_id' | 'brand_id'>): Reach {
  if (tenant_id !== null) return { tenants: [tenant_id], brands: [] };
  return brand_id === null ? 'everything' : { tenants: [], brands: [brand_id] };
}

function isNews({ time }: RecordedEvent): boolean {
  return Date.now() - Date.parse(time) < NEWS_MS;
}

function fold(subscribers: Map<string, Subscriber>, { fact, resource_id: id, data, position }: RecordedEvent): void {
  const known = subscribers.get(id);
  switch (fact) {
    case 'created': {
      const { events, tenant_id = null, brand_id = null } = data['spec'] as Partial<Subscriber>; // checked when it was written
      subscribers.set(id, { id, events: events ?? ['*'], tenant_id, brand_id, enabled: true, since: position });
      return;
    }
    case 'updated': {
      const { events } = data['changes'] as Partial<Subscriber>; // as above
      if (known && events) subscribers.set(id, { ...known, events });
      return;
    }
    case 'enabled':
    case 'disabled':
      if (known) subscribers.set(id, { ...known, enabled: fact === 'enabled' });
      return;
    case 'deleted':
      subscribers.delete(id);
  }
}

/** Whether there is a webhook for which messages are written down; its row elsewhere may lag. */
export function isSubscriber(pool: Pool): (id: string) => Promise<boolean> {
  return async (id) => {
    const { rowCount } = await pool.query({
      name: 'subscriber.get',
      text: 'SELECT 1 FROM subscriber WHERE id = $1',
      values: [id],
    });
    return rowCount === 1;
  };
}

async function subscribersIn(tx: PoolClient): Promise<Map<string, Subscriber>> {
  const { rows } = await tx.query<Subscriber>({
    name: 'subscriber.all',
    text: 'SELECT id, events, tenant_id, brand_id, enabled, since FROM subscriber',
  });
  return new Map(rows.map((row) => [row.id, row]));
}

async function write(subscribers: ReadonlyMap<string, Subscriber>, changed: ReadonlySet<string>, tx: PoolClient) {
  for (const id of changed) {
    const row = subscribers.get(id);
    if (row === undefined) {
      await tx.query({ name: 'subscriber.gone', text: 'DELETE FROM subscriber WHERE id = $1', values: [id] });
      continue;
    }
    await tx.query({
      name: 'subscriber.upsert',
      text: `INSERT INTO subscriber (id, events, tenant_id, brand_id, enabled, since) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET events = excluded.events, enabled = excluded.enabled`,
      values: [id, row.events, row.tenant_id, row.brand_id, row.enabled, row.since],
    });
  }
}
