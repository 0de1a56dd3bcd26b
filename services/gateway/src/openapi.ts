import type { z } from 'zod';
import type { Documented, Route } from './edge/route.js';
import { EXAMPLES } from './openapi/examples.js';
import { type JsonSchema, jsonSchema, parameterSchema, reference } from './openapi/json-schema.js';
import { HEADER_PARAMETERS, RESPONSE_HEADERS } from './openapi/parameters.js';
import { componentSchemas, NAMED_BODIES } from './openapi/schemas.js';

const PROBLEM = { 'application/problem+json': { schema: reference('Problem') } };

/** Refusals by status, as components of the document. */
const REFUSALS: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ['Invalid', 'The request is not valid; `errors` names the fields'],
  401: ['Unauthenticated', 'No key, or not a valid one'],
  403: ['Forbidden', 'The key lacks the scope'],
  404: ['NotFound', 'There is no such thing'],
  409: ['Conflict', 'The state does not allow this'],
  412: ['Changed', 'The resource has changed since it was read'],
  428: ['PreconditionRequired', 'Send If-Match with the ETag that was read'],
  429: ['RateLimited', 'Too many requests; try again after Retry-After'],
  413: ['TooLarge', 'The body is too large'],
  415: ['MediaType', 'The body must be application/json'],
  422: ['IdempotencyMismatch', 'The Idempotency-Key came with another body before'],
  503: ['Unavailable', 'A part of the platform does not answer; try again after Retry-After'],
  504: ['Late', 'The outcome is not known, or the position not reached; Location says where to look'],
};

const MAY_SAY_WHEN = ['409', '429', '503'];
const RETRY_AFTER = { 'Retry-After': { $ref: '#/components/headers/Retry-After' } };

/** The OpenAPI 3.1 document of a table of routes. Made without a server, a database or a configuration. */
export function openApiDocument(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const entry of routes)
    paths[entry.path] = { ...paths[entry.path], [entry.method.toLowerCase()]: operation(entry) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Freehold',
      version: '1.0.0',
      summary: 'A control plane for hosting',
      description:
        'Every change is an event at a position. A mutation answers with its position, asynchronous ones with an operation to follow; every read can be asked for as of an earlier position or time.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An API key' },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
      parameters: HEADER_PARAMETERS,
      headers: RESPONSE_HEADERS,
      responses: Object.fromEntries(
        Object.entries(REFUSALS).map(([status, [name, description]]) => [
          name,
          { description, ...(MAY_SAY_WHEN.includes(status) && { headers: RETRY_AFTER }), content: PROBLEM },
        ]),
      ),
      schemas: componentSchemas(),
    },
  };
}

function operation(entry: Route): object {
  const { operation_id, tag, summary, scope, identified, platform, answers } = entry;
  const refusals = refusalsOf(entry).map((status) => [
    status,
    { $ref: `#/components/responses/${REFUSALS[status]?.[0]}` },
  ]);
  return {
    operationId: operation_id,
    tags: [tag],
    summary,
    ...(scope !== undefined && { 'x-scope': scope }),
    ...(scope === undefined && !identified && { security: [] }),
    ...(platform && { 'x-platform': true }),
    parameters: parametersOf(entry),
    ...(entry.body && { requestBody: requestBody(entry) }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(entry, answer)])),
      ...Object.fromEntries(refusals),
      default: { description: 'Any other refusal', content: PROBLEM },
    },
  };
}

function parametersOf({ path, query, headers = [] }: Route): JsonSchema[] {
  const inPath = [...path.matchAll(/\{([a-z_]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const shape = query && 'shape' in query ? (query.shape as Record<string, z.ZodType>) : {}; // queries are objects
  const inQuery = Object.entries(shape).map(([name, schema]) => ({ name, in: 'query', ...parameterSchema(schema) }));
  return [...inPath, ...inQuery, ...headers.map((name) => ({ $ref: `#/components/parameters/${name}` }))];
}

function requestBody({ operation_id, body }: Route): object {
  const example = EXAMPLES[operation_id];
  const named = body && NAMED_BODIES.get(body.schema);
  const content = { schema: named ? reference(named) : body && jsonSchema(body.schema), ...(example && { example }) };
  return { required: !body?.optional, content: { 'application/json': content } };
}

function responseOf(
  entry: Route,
  { description, schema, content_type = 'application/json', example }: Documented,
): object {
  const standing = entry.headers?.includes('IfNoneMatch') || isGuarded(entry.headers);
  const named = standing ? ['ETag', 'Freehold-Position', ...(entry.method === 'GET' ? [] : ['Location'])] : [];
  if (entry.headers?.includes('IdempotencyKey')) named.push('Idempotency-Replayed');
  if (entry.scope !== undefined || entry.identified) named.push('RateLimit', 'RateLimit-Policy');
  const headers = Object.fromEntries(named.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
  const shape = typeof schema === 'string' ? reference(schema) : schema && jsonSchema(schema);
  return {
    description,
    ...(named.length > 0 && { headers }),
    ...(shape && { content: { [content_type]: { schema: shape, ...(example !== undefined && { example }) } } }),
  };
}

function isGuarded(headers: readonly string[] = []): boolean {
  return headers.includes('IfMatch') || headers.includes('IfMatchRequired');
}

function refusalsOf({ method, path, scope, identified, query, body, headers = [] }: Route): number[] {
  const mutates = method !== 'GET';
  return [
    ...(query || body ? [400] : []),
    ...(scope || identified ? [401, 403] : []),
    ...(path.includes('{') ? [404] : []),
    ...(mutates && scope ? [409, 503] : []),
    ...(scope || identified || !path.startsWith('/api/') ? [429] : []),
    ...(headers.includes('IdempotencyKey') ? [422] : []),
    ...(isGuarded(headers) ? [412, 504] : []),
    ...(headers.includes('IfMatchRequired') ? [428] : []),
    ...(body ? [413, 415] : []),
  ];
}
