import { idFor } from '@freehold/contracts/ids';
import type { Kind, Verb } from '@freehold/contracts/kind';
import { createSchema, updateSchema, verbSchema } from '@freehold/contracts/validation';
import { type MutationQuery, mutationHeaders, mutationQuery } from '../commands/request-options.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { opensOperation } from '../operations/openings.js';
import { answered, documented, type Shape } from './mutation-answers.js';
import { API, creatingLists, idIn, type List, listSuffix, notFound, schemaName } from './names.js';
import { parentFields } from './read-routes.js';

type Fields = Record<string, unknown>;

/** Changes of one kind: create, update, delete, retry, and the verbs of its own. */
export function mutationRoutes(kind: Kind): Route[] {
  if (kind.routes === undefined || kind.routes.read_only || kind.lifecycle === 'observed') return [];
  const { item } = kind.routes;
  return [
    ...creatingLists(kind).map(({ list }) => createRoute(kind, list)),
    updateRoute(kind, `${API}${item}/{id}`),
    deleteRoute(kind, `${API}${item}/{id}`),
    ...(opensOperation(kind, 'retry') ? [retryRoute(kind, `${API}${item}/{id}/retry`)] : []),
    ...Object.entries(kind.verbs ?? {}).map(([name, verb]) =>
      verbRoute(kind, name, verb, `${API}${item}/{id}/${name}`),
    ),
  ];
}

function createRoute(kind: Kind, list: List): Route {
  const { path, parent } = list;
  return route<MutationQuery, Fields>({
    ...common(kind, 'created', 'create'),
    method: 'POST',
    path: `${API}${path}`,
    operation_id: `create${schemaName(kind)}${listSuffix(kind, list)}`,
    summary: `Create a ${kind.name}`,
    scope: `${kind.plural}:write`,
    body: { kind: kind.name, schema: createSchema(kind, parent) },
    async handle(call, desk) {
      const { id: given, ...fields } = call.body;
      const brought = kind.id.scheme === 'given' ? given : undefined;
      const data = { ...fields, ...(await parentFields(kind, parent, call, desk)) };
      const resource_id = idFor(kind.name, kind.id, data, typeof brought === 'string' ? brought : undefined);
      const wanted = { kind, verb: 'create', resource_id, data, ...within(kind, data) };
      return await answered('created', kind, await desk.commands.send(call, wanted, desk), call, desk);
    },
  });
}

function updateRoute(kind: Kind, path: string): Route {
  return route<MutationQuery, Fields>({
    ...common(kind, 'resource', 'update'),
    method: 'PUT',
    path,
    operation_id: `update${schemaName(kind)}`,
    summary: `Change a ${kind.name}: an absent field keeps, null clears`,
    scope: `${kind.plural}:write`,
    body: { kind: kind.name, schema: updateSchema(kind) },
    async handle(call, desk) {
      const wanted = { kind, verb: 'update', data: call.body, ...(await addressOf(kind, call.params, desk)) };
      return await answered('resource', kind, await desk.commands.send(call, wanted, desk), call, desk);
    },
  });
}

function deleteRoute(kind: Kind, path: string): Route {
  return route<MutationQuery>({
    ...common(kind, 'deleted', 'delete'),
    method: 'DELETE',
    path,
    operation_id: `delete${schemaName(kind)}`,
    summary: `Delete a ${kind.name}`,
    scope: `${kind.plural}:delete`,
    async handle(call, desk) {
      const wanted = { kind, verb: 'delete', ...(await addressOf(kind, call.params, desk)) };
      return await answered('deleted', kind, await desk.commands.send(call, wanted, desk), call, desk);
    },
  });
}

function retryRoute(kind: Kind, path: string): Route {
  return route<MutationQuery>({
    ...common(kind, 'operation', 'retry'),
    method: 'POST',
    path,
    operation_id: `retry${schemaName(kind)}`,
    summary: `Try again to make the ${kind.name} what it should be; harmless when nothing failed`,
    scope: `${kind.plural}:write`,
    async handle(call, desk) {
      const wanted = { kind, verb: 'retry', ...(await addressOf(kind, call.params, desk)) };
      return await answered('operation', kind, await desk.commands.send(call, wanted, desk), call, desk);
    },
  });
}

function verbRoute(kind: Kind, name: string, verb: Verb, path: string): Route {
  const shape: Shape = kind.lifecycle === 'synchronous' ? 'resource' : 'operation';
  return route<MutationQuery, Fields>({
    ...common(kind, shape, name),
    method: 'POST',
    path,
    operation_id: `${name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())}${schemaName(kind)}`,
    summary: verb.summary,
    scope: `${kind.plural}:${verb.action}`,
    body: { kind: kind.name, schema: verbSchema(verb), optional: true },
    async handle(call, desk) {
      const wanted = { kind, verb: name, data: call.body, ...(await addressOf(kind, call.params, desk)) };
      return await answered(shape, kind, await desk.commands.send(call, wanted, desk), call, desk);
    },
  });
}

function common(kind: Kind, shape: Shape, verb: string) {
  return {
    tag: kind.plural,
    query: mutationQuery,
    headers: mutationHeaders(kind, verb),
    answers: documented(shape, kind),
  };
}

/** Which resource a path names, and on whose subject it lies: for what lives within another, its row says so. */
export async function addressOf(
  kind: Kind,
  params: Readonly<Record<string, string>>,
  desk: Desk,
): Promise<{ resource_id: string; aggregate_id?: string }> {
  const resource_id = idIn(params, kind);
  if (kind.within === undefined) return { resource_id };
  // One that is gone has its place still: its owner says that it is gone, unless the request was made before and is repeated.
  const row = await desk.resources.newest(kind.name, resource_id);
  if (row === undefined) throw notFound(kind, resource_id);
  return { resource_id, ...within(kind, row.spec) };
}

function within(kind: Kind, spec: Readonly<Record<string, unknown>>): { aggregate_id?: string } {
  return kind.within === undefined ? {} : { aggregate_id: String(spec[kind.within.field]) };
}
