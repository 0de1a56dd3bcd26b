import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { problemCodes } from '@freehold/contracts/reasons';
import { STATUSES } from '@freehold/contracts/resource';
import { bare, createSchema, fieldsOf, updateSchema } from '@freehold/contracts/validation';
import { HIDDEN } from '@freehold/contracts/view';
import { z } from 'zod';
import { auditSchemas } from '../audit/documents.js';
import { GENERIC_KINDS } from '../read-models/resources.projection.js';
import { creatingLists, schemaName } from '../resources/names.js';
import { type JsonSchema, jsonSchema, reference } from './json-schema.js';

const Time = z.iso.datetime();
const Position = z.int().nonnegative();
const KindName = z.enum(kinds.map(({ name }) => name));

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  code: z.enum(Object.keys(problemCodes())),
  trace_id: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string().meta({ description: 'A JSON pointer into the body, or / and a parameter' }),
        detail: z.string(),
      }),
    )
    .optional(),
  error: z.string().meta({ description: 'The detail once more, for clients of old' }),
});

const Operation = z.object({
  id: z.string(),
  kind: z.string().meta({ examples: ['zone.create'] }),
  resource: z.object({ kind: KindName, id: z.string() }),
  status: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
  steps: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
      at: Time,
      detail: z.string().optional(),
    }),
  ),
  error: z.string().nullable(),
  position: Position,
  created_at: Time,
  finished_at: Time.nullable(),
});

const Event = z.object({
  position: Position,
  time: Time,
  id: z.string().meta({ description: 'Of the command that caused it, and of its operation' }),
  type: z.string().meta({ examples: ['ZoneCreated'] }),
  kind: KindName,
  resource_id: z.string(),
  context: z.string(),
  aggregate_kind: KindName,
  aggregate_id: z.string(),
  actor: z.string().meta({ description: '`user:<id>`, `key:<id>`, `agent:<key id>`, `service:<name>`' }),
  on_behalf_of: z.string().nullable().meta({ description: 'Whom an agent acted for' }),
  address: z.string().nullable().meta({ description: 'Where the request came from: an IP address' }),
  reason: z.string().nullable().meta({ description: 'Why, in the words of whoever asked' }),
  tenant_id: z.string().nullable(),
  brand_id: z.string().nullable(),
  correlation_id: z.string(),
  causation_id: z.string().nullable(),
  version: z.int(),
  data: z.record(z.string(), z.unknown()).meta({ description: `Secrets in it are ${HIDDEN}` }),
});

const HistoryEntry = Event.extend({
  changes: z.array(z.object({ field: z.string(), old: z.unknown(), new: z.unknown() })),
});

const Projection = z.object({
  service: z.string(),
  name: z.string().nullable(),
  position: Position.nullable(),
  lag: z.int().nullable(),
  status: z.enum(['live', 'rebuilding', 'stopped', 'unavailable']),
  error: z.string().nullable(),
});

const Parked = z.object({
  service: z.string(),
  kind: z.string(),
  id: z.string(),
  error: z.string().nullable(),
  attempts: z.int(),
  parked_at: Time,
});

/** Bodies that are components of their own, by their schemas. */
export const NAMED_BODIES: ReadonlyMap<z.ZodType, string> = new Map(
  GENERIC_KINDS.flatMap((kind) => [
    ...creatingLists(kind).map(({ list, body }) => [createSchema(kind, list.parent), body] as const),
    [updateSchema(kind), `${schemaName(kind)}Update`] as const,
  ]),
);

/** Every named schema of the document. */
export function componentSchemas(): Record<string, JsonSchema> {
  return {
    Problem: jsonSchema(Problem),
    Operation: jsonSchema(Operation),
    OperationAnswer: {
      type: 'object',
      properties: { status: jsonSchema(z.enum(STATUSES)), operation: reference('Operation') },
      required: ['operation'],
    },
    OperationList: page('Operation'),
    Event: jsonSchema(Event),
    EventList: page('Event'),
    HistoryEntry: jsonSchema(HistoryEntry),
    HistoryList: page('HistoryEntry'),
    DryRun: jsonSchema(
      z.object({
        events: z.array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })),
        resource: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
    NewApiKey: {
      allOf: [
        reference('ApiKey'),
        { type: 'object', properties: { key: { type: ['string', 'null'] } }, required: ['key'] },
      ],
    },
    NewWebhook: {
      allOf: [
        reference('Webhook'),
        { type: 'object', properties: { secret: { type: ['string', 'null'] } }, required: ['secret'] },
      ],
    },
    Projection: jsonSchema(Projection),
    ProjectionList: page('Projection'),
    Rebuild: jsonSchema(z.object({ service: z.string(), name: z.string(), status: z.literal('rebuilding') })),
    Parked: jsonSchema(Parked),
    ParkedList: page('Parked', { unavailable: { type: 'array', items: { type: 'string' } } }),
    ParkedSettled: jsonSchema(
      z.object({ service: z.string(), kind: z.string(), id: z.string(), status: z.enum(['replayed', 'dropped']) }),
    ),
    ...auditSchemas(page),
    ...Object.assign({}, ...GENERIC_KINDS.filter(({ routes }) => routes !== undefined).map(schemasOf)),
  };
}

function schemasOf(kind: Kind): Record<string, JsonSchema> {
  const name = schemaName(kind);
  const accepted = {
    allOf: [
      reference(name),
      { type: 'object', properties: { operation_id: { type: 'string' } }, required: ['operation_id'] },
    ],
  };
  return {
    [name]: { ...jsonSchema(viewSchema(kind)), description: kind.summary },
    [`${name}List`]: page(name),
    ...(!kind.routes?.read_only && {
      ...(kind.lifecycle === 'asynchronous' && { [`${name}Accepted`]: accepted }),
      ...Object.fromEntries(
        creatingLists(kind).map(({ list, body }) => [body, jsonSchema(createSchema(kind, list.parent))]),
      ),
      [`${name}Update`]: jsonSchema(updateSchema(kind)),
    }),
  };
}

/** A resource as it is rendered: every field is there, absent ones are null, secrets hidden. */
function viewSchema(kind: Kind): z.ZodObject {
  const fields = fieldsOf(kind.spec)
    .filter(([field]) => !kind.digests?.includes(field))
    .map(
      ([field, schema]) =>
        [field, kind.secret?.includes(field) ? z.literal(HIDDEN).nullable() : bare(schema).nullable()] as const,
    );
  const observed = (kind.observed ? fieldsOf(kind.observed) : []).map(
    ([field, schema]) => [field, schema.nullable()] as const,
  );
  return z.object({
    id: z.string(),
    ...Object.fromEntries(fields),
    ...Object.fromEntries(observed),
    status: z.enum(STATUSES),
    status_message: z.string().nullable(),
    created_at: Time,
    updated_at: Time,
  });
}

function page(name: string, more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const properties = {
    items: { type: 'array', items: reference(name) },
    next_cursor: { type: ['string', 'null'] },
    has_more: { type: 'boolean' },
    ...more,
  };
  return { type: 'object', properties, required: Object.keys(properties) };
}
