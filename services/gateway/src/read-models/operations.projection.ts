import type { RecordedEvent } from '@freehold/contracts/event';
import { kinds } from '@freehold/contracts/kinds';
import type { Projection } from '@freehold/ledger/follower';
import type { PoolClient } from 'pg';
import { openings } from '../operations/openings.js';
import { followed, isFinal, type Operation, opened } from '../operations/operation.js';

export const operationTable = `
CREATE TABLE operation (
  id text PRIMARY KEY, resource_kind text NOT NULL, resource_id text NOT NULL, aggregate_kind text NOT NULL, aggregate_id text NOT NULL,
  verb text NOT NULL, status text NOT NULL, position bigint NOT NULL, steps jsonb NOT NULL, error text, tenant_id text, brand_id text,
  created_at timestamptz NOT NULL, finished_at timestamptz
);
CREATE INDEX operation_resource ON operation (resource_id, position);
CREATE INDEX operation_position ON operation (position);
CREATE INDEX operation_open ON operation (aggregate_kind, aggregate_id) WHERE finished_at IS NULL;`;

/** Its columns, by name; see RESOURCE_COLUMNS of libs/ledger for why. */
export const OPERATION_COLUMNS =
  'id, resource_kind, resource_id, aggregate_kind, aggregate_id, verb, status, position, steps, error, tenant_id, brand_id, created_at, finished_at';

/** Kinds whose changes take time, and those that they lie within: they go with them. */
const FOLLOWED = kinds.filter((kind) => Object.keys(openings(kind)).length > 0).map(({ name }) => name);

export const operationsProjection: Projection = {
  name: 'operations',
  tables: ['operation'],
  kinds: FOLLOWED,
  apply,
};

async function apply(events: readonly RecordedEvent[], tx: PoolClient): Promise<void> {
  const open = new Map<string, Map<string, Operation>>();
  for (const operation of await openOn(events, tx)) onAggregate(open, operation).set(operation.id, operation);
  const touched = new Map<string, Operation>();
  for (const event of events) {
    const here = onAggregate(open, event);
    for (const before of here.values()) {
      const after = followed(before, event);
      if (after === before) continue;
      touched.set(after.id, after);
      if (isFinal(after)) here.delete(after.id);
      else here.set(after.id, after);
    }
    const begun = opened(event);
    if (begun === undefined || touched.has(begun.id)) continue;
    touched.set(begun.id, begun);
    if (!isFinal(begun)) here.set(begun.id, begun);
  }
  await write([...touched.values()], tx);
}

function onAggregate(
  open: Map<string, Map<string, Operation>>,
  of: { aggregate_kind: string; aggregate_id: string },
): Map<string, Operation> {
  const key = `${of.aggregate_kind}/${of.aggregate_id}`;
  const here = open.get(key) ?? new Map<string, Operation>();
  open.set(key, here);
  return here;
}

async function openOn(events: readonly RecordedEvent[], tx: PoolClient): Promise<Operation[]> {
  const aggregates = [
    ...new Map(events.map((event) => [`${event.aggregate_kind}/${event.aggregate_id}`, event])).values(),
  ];
  const { rows } = await tx.query<Operation>({
    name: 'operation.open',
    text: `SELECT ${OPERATION_COLUMNS} FROM unnest($1::text[], $2::text[]) AS key (aggregate_kind, aggregate_id)
      JOIN operation USING (aggregate_kind, aggregate_id) WHERE finished_at IS NULL ORDER BY position`,
    values: [aggregates.map((event) => event.aggregate_kind), aggregates.map((event) => event.aggregate_id)],
  });
  return rows;
}

/** The last line makes what has ended final, whatever is projected again. */
const upsert = `
INSERT INTO operation AS old (id, resource_kind, resource_id, aggregate_kind, aggregate_id, verb, status, position, steps, error, tenant_id, brand_id,
  created_at, finished_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::jsonb[], $10::text[],
  $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[])
ON CONFLICT (id) DO UPDATE SET status = excluded.status, steps = excluded.steps, error = excluded.error, finished_at = excluded.finished_at
WHERE old.finished_at IS NULL`;

async function write(operations: readonly Operation[], tx: PoolClient): Promise<void> {
  if (operations.length === 0) return;
  await tx.query({
    name: 'operation.upsert',
    text: upsert,
    values: [
      operations.map((o) => o.id),
      operations.map((o) => o.resource_kind),
      operations.map((o) => o.resource_id),
      operations.map((o) => o.aggregate_kind),
      operations.map((o) => o.aggregate_id),
      operations.map((o) => o.verb),
      operations.map((o) => o.status),
      operations.map((o) => o.position),
      operations.map((o) => JSON.stringify(o.steps)),
      operations.map((o) => o.error),
      operations.map((o) => o.tenant_id),
      operations.map((o) => o.brand_id),
      operations.map((o) => o.created_at),
      operations.map((o) => o.finished_at),
    ],
  });
}
