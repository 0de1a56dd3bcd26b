import { Rejected } from '@freehold/contracts/command';
import { kinds } from '@freehold/contracts/kinds';
import { z } from 'zod';
import { limitOf, pageQuery, Text } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentOf, momentQuery } from '../resources/moment.js';
import { API } from '../resources/names.js';
import { renderOperation } from './operation-reader.js';

const MAX_AWAIT_SECONDS = 60;

const listQuery = z.strictObject({
  ...pageQuery,
  ...momentQuery,
  resource_id: Text.optional().meta({ description: 'Of this resource' }),
  resource_kind: z.enum(kinds.map(({ name }) => name)).optional(),
  status: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']).optional(),
  order: z.enum(['asc', 'desc']).optional().meta({ description: 'Of their positions; desc unless told' }),
});

const awaitQuery = z.strictObject({
  timeout: z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number of seconds')
    .transform((text) => Math.min(Number(text), MAX_AWAIT_SECONDS))
    .optional()
    .meta({ description: `Seconds to wait at most: 30 unless told, at most ${MAX_AWAIT_SECONDS}`, type: 'integer' }),
});

const shared = { tag: 'operations', scope: 'operations:read' } as const;

export const operationRoutes: readonly Route[] = [
  route<z.output<typeof listQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/operations`,
    operation_id: 'listOperations',
    summary: 'List operations, newest first',
    query: listQuery,
    answers: { 200: { description: 'A page', schema: 'OperationList' } },
    async handle({ query: { asOf, minPosition, limit, ...filter } }, desk) {
      const as_of = await momentOf({ asOf, minPosition }, desk);
      return { status: 200, body: await desk.operations.list({ ...filter, as_of, limit: limitOf({ limit }) }) };
    },
  }),
  route<MomentQuery>({
    ...shared,
    method: 'GET',
    path: `${API}/operations/{id}`,
    operation_id: 'getOperation',
    summary: 'Show how far an operation has come',
    query: z.strictObject(momentQuery),
    answers: { 200: { description: 'The operation', schema: 'Operation' } },
    async handle({ params: { id = '' }, query }, desk) {
      const as_of = await momentOf(query, desk);
      const operation = as_of === undefined ? await desk.operations.get(id) : await desk.operations.asOf(id, as_of);
      if (operation === undefined) throw unknown(id);
      return { status: 200, body: renderOperation(operation) };
    },
  }),
  route<z.output<typeof awaitQuery>>({
    ...shared,
    method: 'GET',
    path: `${API}/operations/{id}/await`,
    operation_id: 'awaitOperation',
    summary: 'Wait for the end of an operation; it is answered as it stands when the time is up',
    query: awaitQuery,
    answers: { 200: { description: 'The operation', schema: 'Operation' } },
    async handle({ params: { id = '' }, query: { timeout = 30 } }, desk) {
      if ((await desk.operations.get(id)) === undefined) throw unknown(id);
      const operation = await desk.operations.ended(id, timeout * 1000);
      if (operation === undefined) throw unknown(id);
      return { status: 200, body: renderOperation(operation) };
    },
  }),
];

function unknown(id: string): Rejected {
  return new Rejected('request.not_found', `there is no operation ${id}`);
}
