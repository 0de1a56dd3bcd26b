import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

export interface Signed {
  readonly alg?: string;
  readonly typ?: string;
  readonly kid?: string;
  /** Seconds from now. */
  readonly expires?: number;
  readonly issued?: number;
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
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://issuer');
    if (pathname === '/keys') asked++;
    if (away) return void response.writeHead(503).end();
    const answers: Readonly<Record<string, object>> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys: [current.jwk] },
    };
    const answer = answers[pathname];
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // of a server that listens on a port
  const rotate = async (alg = 'RS256') => {
    const pair = await generateKeyPair(alg, { extractable: true });
    current = { pair, jwk: { ...(await exportJWK(pair.publicKey)), kid: `key-${++keys}`, alg, use: 'sig' } };
  };
  await rotate();
  return {
    issuer,
    asked: () => asked,
    publicKey: () => current.jwk,
    rotate,
    away: (is) => {
      away = is;
    },
    async sign(claims, { expires = 300, issued = 0, without = [], typ = 'JWT', ...options }: Signed = {}) {
      const now = Math.floor(Date.now() / 1000);
      const whole = { iss: issuer, aud: 'freehold-api', sub: 'jo', iat: now + issued, exp: now + expires, ...claims };
      const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => !without.includes(name)));
      const { alg = current.jwk.alg ?? 'RS256', kid = current.jwk.kid ?? '', key = current.pair.privateKey } = options;
      return await new SignJWT(kept).setProtectedHeader({ alg, typ, kid }).sign(key);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
