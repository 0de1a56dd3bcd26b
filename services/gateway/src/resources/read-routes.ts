import type { Kind } from '@freehold/contracts/kind';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import { STATUSES } from '@freehold/contracts/resource';
import { etag } from '@freehold/contracts/view';
import { z } from 'zod';
import { withLastUses } from '../access/key-uses.js';
import { isUnmodified } from '../commands/request-options.js';
import { type Answer, type Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { limitOf, pageQuery, Text } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentOf, momentQuery } from './moment.js';
import { API, idIn, type List, listSuffix, notFound, pluralName, schemaName } from './names.js';
import { renderedOpen } from './personal-fields.js';
import { filterValues, sortsOf } from './resource-list.js';

/** Reads of one kind: the single resource, and every list that its declaration names. */
export function readRoutes(kind: Kind): Route[] {
  if (kind.routes === undefined) return [];
  return [getRoute(kind, `${kind.routes.item}/{id}`), ...kind.routes.lists.map((list) => listRoute(kind, list))];
}

/**
 * Shows one resource.
 * @param path below `/api/v1`, with its id
 * @param name of the operation, where it is not the kind's own
 */
export function getRoute(kind: Kind, path: string, name = schemaName(kind)): Route {
  return route<MomentQuery>({
    method: 'GET',
    path: `${API}${path}`,
    operation_id: `get${name}`,
    tag: kind.plural,
    summary: `Show a ${kind.name}`,
    scope: `${kind.plural}:read`,
    query: z.strictObject(momentQuery),
    headers: ['IfNoneMatch'],
    answers: {
      200: { description: `The ${kind.name}`, schema: schemaName(kind) },
      304: { description: 'It is as the ETag in If-None-Match says' },
    },
    async handle({ params, query, headers }, desk) {
      const id = idIn(params, kind);
      const as_of = await momentOf(query, desk);
      const resource =
        as_of === undefined ? await desk.resources.get(kind.name, id) : await desk.resources.asOf(kind.name, id, as_of);
      if (resource === undefined) throw notFound(kind, id);
      return await shown(kind, resource, headers, desk);
    },
  });
}

async function shown(kind: Kind, resource: Resource, headers: Call['headers'], desk: Desk): Promise<Answer> {
  const tag = etag(resource);
  const standing = { etag: tag, 'freehold-position': String(resource.position) };
  return isUnmodified(headers, tag)
    ? { status: 304, headers: standing }
    : { status: 200, headers: standing, body: await shownOne(kind, resource, desk) };
}

/** With what is known of them beside their events. */
async function shownAll(kind: Kind, resources: readonly Resource[], desk: Desk) {
  return await withLastUses(kind, await renderedOpen(kind, resources, desk), desk);
}

async function shownOne(kind: Kind, resource: Resource, desk: Desk) {
  const [view] = await shownAll(kind, [resource], desk);
  return view;
}

function listRoute(kind: Kind, list: List): Route {
  const { parent } = list;
  const filters = (kind.filters ?? []).filter((field) => field !== parent);
  const query = z.strictObject({
    ...pageQuery,
    ...momentQuery,
    search: Text.optional().meta({
      description: `A part of ${['id', ...(kind.searched ?? [])].join(', ')}; case does not count`,
    }),
    status: z.enum(STATUSES).optional(),
    sort: z.enum(sortsOf(kind)).optional().meta({ description: 'What to sort by; created_at unless told' }),
    order: z.enum(['asc', 'desc']).optional().meta({ description: 'desc unless told' }),
    ...Object.fromEntries(
      filters.map((field) => [field, Text.optional().meta({ description: `Exactly this ${field}` })]),
    ),
  });
  return route<z.output<typeof query>>({
    method: 'GET',
    path: `${API}${list.path}`,
    operation_id: `list${pluralName(kind)}${listSuffix(kind, list)}`,
    tag: kind.plural,
    summary:
      parent === undefined ? `List ${kind.plural}` : `List the ${kind.plural} of one ${parent.replace(/_id$/, '')}`,
    scope: `${kind.plural}:read`,
    query,
    answers: { 200: { description: 'A page', schema: `${schemaName(kind)}List` } },
    async handle(call, desk) {
      const { cursor, search, status, sort = 'created_at', order = 'desc' } = call.query;
      const as_of = await momentOf(call.query, desk);
      const fields = { ...filterValues(kind, call.query), ...(await parentFields(kind, parent, call, desk, as_of)) };
      const query = { kind, fields, status, search, sort, order, cursor, limit: limitOf(call.query), as_of };
      const headers = { 'freehold-position': String(as_of ?? desk.positions.of('resources')) };
      const page = await desk.resources.list(query, (resource) => resource);
      return { status: 200, headers, body: { ...page, items: await shownAll(kind, page.items, desk) } };
    },
  });
}

/** The field that a nested path sets. @throws Rejected `<parent>.not_found` when the parent is not there */
export async function parentFields(
  kind: Kind,
  parent: string | undefined,
  { params }: Call,
  desk: Desk,
  as_of?: number,
): Promise<Record<string, string>> {
  if (parent === undefined) return {};
  const of = kindNamed(kind.refs?.[parent]?.kind ?? kind.within?.kind ?? parent.replace(/_id$/, ''));
  const id = idIn(params, of, parent);
  const found =
    as_of === undefined ? await desk.resources.get(of.name, id) : await desk.resources.asOf(of.name, id, as_of);
  if (found === undefined) throw notFound(of, id);
  return { [parent]: id };
}
