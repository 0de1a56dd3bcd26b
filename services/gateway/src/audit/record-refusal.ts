import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { reasonOf } from '../commands/request-options.js';
import type { Desk } from '../edge/desk.js';
import { problemOf } from '../edge/problem.js';

/** Hands a request that is answered with a problem to the audit, which looks itself whether it counts. Never throws. */
export function recordRefusal(error: unknown, request: FastifyRequest, { audit }: Pick<Desk, 'audit'>): void {
  const { body: problem } = problemOf(error, { id: request.id, url: request.url });
  audit.refusals.record({
    identity: request.identity,
    method: request.method,
    url: request.url,
    template: request.routeOptions?.config?.template,
    params: (request.params ?? {}) as Readonly<Record<string, string>>, // a path has texts alone
    address: request.ip,
    request_id: request.id,
    reason: reasonIn(request.headers),
    // What is handed on as it streams was not read.
    body: request.body instanceof Readable ? undefined : request.body,
    problem,
  });
}

/** A reason that is none, which may be why the request was refused, is left out. */
function reasonIn(headers: IncomingHttpHeaders): string | undefined {
  try {
    return reasonOf(headers).reason;
  } catch {
    return undefined;
  }
}
