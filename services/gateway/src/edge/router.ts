import { Rejected } from '@freehold/contracts/command';
import { fieldErrors, parse } from '@freehold/contracts/validation';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { reachFor } from '../access/gate.js';
import { type Identity, NOBODY } from '../access/identity.js';
import { recordRefusal } from '../audit/record-refusal.js';
import { identifiedAndCounted } from '../limits/counted.js';
import { within } from '../limits/limits.js';
import type { Call } from './call.js';
import type { Desk } from './desk.js';
import { queryRefusal } from './page.js';
import { isOurFault, PROBLEM_TYPE, problemOf, Refused } from './problem.js';
import { mutates, type Route } from './route.js';
import { isStorable, safeJson } from './safe-json.js';
import { timed } from './timed.js';

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | null;
    /** Where its answer is made; only for a route with a scope. */
    desk: Desk | null;
  }
  interface FastifyContextConfig {
    /** The OpenAPI template of the route: its name in metrics. */
    template?: string;
  }
}

/**
 * Puts the routes on Fastify, in a room of their own: their parser, their error answers, their metrics.
 * @param desk that reaches everything; a request is answered at one within its caller's reach
 */
export async function registerRoutes(app: FastifyInstance, routes: readonly Route[], desk: Desk): Promise<void> {
  await app.register(async (room) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('application/json', { parseAs: 'string' }, (_, body, done) => {
      try {
        done(null, body === '' ? undefined : safeJson(String(body)));
      } catch (error) {
        done(error as Error); // safeJson throws refusals alone
      }
    });
    room.decorateRequest('identity', null);
    room.decorateRequest('desk', null);
    room.setErrorHandler(async (error, request, reply) => {
      recordRefusal(error, request, desk);
      return await sendProblem(error, request, reply, desk);
    });
    timed(room);
    for (const entry of routes) add(room, entry, desk);
    for (const [path, allowed] of methodsOf(routes)) refuseOthers(room, path, allowed, desk);
  });
}

/** Answers an error as a problem, and logs it when it is a fault of ours. */
export async function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { log }: Pick<Desk, 'log'>,
): Promise<FastifyReply> {
  const { body, headers } = problemOf(error, { id: request.id, url: request.url });
  if (isOurFault(error))
    log.error(
      { err: error, request_id: request.id, method: request.method, route: request.routeOptions?.config?.template },
      'a request failed',
    );
  // Fastify hangs up on a body that is too large while it still comes, and takes the answer with it. Node passes over the
  // rest of it, for as long as a request may take.
  if (body.code === 'request.too_large') reply.removeHeader('connection');
  return reply.code(body.status).headers(headers).header('content-type', PROBLEM_TYPE).send(JSON.stringify(body));
}

function add(room: FastifyInstance, entry: Route, desk: Desk): void {
  room.route({
    method: entry.method,
    url: fastifyPath(entry.path),
    config: { template: entry.path },
    onRequest: entry.scope !== undefined || entry.identified ? admit(entry, desk) : letIn(entry, desk),
    handler: async (request, reply) => {
      const here = request.desk ?? desk;
      const call: Call = {
        identity: request.identity ?? NOBODY,
        target: `${request.method} ${request.url.split('?', 1)[0]}`,
        params: paramsOf(request),
        query: queryOf(entry, request.query as Record<string, unknown>), // what Fastify's query parser gives
        body: bodyOf(entry, request.body),
        headers: request.headers,
        address: request.ip,
        request_id: request.id,
      };
      const handle = async () => await entry.handle(call, here);
      const answer = mutates(entry) ? await desk.answers.once(call, handle) : await handle();
      reply.code(answer.status);
      if (answer.headers) reply.headers({ ...answer.headers });
      if (answer.stream && request.method !== 'HEAD') {
        reply.hijack();
        reply.raw.writeHead(answer.status, reply.getHeaders() as Record<string, string>); // ours are single texts
        answer.stream(reply.raw);
        return reply;
      }
      return reply.send(answer.body);
    },
  });
}

/** Who asks, and how far they reach: before the body is read. */
function admit(entry: Pick<Route, 'scope' | 'platform' | 'pass'>, desk: Desk) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    request.identity = entry.pass?.(request.headers, desk) ?? null;
    if (request.identity !== null) return;
    request.identity = await identifiedAndCounted(request, desk, reply);
    const reach = reachFor(request.identity, entry);
    request.desk = reach === 'everything' ? desk : desk.within(reach);
  };
}

/** A route that is open to everybody. Whoever looks after the process asks how it is as often as they like. */
function letIn({ tag }: Pick<Route, 'tag'>, { limits }: Desk) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (tag !== 'health') within(await limits.ofAddress(request.ip), reply);
  };
}

function paramsOf({ params }: FastifyRequest): Record<string, string> {
  const given = params as Record<string, string>; // a path has texts alone
  for (const value of Object.values(given))
    if (!isStorable(value)) throw new Rejected('request.not_found', 'there is nothing at this path');
  return given;
}

function queryOf(entry: Route, query: Record<string, unknown>): Readonly<Record<string, unknown>> {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') throw queryRefusal(name, 'given more than once');
    if (!isStorable(value)) throw queryRefusal(name, 'must be well-formed Unicode without NUL');
    if (entry.query === undefined) throw queryRefusal(name, 'no such parameter');
  }
  // Every parameter is optional, so a query without any is as it should be.
  if (entry.query === undefined || Object.keys(query).length === 0) return query;
  const parsed = entry.query.safeParse(query);
  if (parsed.success) return parsed.data;
  const [first] = fieldErrors(parsed.error);
  throw queryRefusal(
    first?.pointer.slice(1) ?? '',
    first?.detail === 'no such field' ? 'no such parameter' : (first?.detail ?? 'invalid'),
  );
}

function bodyOf(entry: Route, body: unknown): unknown {
  if (entry.body === undefined) {
    if (body !== undefined && !isEmpty(body)) throw new Rejected('request.invalid', 'this request takes no body');
    return undefined;
  }
  if (body === undefined && !entry.body.optional)
    throw new Rejected('request.not_json', 'send a JSON object as the body');
  return parse(entry.body.kind, entry.body.schema, body === undefined ? {} : body);
}

function isEmpty(body: unknown): boolean {
  return typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0;
}

function fastifyPath(template: string): string {
  return template.replaceAll(/\{([a-z_]+)\}/g, ':$1');
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** The methods of each path, by the path as Fastify's router tells it from others. */
function methodsOf(routes: readonly Route[]): Map<string, Set<string>> {
  const known = new Map<string, Set<string>>();
  for (const { path, method } of routes) {
    const same = path.replaceAll(/\{[a-z_]+\}/g, ':any');
    known.set(same, (known.get(same) ?? new Set()).add(method));
  }
  return known;
}

function refuseOthers(room: FastifyInstance, path: string, allowed: ReadonlySet<string>, desk: Desk): void {
  const allow = [...allowed, ...(allowed.has('GET') ? ['HEAD'] : [])].toSorted().join(', ');
  room.route({
    method: METHODS.filter((method) => !allowed.has(method)),
    url: path,
    exposeHeadRoute: false,
    config: { template: 'method not allowed' },
    onRequest: async (request, reply) => {
      if (path.startsWith('/api/')) await identifiedAndCounted(request, desk, reply);
      throw new Refused('request.method_not_allowed', `this path takes ${allow}`, { allow });
    },
    handler: async () => undefined,
  });
}
