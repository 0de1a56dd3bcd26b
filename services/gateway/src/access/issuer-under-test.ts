import { hash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

export interface Signed {
  readonly alg?: string;
  readonly typ?: string;
  readonly kid?: string;
  /** Seconds from now. */
  readonly expires?: number;
  readonly key?: Parameters<SignJWT['sign']>[0];
  readonly without?: readonly string[];
}

/** An identity provider as far as the gateway sees it: it says where its keys are, and signs tokens. */
export interface IssuerUnderTest {
  readonly issuer: string;
  /** How often its keys were asked for. */
  asked(): number;
  /** Signs with the newest key, unless told. */
  sign(claims: JWTPayload, options?: Signed): Promise<string>;
  /** A browser has logged in at the address that it was sent to: the address that it is sent back to, with a code for such a token. */
  comeBack(from: string, claims: JWTPayload): string;
  /** The public half of the newest key. */
  publicKey(): JWK;
  /** Signs with a new key from now on, and shows it alone. */
  rotate(alg?: string): Promise<void>;
  /** Answers nothing but 503 until told otherwise. */
  away(is: boolean): void;
  stop(): Promise<void>;
}

export async function startIssuer(): Promise<IssuerUnderTest> {
  let asked = 0;
  let away = false;
  let keys = 0;
  let current: { readonly pair: Pair; readonly jwk: JWK };
  const codes = new Map<string, { readonly asked: URLSearchParams; readonly claims: JWTPayload }>();
  const server = createServer(
    (request, response) =>
      void answer(request).then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      ),
  );
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const { pathname } = new URL(request.url ?? '/', 'http://issuer');
    if (pathname === '/keys') asked++;
    if (away) return [503, {}];
    if (pathname === '/token') return await exchanged(new URLSearchParams(await text(request)));
    const answers: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': {
        issuer,
        jwks_uri: `${issuer}/keys`,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        end_session_endpoint: `${issuer}/end`,
      },
      '/keys': { keys: [current.jwk] },
    };
    const found = answers[pathname];
    return [found ? 200 : 404, found ?? {}];
  };
  /** One code, one token, for whoever proves to have asked (RFC 7636) from the same place. */
  const exchanged = async (given: URLSearchParams): Promise<[number, object]> => {
    const code = codes.get(given.get('code') ?? '');
    codes.delete(given.get('code') ?? '');
    const challenge = hash('sha256', given.get('code_verifier') ?? '', 'base64url');
    const same = (name: string) => code?.asked.get(name) === given.get(name);
    if (code?.asked.get('code_challenge') !== challenge || !same('redirect_uri') || !same('client_id'))
      return [400, { error: 'invalid_grant' }];
    return [200, { access_token: await sign(code.claims), token_type: 'Bearer' }];
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // of a server that listens on a port
  const rotate = async (alg = 'RS256') => {
    const pair = await generateKeyPair(alg, { extractable: true });
    current = { pair, jwk: { ...(await exportJWK(pair.publicKey)), kid: `key-${++keys}`, alg, use: 'sig' } };
  };
  await rotate();
  const sign: IssuerUnderTest['sign'] = async (
    claims,
    { expires = 300, without = [], typ = 'JWT', ...options } = {},
  ) => {
    const now = Math.floor(Date.now() / 1000);
    const whole = { iss: issuer, aud: 'freehold-api', sub: 'jo', iat: now, exp: now + expires, ...claims };
    const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => !without.includes(name)));
    const { alg = current.jwk.alg ?? 'RS256', kid = current.jwk.kid ?? '', key = current.pair.privateKey } = options;
    return await new SignJWT(kept).setProtectedHeader({ alg, typ, kid }).sign(key);
  };
  return {
    sign,
    comeBack(from, claims) {
      const asked = new URL(from).searchParams;
      const code = `code-${codes.size}-${Math.random()}`;
      codes.set(code, { asked, claims });
      const back = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer });
      return `${asked.get('redirect_uri')}?${back.toString()}`;
    },
    issuer,
    asked: () => asked,
    publicKey: () => current.jwk,
    rotate,
    away: (is) => {
      away = is;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
