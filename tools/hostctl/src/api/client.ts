import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, connect } from '@freehold/client/connect';
import { EXIT, Failure } from '../failure.js';
import { ApiProblem, problemFrom } from './problem.js';

export interface Connection {
  /** Origin, and a path where a proxy adds one: `http://127.0.0.1:8090`. */
  readonly server: URL;
  /** An API key or an access token; asked for with each request, so that a mistake in the arguments is told before a missing key. */
  credential(): string | Promise<string>;
}

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the answer must be there; 30 s when silent. */
  readonly timeout?: number;
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; undefined where there is no body. */
  readonly body: unknown;
  readonly headers: Headers;
}

/** Pauses before a request is sent again, in milliseconds. A mutation carries its Idempotency-Key, so it may be sent again too. */
const RETRY_AFTER = [200, 800];

/** The longest that a platform which asks for patience (`Retry-After`) is given it, in seconds. */
const PATIENCE = 10;

/**
 * The REST API over the generated client. Kinds decide which paths there are, so it is asked by path and not by the functions
 * of each operation; problems are thrown.
 */
export class ApiClient {
  private readonly client: Client;

  constructor(private readonly connection: Connection) {
    const { server } = connection;
    this.client = connect({ server: server.href, token: async () => await connection.credential() });
  }

  /**
   * @throws ApiProblem when the answer is 400 or above
   * @throws Failure when no answer came, after two more tries
   */
  async send(request: Request): Promise<Answer> {
    const signal = AbortSignal.timeout(request.timeout ?? 30_000);
    for (const pause of [...RETRY_AFTER, undefined]) {
      try {
        return await this.ask(request, signal);
      } catch (error) {
        const wanted = pauseAfter(error, request.method, pause);
        if (pause === undefined || wanted === undefined) throw this.explained(error, request);
        await sleep(wanted);
      }
    }
    throw new Error('the last try neither answered nor threw');
  }

  /**
   * Opens a stream of server-sent events; its end, and a break of the line, are the reader's to handle.
   * @throws TypeError when nothing answers
   */
  async stream(request: Omit<Request, 'method' | 'body'>, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers = { ...request.headers, accept: 'text/event-stream' };
    const { data, error, response } = await this.fetch({ ...request, headers, method: 'GET' }, signal, 'stream');
    if (response === undefined) throw error;
    if (response.status !== 200) throw new ApiProblem(response.status, problemFrom(response.status, error));
    return data as ReadableStream<Uint8Array>; // what parseAs: 'stream' gives
  }

  private async ask(request: Request, signal: AbortSignal): Promise<Answer> {
    const { data, error, response } = await this.fetch(request, signal, 'text');
    if (response === undefined) throw error;
    const { status, headers } = response;
    if (status >= 400) throw new ApiProblem(status, problemFrom(status, error), headers);
    // The line broke in the middle of the body.
    if (error !== undefined) throw error as Error; // fetch's own
    return { status, body: json(data as string), headers }; // what parseAs: 'text' gives
  }

  private async fetch(request: Request, signal: AbortSignal, parseAs: 'text' | 'stream') {
    const { method, path, query, body } = request;
    return await this.client.request({
      method,
      url: `/api/v1${path}`,
      security: [{ type: 'http', scheme: 'bearer' }],
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      signal,
      parseAs,
      ...(query !== undefined && { query }),
      ...(body !== undefined && { body }),
    });
  }

  /** Turns what fetch throws into a sentence; anything that is no failure of the line is a bug and stays as it is. */
  explained(error: unknown, request: Pick<Request, 'headers'>): unknown {
    const { origin } = this.connection.server;
    if (isNamed(error, 'TimeoutError')) {
      const key = request.headers?.['idempotency-key'];
      const advice =
        key === undefined ? '' : `; it may have been done all the same: ask again with --idempotency-key ${key}`;
      return new Failure(`${origin} did not answer in time${advice}`, EXIT.error, 'hostctl.timeout');
    }
    if (!isConnectionError(error)) return error;
    const advice = 'is the platform running (make up), and is --server or FREEHOLD_URL right?';
    return new Failure(`cannot reach ${origin} (${reason(error)}): ${advice}`, EXIT.error, 'hostctl.unreachable');
  }
}

/**
 * Milliseconds until it is worth asking again; undefined when it is not: a refusal stands. Of what the platform refuses for
 * now, 429 has done nothing, and 503 may be read again.
 */
function pauseAfter(error: unknown, method: Request['method'], pause: number | undefined): number | undefined {
  if (isConnectionError(error)) return pause;
  if (!(error instanceof ApiProblem)) return undefined;
  const isWorthIt = error.status === 429 || (error.status === 503 && method === 'GET');
  const { retryAfter } = error;
  return isWorthIt && retryAfter !== undefined && retryAfter <= PATIENCE ? retryAfter * 1_000 : undefined;
}

/** fetch throws a TypeError with a cause for every failure of the line; a mistake of ours has none. */
export function isConnectionError(error: unknown): error is TypeError {
  return isNamed(error, 'TypeError') && error.cause !== undefined;
}

/** By name and not by class: what fetch throws may be of another realm. */
export function isNamed(error: unknown, name: string): error is Error {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name;
}

/** Without the address: the origin is named already, and nothing of the request belongs on a screen. */
function reason(error: TypeError): string {
  const cause = error.cause as { code?: string; message?: string }; // undici's own error
  return cause.code ?? cause.message ?? error.message;
}

function json(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
