import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT, Failure } from '../failure.js';
import { ApiProblem, problemFrom } from './problem.js';

export interface Connection {
  /** Origin, and a path where a proxy adds one: `http://127.0.0.1:8090`. */
  readonly server: URL;
  /** The API key; asked for with each request, so that a mistake in the arguments is told before a missing key. */
  key(): string;
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

/** The REST API over fetch: paths below `/api/v1` in, JSON out, problems thrown. */
export class ApiClient {
  constructor(private readonly connection: Connection) {}

  /**
   * @throws ApiProblem when the answer is 400 or above
   * @throws Failure when no answer came, after two more tries
   */
  async send(request: Request): Promise<Answer> {
    const signal = AbortSignal.timeout(request.timeout ?? 30_000);
    const response = await this.persist(request, signal);
    const text = await response.text();
    const body = json(text);
    if (response.status >= 400) {
      throw new ApiProblem(response.status, problemFrom(response.status, body), response.headers.get('location'));
    }
    return { status: response.status, body, headers: response.headers };
  }

  /**
   * Opens a stream of server-sent events; its end, and a break of the line, are the reader's to handle.
   * @throws TypeError when nothing answers
   */
  async stream(request: Omit<Request, 'method' | 'body'>, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers = { ...request.headers, accept: 'text/event-stream' };
    const response = await this.fetch({ ...request, headers, method: 'GET' }, signal);
    if (response.status !== 200 || response.body === null) {
      throw new ApiProblem(response.status, problemFrom(response.status, json(await response.text())));
    }
    return response.body;
  }

  private async persist(request: Request, signal: AbortSignal): Promise<Response> {
    for (const pause of RETRY_AFTER) {
      try {
        return await this.fetch(request, signal);
      } catch (error) {
        if (!isConnectionError(error)) throw this.explained(error, request);
        await sleep(pause);
      }
    }
    return this.fetch(request, signal).catch((error: unknown) => {
      throw this.explained(error, request);
    });
  }

  private async fetch(request: Request, signal: AbortSignal): Promise<Response> {
    const { server, key } = this.connection;
    const url = new URL(`${server.href.replace(/\/$/, '')}/api/v1${request.path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${key()}`, ...request.headers });
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    if (body !== null) headers.set('content-type', 'application/json');
    // A redirect would carry the key, or turn a POST into a GET: the API has none.
    return fetch(url, { method: request.method, headers, body, signal, redirect: 'error' });
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
