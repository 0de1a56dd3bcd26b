import { BackendError } from '@freehold/ledger/backend-error';
import { Pool } from 'undici';
import { z } from 'zod';

export interface PowerDnsOptions {
  /** Where its HTTP API is, such as `http://127.0.0.1:8081` */
  url: string;
  /** `X-API-Key`; it goes nowhere else */
  api_key: string;
  /** milliseconds for one request, its answer included (= 5,000) */
  deadline?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Answer {
  status: number;
  body: unknown;
}

/** The largest answer that is read: a zone of about half a million records. */
const MAX_ANSWER = 64 * 1024 * 1024;

/** No connection came about, so nothing was sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const ErrorShape = z.object({ code: z.string().optional().catch(undefined), name: z.string() });
const ErrorBody = z.object({ error: z.string() });

/** Requests to one PowerDNS, with a deadline each, and every failure as a BackendError. */
export class PowerDnsHttp {
  readonly #pool: Pool;
  readonly #apiKey: string;
  readonly #deadline: number;

  constructor({ url, api_key, deadline = 5_000 }: PowerDnsOptions) {
    this.#apiKey = api_key;
    this.#deadline = deadline;
    this.#pool = new Pool(url, {
      connections: 8,
      connect: { timeout: Math.ceil(deadline / 2) },
      headersTimeout: deadline,
      bodyTimeout: deadline,
      maxResponseSize: MAX_ANSWER,
    });
  }

  /**
   * @param path below `/api/v1/servers/localhost`
   * @returns the answer when its status is 2xx or one of `expected`
   */
  async request(
    method: Method,
    path: string,
    signal: AbortSignal,
    { body, expected = [] }: { body?: unknown; expected?: readonly number[] } = {},
  ): Promise<Answer> {
    const { status, text } = await this.#send(method, path, signal, body);
    if (status >= 200 && status < 300)
      return { status, body: text === '' ? undefined : parsed(text, `${method} ${path}`) };
    if (expected.includes(status)) return { status, body: undefined };
    throw failure(method, status, text);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #send(
    method: Method,
    path: string,
    signal: AbortSignal,
    body: unknown,
  ): Promise<{ status: number; text: string }> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(this.#deadline)]);
    // Not to be taken for an interruption on the way, after which the outcome would be unknown.
    if (signal.aborted)
      throw new BackendError('unavailable', 'The call was given up before PowerDNS was asked.', {
        cause: signal.reason,
      });
    try {
      const response = await this.#pool.request({
        method,
        path: `/api/v1/servers/localhost${path}`,
        headers: {
          'x-api-key': this.#apiKey,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: patience,
      });
      return { status: response.statusCode, text: await response.body.text() };
    } catch (error) {
      throw this.#interrupted(method, error);
    }
  }

  #interrupted(method: Method, error: unknown): BackendError {
    const code = errorCode(error);
    if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
      return new BackendError('malformed', `PowerDNS answered more than ${MAX_ANSWER} bytes.`, { cause: error });
    if (code !== undefined && NOT_SENT.has(code))
      return new BackendError(
        'unavailable',
        `PowerDNS cannot be reached (${code}): see that it runs and that its address is right.`,
        { cause: error },
      );
    const what = `PowerDNS gave no whole answer to ${method} within ${this.#deadline} ms (${code ?? 'interrupted'}).`;
    return new BackendError(method === 'GET' ? 'unavailable' : 'outcome_unknown', what, { cause: error });
  }
}

/** The code of a socket's or undici's error, else its name. Read by shape: an error of another realm is no `instanceof` ours. */
function errorCode(error: unknown): string | undefined {
  const shape = ErrorShape.safeParse(error);
  return shape.data?.code ?? shape.data?.name;
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BackendError('malformed', `PowerDNS answered ${what} with something that is not JSON.`, { cause: error });
  }
}

/** PowerDNS' own words: `{"error": …}` where it understood the request, else a phrase such as "Not Found". */
function saidIn(text: string): string {
  try {
    return ErrorBody.parse(JSON.parse(text)).error;
  } catch {
    return text.slice(0, 200);
  }
}

function failure(method: Method, status: number, text: string): BackendError {
  const said = saidIn(text);
  if (status === 401 || status === 403)
    return new BackendError('unauthorized', `PowerDNS does not take our API key or our address (HTTP ${status}).`);
  if (status === 404) return new BackendError('not_found', 'PowerDNS has no such zone.');
  if (status === 429 || status === 503)
    return new BackendError('unavailable', `PowerDNS is overloaded (HTTP ${status}): ${said}`);
  if (status >= 400 && status < 500) return new BackendError('refused', said);
  if (status >= 500)
    return new BackendError(
      method === 'GET' ? 'unavailable' : 'outcome_unknown',
      `PowerDNS failed (HTTP ${status}): ${said}`,
    );
  return new BackendError('malformed', `PowerDNS answered with HTTP ${status}.`);
}
