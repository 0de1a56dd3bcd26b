import { hiddenOf } from '@freehold/contracts/hidden-fields';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import { HIDDEN } from '@freehold/contracts/view';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import { z } from 'zod';
import type { Rows } from '../access/rows.js';
import { decodeCursor, type Page, pageOf } from '../edge/page.js';
import { RENTED } from '../infrastructure/rented-states.js';
import { type FieldChange, fieldChanges } from './field-changes.js';

/** Two moments, as positions, and of what. */
export interface DiffQuery {
  readonly from: number;
  readonly to: number;
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
  readonly tenant_id?: string | undefined;
  readonly limit: number;
  /** Where the page before ended; see {@link afterOf}. */
  readonly after?: readonly [kind: string, id: string] | undefined;
}

/** A resource that is not as it was. */
export interface Difference {
  readonly kind: string;
  readonly id: string;
  readonly change: 'created' | 'updated' | 'deleted';
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
  /** Of the last event that made it so; of a deleted one, of the last before. */
  readonly position: number;
  readonly fields: readonly FieldChange[];
}

const Cursor = z.tuple([z.int(), z.int(), z.string(), z.string()]);

/** What a cursor of the list says: its moments are those of the first page, also where that was asked for up to now. */
export function afterOf(cursor: string): Pick<DiffQuery, 'from' | 'to' | 'after'> {
  const [from, to, kind, id] = decodeCursor(cursor, Cursor);
  return { from, to, after: [kind, id] };
}

/**
 * What lies within a reach and is other than it was, by kind and id. What has come into the reach counts as created, what has
 * left it as deleted: of more than that nobody is told.
 */
export async function differences(rows: Rows, query: DiffQuery): Promise<Page<Difference>> {
  const { from, to, limit } = query;
  const page = pageOf(
    await touched(rows, query),
    limit,
    ({ kind, id }) => [from, to, kind, id],
    (key) => key,
  );
  const before = await statesAt(rows, from, page.items);
  const after = await statesAt(rows, to, page.items);
  const replaced = await replacedIn(rows, query, page.items);
  const items = page.items.flatMap((key) => {
    const name = nameOf(key);
    return difference(before.get(name), after.get(name), replaced.get(name)) ?? [];
  });
  return { ...page, items };
}

type Key = Pick<Resource, 'kind' | 'id'>;

/** Undefined for what is as it was, whatever was tried meanwhile. */
function difference(
  old: Resource | undefined,
  now: Resource | undefined,
  replaced: readonly string[] | undefined,
): Difference | undefined {
  const [was, is] = [alive(old), alive(now)];
  const newest = is ?? was;
  if (newest === undefined) return undefined;
  const { kind, id, tenant_id, brand_id, position } = newest;
  const fields = fieldChanges(kindNamed(kind), was, is, replaced);
  if (fields.length === 0) return undefined;
  const change = was === undefined ? 'created' : is === undefined ? 'deleted' : 'updated';
  return { kind, id, change, tenant_id, brand_id, position, fields };
}

function alive(resource: Resource | undefined): Resource | undefined {
  return resource?.status === 'deleted' ? undefined : resource;
}

/** Every table that keeps states, in SQL: `kind`, `id`, `tenant_id`, `position` and `until_position` of each. */
const STATES = [
  'SELECT kind, id, tenant_id, position, until_position FROM resource_version',
  ...RENTED.map(({ states }) => states),
];

/** Resources of which a state has begun or ended between the moments, one more than the page takes. */
async function touched(rows: Rows, { from, to, kind, id, tenant_id, after, limit }: DiffQuery): Promise<Key[]> {
  const bounds = `($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR id = $4) AND ($5::text IS NULL OR tenant_id = $5)
    AND ($6::text IS NULL OR (kind, id) > ($6, $7))`;
  const found = await rows.query<Key>({
    name: 'diff.touched',
    text: `${STATES.flatMap((states) =>
      ['position', 'until_position'].map(
        (at) => `SELECT kind, id FROM (${states}) AS state WHERE ${at} > $1 AND ${at} <= $2 AND ${bounds}`,
      ),
    ).join(' UNION ')} ORDER BY kind, id LIMIT $8`,
    values: [from, to, kind ?? null, id ?? null, tenant_id ?? null, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  });
  return found.rows;
}

async function statesAt(rows: Rows, position: number, keys: readonly Key[]): Promise<Map<string, Resource>> {
  // A deletion has no end: the state of what lives again is the newest.
  const found = await rows.query<Resource>({
    name: 'diff.states',
    text: `SELECT DISTINCT ON (kind, id) ${RESOURCE_COLUMNS}
      FROM unnest($1::text[], $2::text[]) AS key (kind, id) JOIN resource_version USING (kind, id)
      WHERE position <= $3 AND until_position > $3 ORDER BY kind, id, position DESC`,
    values: [keys.map(({ kind }) => kind), keys.map(({ id }) => id), position],
  });
  const rented = await Promise.all(
    RENTED.map(async ({ kind: { name }, at }) => {
      const ids = keys.flatMap(({ kind, id }) => (kind === name ? [id] : []));
      return ids.length === 0 ? [] : await at(rows, position, ids);
    }),
  );
  return new Map([...found.rows, ...rented.flat()].map((resource) => [nameOf(resource), resource]));
}

/** Which hidden fields of resources were set anew: no row tells one secret from another, but the events say that there was one. */
async function replacedIn(
  rows: Rows,
  { from, to }: DiffQuery,
  keys: readonly Key[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const hiding = keys.filter(({ kind }) => hiddenOf(kindNamed(kind)).length > 0);
  if (hiding.length === 0) return new Map();
  const found = await rows.query<Key & { fields: string[] }>({
    name: 'diff.replaced',
    text: `SELECT kind, resource_id AS id, array_agg(DISTINCT field) AS fields
      FROM unnest($1::text[], $2::text[]) AS key (kind, resource_id) JOIN event USING (kind, resource_id),
        jsonb_object_keys(data->'changes') AS field
      WHERE position > $3 AND position <= $4 AND fact = 'updated' AND data->'changes'->>field = '${HIDDEN}' GROUP BY kind, resource_id`,
    values: [hiding.map(({ kind }) => kind), hiding.map(({ id }) => id), from, to],
  });
  return new Map(found.rows.map((row) => [nameOf(row), row.fields]));
}

function nameOf({ kind, id }: Key): string {
  return `${kind}/${id}`;
}
