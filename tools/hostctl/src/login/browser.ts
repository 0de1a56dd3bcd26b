import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { EXIT, Failure } from '../failure.js';
import { expected, SCOPE } from './provider.js';
import type { Granted } from './tokens.js';

/** So long a person has to log in. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Logs in with the browser of this machine: authorisation code with PKCE, back to a loopback address (RFC 8252 §7.3).
 * @param show is given the page to open
 * @throws Failure when it is denied, or nobody came back in time
 */
export async function logInByBrowser(provider: Configuration, show: (page: URL) => void): Promise<Granted> {
  const verifier = randomPKCECodeVerifier();
  const [state, nonce] = [randomState(), randomNonce()];
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const redirect_uri = `http://127.0.0.1:${port}/callback`;
    const page = buildAuthorizationUrl(provider, {
      redirect_uri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // Without it a provider gives no refresh token to stay logged in with (OpenID Connect Core §11).
      prompt: 'consent',
    });
    const cameBack = comeback(server, redirect_uri, state);
    show(page);
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    return await expected('the login did not come about', authorizationCodeGrant(provider, await cameBack, checks));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Opens a page where the machine has a browser; where it has none, the address stands on the screen all the same. */
export function openPage(page: URL): void {
  const program = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'; // any other is a Unix
  const child = spawn(program, [page.href], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** The address with which the browser comes back. What comes with another state is not ours, and goes on waiting. */
function comeback(server: ReturnType<typeof createServer>, redirect: string, state: string): Promise<URL> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Failure('nobody logged in within ten minutes', EXIT.auth, 'hostctl.login_timeout'));
    }, PATIENCE_MS);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const url = new URL(request.url ?? '/', redirect);
      const isOurs = url.pathname === '/callback' && url.searchParams.get('state') === state;
      response.writeHead(isOurs ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(isOurs ? 'hostctl goes on from here: this page may be closed.\n' : 'There is nothing here.\n');
      if (!isOurs) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}
