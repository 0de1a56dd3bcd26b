import { BackendError } from '@freehold/ledger/backend-error';
import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  noJitterGenerator,
  retry,
  wrap,
} from 'cockatiel';
import { Pool } from 'undici';
import type { z } from 'zod';
import { isTransportError, statusError, transportError } from './hostwinds-errors.js';
import { readAnswer } from './hostwinds-response.js';
import { providerUrl } from './provider-url.js';
import { type Clock, RateLimiter, systemClock } from './rate-limiter.js';

/** How long things take; a test that provokes failures makes them short. */
export interface HostwindsTiming {
  /** For one attempt at a list of the whole account, from sending to the last byte. */
  list_timeout_ms: number;
  /** For one attempt at one server's details. */
  item_timeout_ms: number;
  /** For the whole of a connection test: its answer is promised within five seconds, way there and back included. */
  test_timeout_ms: number;
  retry_delay_ms: { first: number; longest: number };
  /** How long nothing is asked after `FAILURES_UNTIL_BREAK` failures in a row. */
  break_ms: number;
  clock: Clock;
}

export const hostwindsTiming: HostwindsTiming = {
  list_timeout_ms: 60_000,
  item_timeout_ms: 10_000,
  test_timeout_ms: 4_000,
  retry_delay_ms: { first: 1_000, longest: 30_000 },
  break_ms: 30_000,
  clock: systemClock,
};

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const TRIES = 3;
const FAILURES_UNTIL_BREAK = 6;

interface HostwindsCall<Answer> {
  action: string;
  fields?: Record<string, string>;
  answer: z.ZodType<Answer>;
  timeout_ms: number;
}

/**
 * Calls actions of the Hostwinds Cloud API over one pool of connections, at most so many a second. The key lives in a private field:
 * neither `JSON.stringify` nor `util.inspect` of a client, nor any error, shows it.
 */
export class HostwindsClient {
  readonly #api_key: string;
  readonly #pool: Pool;
  readonly #path: string;
  readonly #limiter: RateLimiter;
  readonly #closing = new AbortController();
  readonly #resilience;

  /** @throws BackendError `refused` when the base_url is none that we may call */
  constructor(settings: { base_url: string; api_key: string; requests_per_second: number }, timing: HostwindsTiming) {
    const url = providerUrl(settings.base_url);
    this.#api_key = settings.api_key;
    this.#path = url.pathname + url.search;
    this.#limiter = new RateLimiter(settings.requests_per_second, timing.clock);
    this.#pool = new Pool(url.origin, {
      connections: 4,
      allowH2: false, // undici enforces maxResponseSize on HTTP/1.1 only
      maxResponseSize: MAX_ANSWER_BYTES,
      // A key's allow list holds IPv4 addresses only: called over IPv6 the API says "Not Authorized!".
      connect: { family: 4, timeout: 10_000 },
    });
    const transient = handleWhen((error) => error instanceof BackendError && error.transient);
    const { first, longest } = timing.retry_delay_ms;
    this.#resilience = wrap(
      retry(transient, {
        maxAttempts: TRIES - 1,
        // Without jitter: one client asks for a provider, so nobody would be spread out.
        backoff: new ExponentialBackoff({ initialDelay: first, maxDelay: longest, generator: noJitterGenerator }),
      }).dangerouslyUnref(),
      circuitBreaker(transient, {
        halfOpenAfter: timing.break_ms,
        breaker: new ConsecutiveBreaker(FAILURES_UNTIL_BREAK),
      }),
    );
  }

  /** With retries, unless so many calls failed in a row that the provider is left alone for a while. */
  async call<Answer>(call: HostwindsCall<Answer>, signal: AbortSignal): Promise<Answer> {
    const stop = AbortSignal.any([signal, this.#closing.signal]);
    stop.throwIfAborted();
    try {
      // The retry policy sleeps through an abort; whoever aborted need not.
      return await orAborted(
        this.#resilience.execute(() => this.callOnce(call, stop)),
        stop,
      );
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new BackendError(
        'unavailable',
        `Hostwinds failed ${FAILURES_UNTIL_BREAK} times in a row; ${call.action} is not tried for a while.`,
      );
    }
  }

  /** One attempt. */
  async callOnce<Answer>(
    { action, fields, answer, timeout_ms }: HostwindsCall<Answer>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const stop = AbortSignal.any([signal, this.#closing.signal]);
    await this.#limiter.turn(stop);
    const timeout = AbortSignal.timeout(timeout_ms);
    try {
      const text = await this.#post(
        { ...fields, action, API: this.#api_key },
        AbortSignal.any([stop, timeout]),
        action,
      );
      return readAnswer(text, action, answer, (told) => this.#redact(told));
    } catch (error) {
      stop.throwIfAborted();
      if (timeout.aborted)
        throw new BackendError('outcome_unknown', `Hostwinds did not answer ${action} within ${timeout_ms} ms.`);
      if (error instanceof BackendError || !isTransportError(error)) throw error;
      throw transportError(error, action);
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new BackendError('unavailable', 'The connection to Hostwinds was closed.'));
    await this.#pool.destroy();
  }

  async #post(fields: Record<string, string>, signal: AbortSignal, action: string): Promise<string> {
    const { statusCode, body } = await this.#pool.request({
      method: 'POST',
      path: this.#path,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(fields).toString(),
      signal,
    });
    if (statusCode === 200) return body.text();
    await body.dump({ limit: 64 * 1024 });
    throw statusError(statusCode, action);
  }

  /** What the provider tells is shown to people: without the key, on one line, and short. */
  #redact(told: string): string {
    return told.replaceAll(this.#api_key, '***').replace(/\s+/g, ' ').slice(0, 200);
  }
}

/** @param signal not aborted yet */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
