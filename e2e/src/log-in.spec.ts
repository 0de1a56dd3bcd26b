import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Browser, type Page } from '@freehold/testing/browser';
import { until } from '@freehold/testing/until';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from './api-client.js';
import { PlatformUnderTest } from './platform-under-test.js';

describe('people', () => {
  let platform: PlatformUnderTest;
  let at: string;

  beforeAll(async () => {
    platform = await PlatformUnderTest.start({ FREEHOLD_INVENTORY_SYNC_SAMPLE_BASE_URL: '' });
    at = platform.endpoints.api;
  });

  const password = () => platform.file('admin.password').trim();

  /** Logs in on the platform's own pages. @returns the browser, with its session */
  async function loggedIn(name: string, secret: string): Promise<Browser> {
    const browser = new Browser(at);
    const page = await browser.get(`${at}/login?return_to=/livez`);
    expect([page.status, page.html]).toEqual([200, expect.stringContaining('type="password"')]);
    const done = await browser.submit(page, { name, password: secret });
    expect([done.status, done.url]).toEqual([200, `${at}/livez`]);
    return browser;
  }

  const session = (page: Page) => JSON.parse(page.html) as { actor: string; csrf_token: string; grants: unknown[] }; // the route's own answer

  it('find the first user’s password in a file for its owner alone, of which the start tells', () => {
    expect(statSync(join(platform.dataDir, 'admin.password')).mode & 0o777).toBe(0o600);
    expect(platform.banner).toContain('admin.password');
    expect(platform.banner).not.toContain(password());
    expect(platform.output).not.toContain(password());
  });

  it('log in through a browser, and change things by their session', async () => {
    const browser = await loggedIn('admin', password());
    const { actor, csrf_token, grants } = session(await browser.get(`${at}/api/v1/session`));
    expect({ actor, grants }).toEqual({ actor: 'user:admin', grants: [{ scopes: ['*:*'], brands: ['*'] }] });
    const headers = { 'x-csrf-token': csrf_token, origin: at, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: 'by-admin' });
    const made = await browser.go(`${at}/api/v1/regions`, { method: 'POST', headers, body });
    expect(made.status).toBe(201);
    expect((await browser.go(`${at}/api/v1/regions`, { method: 'POST', body })).status).toBe(403);
    await platform.restart();
    expect((await browser.get(`${at}/api/v1/session`)).status).toBe(200);
  });

  it('are made by an operator, log in with their address, do what their roles allow, and are out when they are disabled', async () => {
    const user = { id: 'jo', email: 'jo@acme.example', password: 'correct horse battery' };
    expect((await platform.api.post('/users', user)).status).toBe(201);
    expect((await platform.api.post('/memberships', { user_id: 'jo', role: 'auditor' })).status).toBe(201);
    const browser = await loggedIn('Jo@Acme.example', user.password);
    await until(async () => (await browser.get(`${at}/api/v1/zones`)).status === 200);
    const { csrf_token } = session(await browser.get(`${at}/api/v1/session`));
    const headers = { 'x-csrf-token': csrf_token, 'content-type': 'application/json' };
    const asked = await browser.go(`${at}/api/v1/regions`, { method: 'POST', headers, body: '{"name":"by-jo"}' });
    expect(asked.status).toBe(403);
    expect((await platform.api.put('/users/jo', { disabled: true })).status).toBe(200);
    await until(async () => (await browser.get(`${at}/api/v1/session`)).status === 401, { within: 8_000 });
  });

  it('cannot have the address of another', async () => {
    const [one, other] = await Promise.all(
      ['kim', 'kim-again'].map((id) => platform.api.post('/users', { id, email: 'kim@acme.example' })),
    );
    expect(new Set([one?.status, other?.status])).toEqual(new Set([201, 409]));
  });

  it('and programs get tokens below /oidc, of the name by which the platform is known, whatever a request says', async () => {
    const { body: key } = await platform.api.post('/api-keys', {
      name: 'robot',
      scopes: ['zones:read'],
      brands: ['*'],
    });
    const basic = Buffer.from(`${key.id}:${String(key['key'])}`).toString('base64');
    const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' };
    const token = async () =>
      await fetch(`${at}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${basic}`, ...forged },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    await until(async () => (await token()).status === 200);
    const { access_token } = (await (await token()).json()) as { access_token: string }; // RFC 6749 §5.1
    const robot = new ApiClient(platform.api.url, access_token);
    expect((await robot.get('/zones')).status).toBe(200);
    expect((await robot.get('/brands')).status).toBe(403);
    const discovery = await fetch(`${at}/oidc/.well-known/openid-configuration`, { headers: forged });
    const text = await discovery.text();
    expect(JSON.parse(text)).toMatchObject({ issuer: `${at}/oidc`, token_endpoint: `${at}/oidc/token` });
    expect(text).not.toContain('evil.example');
  });
});
