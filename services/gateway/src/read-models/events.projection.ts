import type { RecordedEvent } from '@freehold/contracts/event';
import type { Projection } from '@freehold/ledger/follower';
import type { PoolClient } from 'pg';
import { withoutDigests } from './without-secrets.js';

/** Every event, as clients may see it, for lists, histories and streams. */
export const eventTable = `
CREATE TABLE event (
  position bigint PRIMARY KEY, time timestamptz NOT NULL, id text NOT NULL, type text NOT NULL, fact text NOT NULL, version int NOT NULL,
  kind text NOT NULL, resource_id text NOT NULL, context text NOT NULL, aggregate_kind text NOT NULL, aggregate_id text NOT NULL,
  actor text NOT NULL, tenant_id text, brand_id text, correlation_id text NOT NULL, causation_id text, data jsonb NOT NULL
);
CREATE INDEX event_resource ON event (kind, resource_id, position);
CREATE INDEX event_kind ON event (kind, position);
CREATE INDEX event_time ON event (time, position);`;

export const eventsProjection: Projection = {
  name: 'events',
  tables: ['event'],
  kinds: '*',
  past: { event: (position) => `SELECT to_jsonb(e) AS row FROM event e WHERE position <= ${position}` },
  apply: async (events, tx) => await write(events.map(withoutDigests), tx),
};

const insert = `
INSERT INTO event (position, time, id, type, fact, version, kind, resource_id, context, aggregate_kind, aggregate_id, actor, tenant_id, brand_id,
  correlation_id, causation_id, data, on_behalf_of, address, reason)
SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[],
  $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::jsonb[], $18::text[], $19::text[], $20::text[])
ON CONFLICT (position) DO NOTHING`;

async function write(events: readonly RecordedEvent[], tx: PoolClient): Promise<void> {
  await tx.query({
    name: 'event.insert',
    text: insert,
    values: [
      events.map((e) => e.position),
      events.map((e) => e.time),
      events.map((e) => e.id),
      events.map((e) => e.type),
      events.map((e) => e.fact),
      events.map((e) => e.version),
      events.map((e) => e.kind),
      events.map((e) => e.resource_id),
      events.map((e) => e.context),
      events.map((e) => e.aggregate_kind),
      events.map((e) => e.aggregate_id),
      events.map((e) => e.actor),
      events.map((e) => e.tenant_id ?? null),
      events.map((e) => e.brand_id ?? null),
      events.map((e) => e.correlation_id),
      events.map((e) => e.causation_id ?? null),
      events.map((e) => JSON.stringify(e.data)),
      events.map((e) => e.on_behalf_of ?? null),
      events.map((e) => e.address ?? null),
      events.map((e) => e.reason ?? null),
    ],
  });
}
