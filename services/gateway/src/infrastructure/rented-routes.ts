import { Assign, Unassign } from '@freehold/contracts/inventory/assignment';
import { Ip } from '@freehold/contracts/inventory/ip';
import { Vps } from '@freehold/contracts/inventory/vps';
import type { Kind } from '@freehold/contracts/kind';
import { etag } from '@freehold/contracts/view';
import { z } from 'zod';
import { isUnmodified, MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Answer, type Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentQuery } from '../resources/moment.js';
import { API, idIn, notFound, pluralName, schemaName } from '../resources/names.js';
import { IpDocument, VpsDocument } from './documents.js';
import { listRoute } from './list-route.js';
import { seenAt } from './moment.js';
import type { ReadModel } from './read-model.js';
import { ipModel, vpsModel } from './read-models.js';

/** What the rows of rented things have for their ETag. */
interface Row {
  readonly revision: number;
  readonly position: number;
}

/** Rented things of one kind: read, and given to tenants. */
function rentedRoutes<R extends Row, V extends object>(
  kind: Kind,
  model: ReadModel<R, V>,
  document: z.ZodType,
): Route[] {
  const path = `${API}${kind.routes?.item ?? ''}`;
  return [
    listRoute(
      {
        path,
        operation_id: `list${pluralName(kind)}`,
        summary: `List ${kind.plural}`,
        scope: `${kind.plural}:read`,
        item: document,
      },
      model,
    ),
    route<MomentQuery>({
      method: 'GET',
      path: `${path}/{id}`,
      operation_id: `get${schemaName(kind)}`,
      tag: 'infrastructure',
      summary: `Show a ${kind.name}`,
      scope: `${kind.plural}:read`,
      query: z.strictObject(momentQuery),
      headers: ['IfNoneMatch'],
      answers: {
        200: { description: `The ${kind.name}`, schema: document },
        304: { description: 'It is as the ETag in If-None-Match says' },
      },
      async handle({ params, query, headers }, desk) {
        const id = idIn(params, kind);
        const row = await model.get(desk.rows, id, await seenAt(query, desk));
        if (row === undefined) throw notFound(kind, id);
        return isUnmodified(headers, etag(row)) ? { status: 304, headers: standing(row) } : shown(model, row);
      },
    }),
    assignmentRoute(kind, model, document, 'assign', Assign),
    assignmentRoute(kind, model, document, 'unassign', Unassign),
  ];
}

function assignmentRoute<R extends Row, V extends object>(
  kind: Kind,
  model: ReadModel<R, V>,
  document: z.ZodType,
  verb: 'assign' | 'unassign',
  schema: z.ZodObject,
): Route {
  return route<MutationQuery, Record<string, unknown>>({
    method: 'POST',
    path: `${API}${kind.routes?.item ?? ''}/{id}/${verb}`,
    operation_id: `${verb}${schemaName(kind)}`,
    tag: 'infrastructure',
    summary: kind.verbs?.[verb]?.summary ?? verb,
    scope: `${kind.plural}:write`,
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    body: { kind: kind.name, schema, optional: true },
    answers: { 200: { description: 'As it is now; with `dryRun=true` what would be written', schema: document } },
    handle: async (call, desk) => await sent(kind, model, verb, call, desk),
  });
}

async function sent<R extends Row, V extends object>(
  kind: Kind,
  model: ReadModel<R, V>,
  verb: string,
  call: Call<MutationQuery, Record<string, unknown>>,
  desk: Desk,
): Promise<Answer> {
  const id = idIn(call.params, kind);
  const outcome = await desk.commands.send(call, { kind, verb, resource_id: id, data: call.body }, desk);
  const row = await model.get(desk.rows, id);
  if (outcome.outcome === 'dry_run')
    return { status: 200, body: { events: outcome.events, resource: row ? model.options.render(row) : null } };
  if (row === undefined) throw notFound(kind, id);
  return shown(model, row);
}

function shown<R extends Row, V extends object>(model: ReadModel<R, V>, row: R): Answer {
  return { status: 200, headers: standing(row), body: model.options.render(row) };
}

function standing(row: Row): Record<string, string> {
  return { etag: etag(row), 'freehold-position': String(row.position) };
}

export const vpsRoutes = rentedRoutes(Vps, vpsModel, VpsDocument);
export const ipRoutes = rentedRoutes(Ip, ipModel, IpDocument);
