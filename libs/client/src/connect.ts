import { type Client, createClient } from './generated/client/index.js';

export interface Connection {
  /** Origin of the platform, and a path where a proxy adds one: `https://platform.example`. */
  readonly server: string;
  /**
   * An API key or an access token, asked for before each request, so that it may be renewed between two of them. Left out
   * where the page's session cookie speaks for the user.
   */
  readonly token?: () => string | Promise<string>;
  /** In place of the runtime's own; it gets requests that are complete. */
  readonly fetch?: typeof fetch;
}

/**
 * The client that every function of `@freehold/client/api` takes as `client`. It follows no redirect: the API has none, and
 * one would carry the token elsewhere or turn a POST into a GET.
 */
export function connect({ server, token, fetch }: Connection): Client {
  return createClient({
    baseUrl: server.replace(/\/+$/, ''),
    redirect: 'error',
    // Each operation names both of the API's headers for a key; one of them is enough.
    auth: ({ scheme }) => (scheme === 'bearer' ? token?.() : undefined),
    fetch,
  });
}

export type { Client };
