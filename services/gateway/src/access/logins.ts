import { hash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Rejected } from '@freehold/contracts/command';
import type { Pool } from 'pg';
import type { GatewayConfig } from '../config.js';
import { cookie, cookieIn } from './cookies.js';
import { ownIssuer } from './issuers.js';
import { discover } from './key-set.js';
import type { Sessions } from './sessions.js';
import type { Tokens } from './tokens.js';

const LOGIN_COOKIE = 'freehold_login';
const LASTS_SECONDS = 10 * 60;
const TOKEN_WITHIN_MS = 10_000;

/** An address of this platform alone: no other host, and nothing that a browser would read as one. */
const LOCAL = /^\/(?![/\\])[\x21-\x7e]{0,2000}$/;

/** Where browsers log in, and where the code that they bring is changed for a token. */
interface LoginProvider {
  readonly client_id: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  /** Where the provider’s own session ends. */
  readonly end_session_endpoint: string | undefined;
  /** Whether its users are the platform’s, whose roles are looked up as they are. */
  readonly own: boolean;
}

/** What a browser is told: where to go, and which cookies to keep. */
export interface Redirect {
  readonly location: string;
  readonly cookies: string[];
}

/** Logging in through a browser: the code flow with PKCE, at the operator’s provider where there is one, else at the platform’s own. */
export class Logins {
  private readonly secure: boolean;

  constructor(
    private readonly config: GatewayConfig,
    private readonly pool: Pool,
    private readonly tokens: Tokens,
    private readonly sessions: Sessions,
  ) {
    this.secure = config.public_url.startsWith('https:');
  }

  /** @param returnTo where the browser goes when it has logged in; an address that is not ours is not heeded */
  async begin(returnTo: string | undefined): Promise<Redirect> {
    const { client_id, authorization_endpoint } = await this.provider();
    const state = newSecret();
    const verifier = newSecret();
    const to = returnTo !== undefined && LOCAL.test(returnTo) ? returnTo : '/';
    await this.pool.query('DELETE FROM login WHERE expires_at < now()');
    await this.pool.query(
      `INSERT INTO login (digest, verifier, return_to, expires_at) VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
      [digestOf(state), verifier, to, LASTS_SECONDS],
    );
    const location = new URL(authorization_endpoint);
    location.search = new URLSearchParams({
      client_id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: this.callback(),
      state,
      code_challenge: hash('sha256', verifier, 'base64url'),
      code_challenge_method: 'S256',
    }).toString();
    return { location: location.href, cookies: [this.cookieOf(state)] };
  }

  /** @throws Rejected `request.unauthenticated` when the browser has begun no such login, or the provider refuses it */
  async finish(
    { code, state }: { readonly code?: string | undefined; readonly state?: string | undefined },
    headers: IncomingHttpHeaders,
  ): Promise<Redirect> {
    // The one who comes back must be the one who left: else somebody is logged in as somebody else.
    if (state === undefined || state !== cookieIn(headers, LOGIN_COOKIE))
      throw refusal('was begun in another browser, or too long ago');
    const { rows } = await this.pool.query<{ verifier: string; return_to: string }>(
      'DELETE FROM login WHERE digest = $1 AND expires_at > now() RETURNING verifier, return_to',
      [digestOf(state)],
    );
    const [login] = rows;
    if (login === undefined) throw refusal('was begun too long ago');
    if (code === undefined) throw refusal('was refused');
    const provider = await this.provider();
    const token = await this.tokenFor(provider, code, login.verifier);
    const identity = await this.tokens.identify({ headers: { authorization: `Bearer ${token}` } });
    const userId = /^user:(.+)$/.exec(identity?.id ?? '')?.[1];
    if (identity === undefined || userId === undefined) throw refusal('is of nobody whom this platform knows');
    const session = await this.sessions.begin(userId, provider.own ? undefined : identity.grants, headers);
    return { location: login.return_to, cookies: [session, this.cookieOf('')] };
  }

  /** Where the provider’s own session ends too, and comes back to us. */
  async endAddress(): Promise<string | undefined> {
    const { end_session_endpoint, client_id } = await this.provider();
    if (end_session_endpoint === undefined) return undefined;
    const address = new URL(end_session_endpoint);
    const post_logout_redirect_uri = `${this.config.public_url}/`;
    address.search = new URLSearchParams({ client_id, post_logout_redirect_uri }).toString();
    return address.href;
  }

  private async tokenFor(
    { client_id, token_endpoint }: LoginProvider,
    code: string,
    verifier: string,
  ): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id,
      code,
      redirect_uri: this.callback(),
      code_verifier: verifier,
    });
    const signal = AbortSignal.timeout(TOKEN_WITHIN_MS);
    const response = await fetch(token_endpoint, { method: 'POST', body, redirect: 'error', signal }).catch(
      () => undefined,
    );
    if (response === undefined || response.status >= 500)
      throw new Rejected('request.unavailable', 'the identity provider does not answer; log in again');
    const answer: unknown = await response.json().catch(() => undefined);
    const token = Object(answer).access_token as unknown; // an object of whatever
    if (!response.ok || typeof token !== 'string') throw refusal('was not taken by the identity provider');
    return token;
  }

  private async provider(): Promise<LoginProvider> {
    const { public_url, identity_url, oidc_issuer, oidc_discovery_url, oidc_client } = this.config;
    if (oidc_issuer !== undefined)
      return { client_id: oidc_client, own: false, ...(await endpointsOf(oidc_issuer, oidc_discovery_url)) };
    if (identity_url === undefined)
      throw new Rejected('request.unavailable', 'this platform has no identity provider: come in with an API key');
    return {
      client_id: 'console',
      own: true,
      authorization_endpoint: `${ownIssuer(public_url)}/auth`,
      token_endpoint: `${identity_url}/oidc/token`,
      end_session_endpoint: `${ownIssuer(public_url)}/logout`,
    };
  }

  private callback(): string {
    return `${this.config.public_url}/login/callback`;
  }

  private cookieOf(state: string): string {
    return cookie(LOGIN_COOKIE, state, { path: '/login', secure: this.secure, max_age_seconds: LASTS_SECONDS });
  }
}

async function endpointsOf(issuer: string, url: string | undefined) {
  const document = await discover(issuer, url).catch(() => {
    throw new Rejected('request.unavailable', 'the identity provider does not answer; try again');
  });
  const { authorization_endpoint, token_endpoint, end_session_endpoint } = document;
  if (typeof authorization_endpoint !== 'string' || typeof token_endpoint !== 'string')
    throw new Rejected('request.unavailable', 'the identity provider does not say where to log in');
  return {
    authorization_endpoint,
    token_endpoint,
    end_session_endpoint: typeof end_session_endpoint === 'string' ? end_session_endpoint : undefined,
  };
}

function refusal(why: string): Rejected {
  return new Rejected('request.unauthenticated', `the login ${why}; go to /login again`);
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digestOf(secret: string): string {
  return hash('sha256', secret, 'base64url');
}
