import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Identity } from '../access/identity.js';
import type { Desk } from './desk.js';

/** One request, authenticated, authorised and validated. */
export interface Call<Q = Readonly<Record<string, unknown>>, B = unknown> {
  readonly identity: Identity;
  /** `POST /api/v1/zones`, with the real ids in it: what an Idempotency-Key is bound to besides the identity. */
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly headers: IncomingHttpHeaders;
  /** From `X-Request-Id`, else new; the correlation id of what the request causes. */
  readonly request_id: string;
}

/** What a request gets. Without a body nothing is sent but status and headers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Takes the response over instead of a body: a stream of events. */
  readonly stream?: (response: ServerResponse) => void;
}

/** What a status means, and the shape of its body, for the OpenAPI document. */
export interface Documented {
  readonly description: string;
  /** A schema, or the name of one of the document's components. */
  readonly schema?: z.ZodType | string;
  readonly content_type?: string;
  readonly example?: unknown;
}

/**
 * One route, declared once: Fastify's router, the scope check, the 405s, the metrics and the OpenAPI document are all made
 * from it. It holds no connection; what it needs to answer is on the desk.
 */
export interface Route<Q = Readonly<Record<string, unknown>>, B = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** An OpenAPI path template: `/api/v1/zones/{id}`. */
  readonly path: string;
  /** Unique; names the function in generated clients: `createZone`. */
  readonly operation_id: string;
  readonly tag: string;
  readonly summary: string;
  /** `zones:write`. Without it the route is open to everybody. */
  readonly scope?: string;
  /** Parameters of the query; any other is refused by name. */
  readonly query?: z.ZodType<Q>;
  /** The body, and whose `<kind>.invalid` a wrong one is. An optional body that is absent counts as `{}`. */
  readonly body?: { readonly kind: string; readonly schema: z.ZodType<B>; readonly optional?: boolean };
  /** Request headers that it reads, by the names under which the document describes them. */
  readonly headers?: readonly string[];
  readonly answers: Readonly<Record<number, Documented>>;
  handle(call: Call<Q, B>, desk: Desk): Promise<Answer>;
}

/** Declares a route; what its schemas say is what its handler gets. */
export function route<Q = Readonly<Record<string, unknown>>, B = unknown>(declaration: Route<Q, B>): Route {
  return declaration as unknown as Route; // the router validates with the same schemas before it calls the handler
}
