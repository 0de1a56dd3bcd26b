import type { RecordedEvent } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import { kindNamed, partsOf } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import type { PoolClient } from 'pg';
import type { Projection } from './follower.js';
import { raiseWork, type WorkWish } from './work.js';

/**
 * One row a living resource: the desired rows of the kinds that a service owns, and its local view of those that it must
 * know. The same columns as {@link Resource}, so nothing is mapped.
 */
export const resourceTable = `
CREATE TABLE resource (
  kind text NOT NULL, id text NOT NULL, status text NOT NULL, status_message text, spec jsonb NOT NULL, observed jsonb,
  created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
  revision bigint NOT NULL, generation bigint NOT NULL, converged bigint NOT NULL, position bigint NOT NULL,
  tenant_id text, brand_id text,
  PRIMARY KEY (kind, id)
);
CREATE INDEX resource_spec ON resource USING gin (spec jsonb_path_ops);`;

/**
 * The columns of a resource, by name: a statement that says `*` would be refused once the next release has added one beside it,
 * for a prepared plan must not change what it gives.
 */
export const RESOURCE_COLUMNS =
  'kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position, tenant_id, brand_id';

/** What one event made of its resource. */
export interface Change {
  readonly event: RecordedEvent;
  readonly before: Resource | undefined;
  readonly after: Resource;
}

/** Work that an event raises, in the transaction of the rows. */
export type Trigger = (change: Change, tx: PoolClient) => readonly WorkWish[] | Promise<readonly WorkWish[]>;

/** The follower that keeps `resource` rows, and raises work. */
export function resourceRows(options: {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly triggers?: readonly Trigger[];
  /** Further tables of the same follower, written from the same changes in the same transaction. */
  readonly also?: {
    readonly tables: readonly string[];
    write(changes: readonly Change[], tx: PoolClient): Promise<void>;
  };
}): Projection {
  return {
    name: options.name,
    tables: ['resource', ...(options.also?.tables ?? [])],
    kinds: options.kinds,
    async apply(events, tx, live) {
      const changes = await fold(events, tx);
      await writeRows(newest(changes), tx);
      await options.also?.write(changes, tx);
      if (live && options.triggers?.length) await raise(options.triggers, changes, tx);
    },
  };
}

async function raise(triggers: readonly Trigger[], changes: readonly Change[], tx: PoolClient): Promise<void> {
  const wishes: WorkWish[] = [];
  for (const change of changes) {
    const cause = { causation_id: change.event.id, correlation_id: change.event.correlation_id };
    for (const trigger of triggers) wishes.push(...(await trigger(change, tx)).map((wish) => ({ ...wish, cause })));
  }
  await raiseWork(tx, wishes);
}

/** Folds a batch of events onto the rows as they stand. */
export async function fold(events: readonly RecordedEvent[], tx: PoolClient): Promise<Change[]> {
  const current = await rowsBefore(events, tx);
  const changes: Change[] = [];
  for (const event of events) {
    const key = `${event.kind}/${event.resource_id}`;
    const before = current.get(key);
    const after = evolve(kindNamed(event.kind), before, event);
    current.set(key, after);
    changes.push({ event, before, after });
    if (after.status === 'deleted') changes.push(...(await goWith(event, current, tx)));
    else if (before && (before.tenant_id !== after.tenant_id || before.brand_id !== after.brand_id))
      changes.push(...(await passWith(event, after, current, tx)));
  }
  return changes;
}

/** The rows that events change, by key. What a batch itself creates is not looked for: it was not there. */
async function rowsBefore(events: readonly RecordedEvent[], tx: PoolClient): Promise<Map<string, Resource>> {
  const first = new Map<string, RecordedEvent>();
  for (const event of events) {
    const key = `${event.kind}/${event.resource_id}`;
    if (!first.has(key)) first.set(key, event);
  }
  const known = [...first.values()].filter(({ fact }) => fact !== 'created');
  if (known.length === 0) return new Map();
  const { rows } = await tx.query<Resource>({
    name: 'resource.touched',
    text: `SELECT ${RESOURCE_COLUMNS} FROM unnest($1::text[], $2::text[]) AS key (kind, id) JOIN resource USING (kind, id)`,
    values: [known.map(({ kind }) => kind), known.map(({ resource_id }) => resource_id)],
  });
  return new Map(rows.map((row) => [`${row.kind}/${row.id}`, row]));
}

/** What lives within a deleted resource is gone with it, by the same event. */
async function goWith(event: RecordedEvent, current: Map<string, Resource>, tx: PoolClient): Promise<Change[]> {
  return await ofParts(event, current, tx, (part) => ({ ...part, status: 'deleted', updated_at: event.time }));
}

/** What lives within a resource that has passed to others is theirs too, by the same event. */
async function passWith(
  event: RecordedEvent,
  { tenant_id, brand_id }: Resource,
  current: Map<string, Resource>,
  tx: PoolClient,
): Promise<Change[]> {
  return await ofParts(event, current, tx, (part) => ({ ...part, tenant_id, brand_id }));
}

/** Every living resource within that of an event, as the event makes it. */
async function ofParts(
  event: RecordedEvent,
  current: Map<string, Resource>,
  tx: PoolClient,
  make: (part: Resource) => Resource,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { kind, field } of partsOf(event.kind)) {
    const { rows } = await tx.query<Resource>({
      name: 'resource.parts',
      text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = $1 AND spec @> $2::jsonb`,
      values: [kind.name, JSON.stringify({ [field]: event.resource_id })],
    });
    for (const row of rows) if (!current.has(`${row.kind}/${row.id}`)) current.set(`${row.kind}/${row.id}`, row);
    for (const [key, before] of current) {
      if (before.kind !== kind.name || before.spec[field] !== event.resource_id || before.status === 'deleted')
        continue;
      const after: Resource = { ...make(before), position: event.position };
      current.set(key, after);
      changes.push({ event, before, after });
    }
  }
  return changes;
}

/** The last state of each resource that a batch touched. */
export function newest(changes: readonly Change[]): Resource[] {
  return [...new Map(changes.map(({ after }) => [`${after.kind}/${after.id}`, after])).values()];
}

const upsert = `
INSERT INTO resource (${RESOURCE_COLUMNS})
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[], $7::timestamptz[], $8::timestamptz[],
  $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[])
ON CONFLICT (kind, id) DO UPDATE SET status = excluded.status, status_message = excluded.status_message, spec = excluded.spec,
  observed = excluded.observed, created_at = excluded.created_at, updated_at = excluded.updated_at, revision = excluded.revision,
  generation = excluded.generation, converged = excluded.converged, position = excluded.position, tenant_id = excluded.tenant_id,
  brand_id = excluded.brand_id`;

/** Resources column by column, as `unnest` takes them, in the order of {@link RESOURCE_COLUMNS}. */
export function resourceColumns(resources: readonly Resource[]): unknown[][] {
  return [
    resources.map((r) => r.kind),
    resources.map((r) => r.id),
    resources.map((r) => r.status),
    resources.map((r) => r.status_message),
    resources.map((r) => JSON.stringify(r.spec)),
    resources.map((r) => (r.observed === null ? null : JSON.stringify(r.observed))),
    resources.map((r) => r.created_at),
    resources.map((r) => r.updated_at),
    resources.map((r) => r.revision),
    resources.map((r) => r.generation),
    resources.map((r) => r.converged),
    resources.map((r) => r.position),
    resources.map((r) => r.tenant_id),
    resources.map((r) => r.brand_id),
  ];
}

/** Writes the rows of living resources, and removes those of deleted ones. */
export async function writeRows(resources: readonly Resource[], tx: PoolClient): Promise<void> {
  const living = resources.filter(({ status }) => status !== 'deleted');
  const gone = resources.filter(({ status }) => status === 'deleted');
  if (gone.length > 0) {
    await tx.query({
      name: 'resource.gone',
      text: 'DELETE FROM resource r USING unnest($1::text[], $2::text[]) AS gone (kind, id) WHERE r.kind = gone.kind AND r.id = gone.id',
      values: [gone.map(({ kind }) => kind), gone.map(({ id }) => id)],
    });
  }
  if (living.length === 0) return;
  await tx.query({ name: 'resource.upsert', text: upsert, values: resourceColumns(living) });
}
