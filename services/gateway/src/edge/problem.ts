import { type FieldError, Rejected } from '@freehold/contracts/command';
import { problemCodes } from '@freehold/contracts/reasons';
import { isDatabaseAway } from '@freehold/ledger/database-away';
import { HttpException } from '@nestjs/common';
import { context, trace } from '@opentelemetry/api';

/** A refusal that brings headers along: `Allow`, `Location`, `Retry-After`. */
export class Refused extends Rejected {
  constructor(
    code: string,
    detail: string,
    readonly headers: Readonly<Record<string, string>>,
    errors?: readonly FieldError[],
  ) {
    super(code, detail, errors);
  }
}

/** The body of every answer that is not a success: RFC 9457, and `error` for clients of old. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly trace_id: string;
  readonly errors?: readonly FieldError[];
  readonly error: string;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const CODES = problemCodes();
const RETRY_AFTER_SECONDS = '1';

/** What Fastify and Nest say, by status, when they refuse a request before a handler sees it. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'request.invalid',
  401: 'request.unauthenticated',
  403: 'request.forbidden',
  404: 'request.not_found',
  405: 'request.method_not_allowed',
  413: 'request.too_large',
  414: 'request.not_found',
  415: 'request.media_type',
  429: 'request.rate_limited',
  503: 'request.unavailable',
};

/** Renders anything thrown. Only refusals tell what was wrong; a fault of ours says no more than that it is one. */
export function problemOf(
  error: unknown,
  request: { readonly id: string; readonly url: string },
): { body: Problem; headers: Readonly<Record<string, string>> } {
  const { code, detail, errors } = refusalOf(error);
  const entry = CODES[code] ?? { status: 500, title: 'A fault of ours' };
  const body: Problem = {
    type: `urn:freehold:problem:${code}`,
    title: entry.title,
    status: entry.status,
    detail,
    instance: request.url.split('?', 1)[0] ?? request.url,
    code,
    trace_id: trace.getSpanContext(context.active())?.traceId ?? request.id,
    ...(errors && { errors }),
    error: detail,
  };
  return { body, headers: { ...standing(entry.status), ...(error instanceof Refused && error.headers) } };
}

/** Whether it is nothing that a client did: it belongs in the log as an error. */
export function isOurFault(error: unknown): boolean {
  return refusalOf(error).code === 'request.internal';
}

function refusalOf(error: unknown): Pick<Rejected, 'code' | 'detail' | 'errors'> {
  if (error instanceof Rejected) return error;
  if (isDatabaseAway(error)) return new Rejected('request.unavailable', 'PostgreSQL does not answer; try again');
  const status = statusOf(error);
  const code = status === undefined ? undefined : BY_STATUS[status];
  if (code !== undefined) return new Rejected(code, REWORDED[code] ?? (error as Error).message); // statusOf saw an error
  return new Rejected('request.internal', 'something failed that should not have; the log has it under the trace_id');
}

/** Where the framework's sentence is for programmers. */
const REWORDED: Readonly<Record<string, string>> = {
  'request.not_found': 'there is nothing at this path',
  'request.media_type': 'send the body as application/json',
  'request.too_large': 'the body is larger than this platform takes',
  'request.unavailable': 'the platform is starting or stopping; try again',
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

function standing(status: number): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer realm="freehold"' };
  return status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {};
}
