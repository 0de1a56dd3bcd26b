import {
  AuthorizationResponseError,
  allowInsecureRequests,
  ClientError,
  type Configuration,
  discovery,
  None,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { issuerOf, type NamedContext } from '../contexts/contexts.js';
import { isLoopback } from '../contexts/loopback.js';
import { EXIT, Failure } from '../failure.js';

/** As what hostctl is known to the platform's own provider: a public client, for a program on a person's machine keeps no secret. */
const CLIENT_ID = 'hostctl';

/** What a login asks for: who it is, and to stay logged in. */
export const SCOPE = 'openid offline_access';

/**
 * What an OpenID provider says of itself (OpenID Connect Discovery 1.0). Over http only on this machine.
 * @throws Failure when there is none
 */
export async function discover(context: NamedContext): Promise<Configuration> {
  const issuer = new URL(issuerOf(context));
  const execute = isLoopback(issuer) ? [allowInsecureRequests] : [];
  return await expected(
    `cannot log in at ${issuer.href}`,
    discovery(issuer, context.client_id ?? CLIENT_ID, undefined, None(), { execute, timeout: 15 }),
  );
}

/**
 * The answer of a provider.
 * @throws Failure in place of what providers and lines are expected to do wrong; none of their messages holds a token
 */
export async function expected<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw explained(what, error);
  }
}

function explained(what: string, error: unknown): unknown {
  // The provider's own words (RFC 6749 §5.2): `access_denied`, `expired_token`, `invalid_grant`.
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) {
    const reason = [error.error, error.error_description].filter(Boolean).join(': ');
    return new Failure(`${what}: ${reason}`, EXIT.auth, 'hostctl.login_refused');
  }
  if (error instanceof WWWAuthenticateChallengeError || error instanceof ClientError)
    return new Failure(`${what}: ${error.message}`, EXIT.error, 'hostctl.login_failed');
  if (!(error instanceof Error) || error.cause === undefined) return error;
  const { code } = error.cause as { code?: string }; // undici's own error
  return new Failure(`${what} (${code ?? error.message})`, EXIT.error, 'hostctl.unreachable');
}
