import { hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { User } from '@freehold/contracts/identity/user';
import { Browser, type Page } from '@freehold/testing/browser';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { type IdentityUnderTest, startIdentity } from '../identity-under-test.js';

const CALLBACK = 'http://127.0.0.1:49152/callback';

let identity: IdentityUnderTest;

beforeAll(async () => {
  identity = await startIdentity();
});

afterAll(async () => {
  await identity?.stop();
});

async function client(id = 'hostctl', authentication = oidc.None()): Promise<oidc.Configuration> {
  return await oidc.discovery(identity.issuer, id, undefined, authentication, {
    execute: [oidc.allowInsecureRequests], // on loopback
  });
}

interface Begun {
  readonly browser: Browser;
  readonly config: oidc.Configuration;
  readonly verifier: string;
  readonly page: Page;
}

/** Asks for a code, up to the login page. */
async function begin(browser = new Browser(identity.url), scope = 'openid email', more = {}): Promise<Begun> {
  const config = await client();
  const verifier = oidc.randomPKCECodeVerifier();
  const code_challenge = await oidc.calculatePKCECodeChallenge(verifier);
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope,
    code_challenge,
    code_challenge_method: 'S256',
    state: 'a state',
    ...more,
  });
  return { browser, config, verifier, page: await browser.get(url.href) };
}

async function tokens({ config, verifier }: Begun, at: Page) {
  return await oidc.authorizationCodeGrant(config, new URL(at.url), {
    pkceCodeVerifier: verifier,
    expectedState: 'a state',
  });
}

async function logIn(name = 'admin', password = identity.password, scope?: string) {
  const begun = await begin(new Browser(identity.url), scope);
  const done = await begun.browser.submit(begun.page, { name, password });
  return { begun, tokens: await tokens(begun, done) };
}

async function claimsOf(token: string) {
  const keys = createRemoteJWKSet(new URL(`${identity.url}/oidc/jwks`));
  return (await jwtVerify(token, keys, { issuer: identity.issuer.href, audience: 'freehold-api' })).payload;
}

async function refused(what: Promise<unknown>): Promise<string> {
  const error = await what.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof oidc.ResponseBodyError) return error.error;
  if (error instanceof oidc.WWWAuthenticateChallengeError) return error.cause[0]?.parameters.error ?? '';
  throw new Error(`it was not refused: ${String(error)}`);
}

describe('the first user', () => {
  it('is an operator with the password that stands in a file for its owner alone, and in no event', async () => {
    expect((await stat(identity.passwordFile)).mode & 0o777).toBe(0o600);
    const { rows } = await identity.pool.query(
      "SELECT spec FROM resource WHERE kind IN ('user', 'membership') ORDER BY kind",
    );
    expect(rows.map(({ spec }) => spec)).toMatchObject([
      { user_id: 'admin', role: 'operator' },
      { email: expect.stringMatching(/^eyJ/), email_digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(JSON.stringify(rows)).not.toContain(identity.password);
  });

  it('stays as they are at the next start', async () => {
    await identity.restart();
    expect((await logIn()).tokens.access_token).toBeDefined();
  });
});

describe('logging in through a browser', () => {
  it('gives an access token as a JWT for this API, an ID token and a refresh token', async () => {
    const { tokens: got } = await logIn('admin@freehold.example');
    expect(decodeProtectedHeader(got.access_token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(await claimsOf(got.access_token)).toMatchObject({ sub: 'admin', client_id: 'hostctl' });
    expect(got.claims()).toMatchObject({ sub: 'admin', email: 'admin@freehold.example' });
    expect(got.refresh_token).toBeDefined();
  });

  it('carries the scopes by which the client narrows its token', async () => {
    const { tokens: got } = await logIn('admin', identity.password, 'openid zones:read');
    expect((await claimsOf(got.access_token))['scope']).toBe('zones:read');
  });

  it('asks nobody for consent, also where the client wants it asked for', async () => {
    const begun = await begin(undefined, 'openid offline_access', { prompt: 'consent' });
    const done = await begun.browser.submit(begun.page, { name: 'admin', password: identity.password });
    expect((await tokens(begun, done)).refresh_token).toBeDefined();
  });

  it('shows a page that works without scripts, with nothing from elsewhere, and takes no form but its own', async () => {
    const { browser, page } = await begin();
    expect(page.status).toBe(200);
    expect(page.html).not.toMatch(/<script|https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:49152");
    const forged = await browser.submit(page, { name: 'admin', password: identity.password, csrf: 'forged' });
    expect(forged.status).toBe(403);
  });

  it('in another browser than it was begun in is refused', async () => {
    const { page } = await begin();
    const other = await new Browser(identity.url).submit(page, { name: 'admin', password: identity.password });
    expect(other.status).toBe(400);
  });

  it('without PKCE, with plain PKCE, to another address is refused', async () => {
    const config = await client();
    const browser = new Browser(identity.url);
    const ask = async (parameters: Record<string, string>) =>
      await browser.get(
        oidc.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: 'openid', ...parameters }).href,
      );
    expect((await ask({})).url).toContain('error=invalid_request');
    const plain = { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' };
    expect((await ask(plain)).url).toContain('error=invalid_request');
    const elsewhere = await ask({
      ...plain,
      code_challenge_method: 'S256',
      redirect_uri: 'http://evil.example/callback',
    });
    expect(elsewhere.status).toBe(400);
  });

  it('gives nothing for a code that was used, and takes back what it gave', async () => {
    const begun = await begin();
    const done = await begun.browser.submit(begun.page, { name: 'admin', password: identity.password });
    const got = await tokens(begun, done);
    expect(await refused(tokens(begun, done))).toBe('invalid_grant');
    expect(await refused(oidc.refreshTokenGrant(begun.config, got.refresh_token ?? ''))).toBe('invalid_grant');
  });
});

describe('a refresh token', () => {
  it('is good once: of ten that come with it together one gets something, and a thief who comes later ends it for all', async () => {
    const { begun, tokens: got } = await logIn();
    const first = got.refresh_token ?? '';
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => oidc.refreshTokenGrant(begun.config, first)));
    expect(all.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    const again = await logIn();
    const next = await oidc.refreshTokenGrant(again.begun.config, again.tokens.refresh_token ?? '');
    expect(next.refresh_token).not.toBe(again.tokens.refresh_token);
    expect(await refused(oidc.refreshTokenGrant(again.begun.config, again.tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
    expect(await refused(oidc.refreshTokenGrant(again.begun.config, next.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('survives a restart, stands in no row, and ends when it is revoked', async () => {
    const { begun, tokens: got } = await logIn();
    await identity.restart();
    const { rows } = await identity.pool.query('SELECT * FROM provider_artifact');
    expect(JSON.stringify(rows)).not.toContain(got.refresh_token);
    const next = await oidc.refreshTokenGrant(begun.config, got.refresh_token ?? '');
    await oidc.tokenRevocation(begun.config, next.refresh_token ?? '');
    expect(await refused(oidc.refreshTokenGrant(begun.config, next.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('and the browser’s session end with a change of the password, and for a disabled user', async () => {
    await identity.command(User, 'create', 'jo', { email: 'jo@acme.example', password: 'the first password' });
    const { begun, tokens: got } = await logIn('jo', 'the first password');
    expect((await begin(begun.browser)).page.url).toContain(CALLBACK);
    await identity.command(User, 'update', 'jo', { password: 'the second password' });
    expect(await refused(oidc.refreshTokenGrant(begun.config, got.refresh_token ?? ''))).toBe('invalid_grant');
    const page = (await begin(begun.browser)).page;
    expect(page.html).toContain('Password');
    const after = await logIn('jo', 'the second password');
    await identity.command(User, 'update', 'jo', { disabled: true });
    expect(await refused(oidc.refreshTokenGrant(after.begun.config, after.tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
    const again = await begin();
    expect((await again.browser.submit(again.page, { name: 'jo', password: 'the second password' })).status).toBe(401);
  });
});

describe('a device', () => {
  it('logs in by a code that somebody enters and confirms', async () => {
    const config = await client();
    const device = await oidc.initiateDeviceAuthorization(config, { scope: 'openid' });
    const waiting = oidc.pollDeviceAuthorizationGrant(config, device);
    const browser = new Browser(identity.url);
    const asked = await browser.get(device.verification_uri);
    const wrong = await browser.submit(asked, { user_code: 'BBBB-BBBB' });
    expect(wrong.html).toContain('not a code');
    const confirm = await browser.submit(wrong, { user_code: device.user_code });
    expect(confirm.html).toContain(device.user_code);
    const form = await browser.submit(confirm, {});
    const done = await browser.submit(form, { name: 'admin', password: identity.password });
    expect(done.html).toContain('You are logged in');
    expect(await claimsOf((await waiting).access_token)).toMatchObject({ sub: 'admin', client_id: 'hostctl' });
  });
});

describe('an API key', () => {
  const key = 'fh_'.padEnd(46, 'k');
  const spec = { name: 'robot', scopes: ['zones:read'], brands: ['*'], digest: hash('sha256', key, 'base64url') };

  it('is a client of its own right, with itself as the secret, until it is revoked', async () => {
    await identity.command(ApiKey, 'create', 'robot', spec);
    const config = await client('robot', oidc.ClientSecretBasic(key));
    const got = await oidc.clientCredentialsGrant(config);
    expect(await claimsOf(got.access_token)).toMatchObject({ sub: 'robot', client_id: 'robot' });
    const wrong = await client('robot', oidc.ClientSecretBasic(spec.digest));
    expect(await refused(oidc.clientCredentialsGrant(wrong))).toBe('invalid_client');
    await identity.command(ApiKey, 'delete', 'robot');
    expect(await refused(oidc.clientCredentialsGrant(config))).toBe('invalid_client');
  });
});
