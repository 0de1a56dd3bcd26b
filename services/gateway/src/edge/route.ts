import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { Identity } from '../access/identity.js';
import type { Answer, Call } from './call.js';
import type { Desk } from './desk.js';

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
  /** Without a scope: for everybody who shows who they are. */
  readonly identified?: true;
  /** Who comes in here though no door of the gate knows them: whoever holds a secret that opens this one route. */
  readonly pass?: (headers: IncomingHttpHeaders, desk: Desk) => Identity | undefined;
  /** It shows or changes what is the platform's own: it takes the scope for the whole platform. */
  readonly platform?: true;
  /** Parameters of the query; any other is refused by name. */
  readonly query?: z.ZodType<Q>;
  /** The body, and whose `<kind>.invalid` a wrong one is. An optional body that is absent counts as `{}`. */
  readonly body?: { readonly kind: string; readonly schema: z.ZodType<B>; readonly optional?: boolean };
  /** Request headers that it reads, by the names under which the document describes them. */
  readonly headers?: readonly string[];
  readonly answers: Readonly<Record<number, Documented>>;
  handle(call: Call<Q, B>, desk: Desk): Promise<Answer>;
}

/** Whether a route changes something: it takes `dryRun`, and answers once under an Idempotency-Key. */
export function mutates({ method, scope }: Pick<Route, 'method' | 'scope'>): boolean {
  return method !== 'GET' && scope !== undefined && !scope.endsWith(':read');
}

/** Declares a route; what its schemas say is what its handler gets. */
export function route<Q = Readonly<Record<string, unknown>>, B = unknown>(declaration: Route<Q, B>): Route {
  return declaration as unknown as Route; // the router validates with the same schemas before it calls the handler
}
