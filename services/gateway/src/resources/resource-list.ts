import type { Reach } from '@freehold/contracts/identity/grant';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { bare } from '@freehold/contracts/validation';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import { z } from 'zod';
import { decodeCursor, queryRefusal } from '../edge/page.js';

/** One page of a list, already validated. */
export interface ListQuery {
  readonly kind: Kind;
  /** Exact values of spec fields: filters, and the parent that the path names. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly sort: string;
  readonly order: 'asc' | 'desc';
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Lists the resources as they were at this position. */
  readonly as_of?: number | undefined;
}

/** A row with what it is sorted by, as text. */
export type Listed = Resource & { readonly sort_key: string };

const COLUMN_SORTS: Readonly<Record<string, string>> = {
  created_at: 'created_at',
  updated_at: 'updated_at',
  status: 'status',
  id: 'id',
};

/** What a kind's lists can be sorted by: columns of every resource, and the fields that it is filtered by or searched in. */
export function sortsOf(kind: Kind): string[] {
  return [
    ...new Set([...Object.keys(COLUMN_SORTS), ...namesOf(kind), ...(kind.filters ?? []), ...(kind.searched ?? [])]),
  ];
}

/**
 * The query of a page, one row longer than the page. Paging is by key, not by offset: what is inserted meanwhile neither
 * shifts a page nor repeats a row. Field names come from the kind's declaration, values are parameters.
 */
export function listSql(
  { kind, fields, status, search, sort, order, cursor, limit, as_of }: ListQuery,
  reach: Reach,
): { text: string; values: unknown[] } {
  const values: unknown[] = [kind.name];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const bounds = ['kind = $1'];
  // The database holds the reader to its reach whatever is asked; said here too, a tenant's index leads the search.
  if (isTenants(reach) && !kind.shared) bounds.push(`tenant_id = ANY (${bind(reach.tenants)}::text[])`);
  if (as_of !== undefined) {
    const position = bind(as_of);
    bounds.push(`position <= ${position}`, `until_position > ${position}`);
    bounds.push(status === 'deleted' ? notBornAgain(position) : "status <> 'deleted'");
  }
  if (Object.keys(fields).length > 0) bounds.push(`spec @> ${bind(JSON.stringify(fields))}::jsonb`);
  if (status !== undefined) bounds.push(`status = ${bind(status)}`);
  if (search !== undefined) {
    const pattern = bind(`%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    const places = [
      'id',
      ...[...new Set([...namesOf(kind), ...(kind.searched ?? [])])].map((field) => `spec->>'${field}'`),
    ];
    bounds.push(`(${places.map((place) => `${place} ILIKE ${pattern}`).join(' OR ')})`);
  }
  const { key, type } = sortKey(kind, sort);
  if (cursor !== undefined) {
    const [, , last, id] = decodeCursor(cursor, z.tuple([z.literal(sort), z.literal(order), z.string(), z.string()]));
    bounds.push(`(${key}, id) ${order === 'asc' ? '>' : '<'} (${bind(last)}::${type}, ${bind(id)})`);
  }
  const text = `SELECT ${RESOURCE_COLUMNS}, (${key})::text AS sort_key
FROM ${as_of === undefined ? 'resource' : 'resource_version'} WHERE ${bounds.join(' AND ')} ORDER BY ${key} ${order}, id ${order} LIMIT ${limit + 1}`;
  return { text, values };
}

function isTenants(reach: Reach): reach is Exclude<Reach, 'everything'> {
  return reach !== 'everything' && reach.brands.length === 0;
}

/** A deletion has no end, so what was created again since must be looked for. */
function notBornAgain(position: string): string {
  return `NOT EXISTS (SELECT FROM resource_version again WHERE again.kind = resource_version.kind AND again.id = resource_version.id
    AND again.position > resource_version.position AND again.position <= ${position})`;
}

/** The exact filters in a query, as values of the kind's spec. @throws Rejected when a value is not of the field's type */
export function filterValues(kind: Kind, query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = (kind.filters ?? []).filter((field) => query[field] !== undefined);
  return Object.fromEntries(given.map((field) => [field, filterValue(kind, field, String(query[field]))]));
}

function filterValue(kind: Kind, field: string, text: string): unknown {
  const schema = bare(kind.spec.shape[field] as z.ZodType); // zod types its shape by its core, not by its classes
  if (schema instanceof z.ZodBoolean) {
    if (text !== 'true' && text !== 'false') throw queryRefusal(field, 'true or false');
    return text === 'true';
  }
  if (!(schema instanceof z.ZodNumber)) return text;
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw queryRefusal(field, 'a number');
  return Number(text);
}

function sortKey(kind: Kind, sort: string): { key: string; type: string } {
  const column = COLUMN_SORTS[sort];
  if (column !== undefined) return { key: column, type: column.endsWith('_at') ? 'timestamptz' : 'text' };
  const absent = sort === 'name' ? 'id' : "''";
  return { key: `coalesce(spec->>'${fieldOf(kind, sort)}', ${absent})`, type: 'text' };
}

/** A field name on its way into SQL: only what the declaration itself names. */
function fieldOf(kind: Kind, field: string): string {
  if (!(field in kind.spec.shape)) throw new Error(`a ${kind.name} has no field ${field}`);
  return field;
}

/** Nobody finds anything by a sealed text. */
function namesOf(kind: Kind): string[] {
  return 'name' in kind.spec.shape && !kind.personal?.includes('name') ? ['name'] : [];
}
