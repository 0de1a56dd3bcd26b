import type { Reasons } from './kind.js';
import { kinds } from './kinds.js';

/** Refusals that every kind shares: code `<kind>.<reason>`. */
const SHARED: Reasons = {
  invalid: { status: 400, title: 'The request is not valid' },
  immutable: { status: 400, title: 'A field cannot be changed' },
  reference_missing: { status: 400, title: 'A referenced resource does not exist' },
  not_found: { status: 404, title: 'No such resource' },
  exists: { status: 409, title: 'The resource exists already' },
  in_use: { status: 409, title: 'Other resources refer to it' },
  erased: { status: 409, title: 'It was erased, for good' },
  wrong_state: { status: 409, title: 'The state of the resource does not allow this' },
  revision: { status: 412, title: 'The resource has changed since it was read' },
  precondition: { status: 428, title: 'The change must say which state it was made for' },
};

/** Refusals of the gateway itself: code `request.<reason>`. */
const REQUEST: Reasons = {
  invalid: { status: 400, title: 'The request is not valid' },
  not_json: { status: 400, title: 'The body is not JSON' },
  unauthenticated: { status: 401, title: 'No valid credentials' },
  forbidden: { status: 403, title: 'The credentials do not allow this' },
  not_found: { status: 404, title: 'No such resource' },
  method_not_allowed: { status: 405, title: 'The resource does not know this method' },
  conflict: { status: 409, title: 'The state does not allow this' },
  in_flight: { status: 409, title: 'The same request is still being answered' },
  not_yet: { status: 409, title: 'The platform is being upgraded, and does not do this yet' },
  too_large: { status: 413, title: 'The body is too large' },
  media_type: { status: 415, title: 'The body must be application/json' },
  idempotency_mismatch: { status: 422, title: 'The idempotency key was used for another request' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'A fault of ours' },
  unavailable: { status: 503, title: 'A part of the platform does not answer' },
  outcome_unknown: { status: 504, title: 'The outcome is not known' },
  position_timeout: { status: 504, title: 'The read model has not reached the position in time' },
};

/** Every code that a problem can bear, with its HTTP status and title. */
export function problemCodes(): Reasons {
  const all: Record<string, { status: number; title: string }> = {};
  for (const [reason, entry] of Object.entries(REQUEST)) all[`request.${reason}`] = entry;
  for (const { name, reasons } of kinds) {
    for (const [reason, entry] of Object.entries({ ...SHARED, ...reasons })) all[`${name}.${reason}`] = entry;
  }
  return all;
}
