/**
 * Why a call to a real system (PowerDNS, Hostwinds …) did not do what was asked. Every backend throws this and nothing else,
 * so that one rule decides what happens next:
 *
 * - `unavailable`: nothing was done (refused connection, 429, 5xx before any effect, open circuit). Tried again for ever, with backoff.
 * - `outcome_unknown`: it may have been done (a time-out after the request was sent). Tried again like `unavailable`: every call is idempotent.
 * - `refused`: the system understood and said no (4xx, a validation error). Trying the same again is useless: the work parks.
 * - `unauthorized`: our credentials are not accepted. The work parks until somebody changes them.
 * - `not_found`: the thing that was asked for is not there.
 * - `malformed`: the answer was not what the system's documentation promises.
 */
export type BackendErrorCode =
  | 'unavailable'
  | 'outcome_unknown'
  | 'refused'
  | 'unauthorized'
  | 'not_found'
  | 'malformed';

export class BackendError extends Error {
  override readonly name = 'BackendError';

  /** @param detail what was wrong, where, and what to do; shown to operators and tenants, so never a secret in it */
  constructor(
    readonly code: BackendErrorCode,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }

  /** Whether trying the same call again can help without anybody changing something. */
  get transient(): boolean {
    return this.code === 'unavailable' || this.code === 'outcome_unknown';
  }
}
