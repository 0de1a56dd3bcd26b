import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Identity } from '../access/identity.js';

/** One request, authenticated, authorised and validated. */
export interface Call<Q = Readonly<Record<string, unknown>>, B = unknown> {
  readonly identity: Identity;
  /** `POST /api/v1/zones`, with the real ids in it: what an Idempotency-Key is bound to besides the identity. */
  readonly target: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  readonly headers: IncomingHttpHeaders;
  /** Of the connection. */
  readonly address: string;
  /** From `X-Request-Id`, else new; the correlation id of what the request causes. */
  readonly request_id: string;
}

/** What a request gets. Without a body nothing is sent but status and headers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: unknown;
  /** Fields of the body that hold a secret: whoever repeats the request under its Idempotency-Key gets null in their place. */
  readonly shown_once?: readonly string[];
  /** It says something of a person: it is written down nowhere, and a repeated request gets it made anew. */
  readonly personal?: boolean;
  /** Takes the response over instead of a body: a stream of events. */
  readonly stream?: (response: ServerResponse) => void;
}
