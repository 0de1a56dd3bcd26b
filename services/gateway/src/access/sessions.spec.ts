import { Membership } from '@freehold/contracts/identity/membership';
import { User } from '@freehold/contracts/identity/user';
import { lastLetIn } from '@freehold/testing/last-let-in';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, type Got, startGateway } from '../gateway-under-test.js';
import { type IssuerUnderTest, startIssuer } from './issuer-under-test.js';

/** As which browsers know the platform; where it listens is the spec's own affair. */
const PUBLIC = 'https://freehold.example';

let issuer: IssuerUnderTest;
let freehold: GatewayUnderTest;
let browser: Browser;

beforeAll(async () => {
  issuer = await startIssuer();
  freehold = await startGateway({
    FREEHOLD_GATEWAY_OIDC_ISSUER: issuer.issuer,
    FREEHOLD_GATEWAY_PUBLIC_URL: `${PUBLIC}/`,
  });
});

beforeEach(() => {
  browser = new Browser();
});

afterAll(async () => {
  await freehold?.stop();
  await issuer?.stop();
});

const OPERATOR = { realm_access: { roles: ['operator'] } };

/** It keeps cookies, and sends what browsers send. */
class Browser {
  readonly cookies = new Map<string, string>();

  async send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    body?: unknown,
  ): Promise<Got> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const got = await follow(method, path, { cookie, ...headers }, body);
    for (const line of got.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return got;
  }

  async logIn(claims: object = OPERATOR, returnTo = '/console'): Promise<Got> {
    const asked = await this.send('GET', `/login?return_to=${encodeURIComponent(returnTo)}`);
    const back = issuer.comeBack(asked.headers.get('location') ?? '', { ...claims });
    return await this.send('GET', back.slice(PUBLIC.length));
  }

  async csrf(): Promise<string> {
    return (await this.send('GET', '/api/v1/session')).body.csrf_token;
  }
}

/** One request, whose redirect is its answer. */
async function follow(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<Got> {
  const response = await fetch(freehold.url + path, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

let regions = 0;
const region = () => ({ name: `region-${++regions}` });

describe('a login', () => {
  it('ends in a session whose cookie no script reads and no other site sends, and where it began', async () => {
    const done = await browser.logIn();
    expect([done.status, done.headers.get('location')]).toEqual([302, '/console']);
    const set = done.headers.getSetCookie().find((line) => line.startsWith('freehold_session='));
    expect(set).toMatch(/^freehold_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
    const { body } = await browser.send('GET', '/api/v1/session');
    expect(body).toMatchObject({
      actor: 'user:jo',
      grants: [{ scopes: ['*:*'], brands: ['*'] }],
      csrf_token: expect.any(String),
    });
    const { rows } = await freehold.pool.query('SELECT * FROM session');
    expect(JSON.stringify(rows)).not.toContain(browser.cookies.get('freehold_session'));
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)'])(
    'that wants to go to %j afterwards goes home',
    async (elsewhere) => {
      expect((await browser.logIn(OPERATOR, elsewhere)).headers.get('location')).toBe('/');
    },
  );

  it('that another browser began is refused, so that nobody is logged in as somebody else', async () => {
    const asked = await new Browser().send('GET', '/login');
    const back = issuer.comeBack(asked.headers.get('location') ?? '', OPERATOR).slice(PUBLIC.length);
    expect((await browser.send('GET', back)).status).toBe(401);
    await browser.send('GET', '/login');
    expect((await browser.send('GET', back)).status).toBe(401);
    expect(browser.cookies.has('freehold_session')).toBe(false);
  });

  it('is good once, and only with what the provider has given for it', async () => {
    const asked = await browser.send('GET', '/login');
    const back = issuer.comeBack(asked.headers.get('location') ?? '', OPERATOR).slice(PUBLIC.length);
    const forged = back.replace(/code=[^&]+/, 'code=forged');
    expect((await browser.send('GET', forged)).status).toBe(401);
    expect((await browser.send('GET', back)).status).toBe(401);
  });

  it('of somebody whom a token for another API was given is refused', async () => {
    expect((await browser.logIn({ ...OPERATOR, aud: 'another-api' })).status).toBe(401);
  });

  it('ends the session that the browser had', async () => {
    await browser.logIn();
    const before = browser.cookies.get('freehold_session');
    await browser.logIn();
    expect(browser.cookies.get('freehold_session')).not.toBe(before);
    expect((await follow('GET', '/api/v1/session', { cookie: `freehold_session=${before}` })).status).toBe(401);
  });
});

describe('a session', () => {
  it('changes things with its token, from a page of the platform’s, and its user is the actor', async () => {
    await browser.logIn();
    const csrf = await browser.csrf();
    const made = await browser.send('POST', '/api/v1/regions', { 'x-csrf-token': csrf, origin: PUBLIC }, region());
    expect(made.status).toBe(201);
    const history = await freehold.request('GET', `/api/v1/resources/region/${made.body.id}/history`);
    expect(history.body.items).toMatchObject([{ actor: 'user:jo' }]);
  });

  it('changes nothing without its token, with another session’s, or for a page from elsewhere', async () => {
    await browser.logIn();
    const csrf = await browser.csrf();
    const other = new Browser();
    await other.logIn();
    const wrong: Record<string, string>[] = [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': await other.csrf() },
      { 'x-csrf-token': csrf, origin: 'https://evil.example' },
      { 'x-csrf-token': csrf, origin: 'null' },
      { 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' },
      { 'x-csrf-token': csrf, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of wrong) {
      const { status, body } = await browser.send('POST', '/api/v1/regions', headers, region());
      expect([headers, status, body.code]).toEqual([headers, 403, 'request.forbidden']);
    }
  });

  it('counts for nothing beside a key or a token, whether that holds or not', async () => {
    await browser.logIn();
    expect((await browser.send('GET', '/api/v1/regions', { authorization: 'Bearer fh_wrong' })).status).toBe(401);
    expect((await browser.send('GET', '/api/v1/regions', { 'x-api-key': 'fh_wrong' })).status).toBe(401);
    const { body } = await browser.send('GET', '/api/v1/session', { authorization: `Bearer ${freehold.key}` });
    expect(body.actor).toMatch(/^key:/);
  });

  it('gets a new id after a while, the old one being good a little longer', async () => {
    await browser.logIn();
    const old = browser.cookies.get('freehold_session');
    await freehold.pool.query("UPDATE session SET rotated_at = rotated_at - interval '16 minutes'");
    const csrf = await browser.csrf();
    expect(browser.cookies.get('freehold_session')).not.toBe(old);
    const cookie = `freehold_session=${old}`;
    expect((await follow('GET', '/api/v1/session', { cookie })).body.csrf_token).toBe(csrf);
    await freehold.pool.query("UPDATE session SET previous_until = now() - interval '1 second'");
    await until(async () => (await follow('GET', '/api/v1/session', { cookie })).status === 401);
    expect(await browser.csrf()).toBe(csrf);
  });

  it.each([
    ['is not used for half an hour', "seen_at = now() - interval '31 minutes'"],
    ['is as old as it may become', "expires_at = now() - interval '1 second'"],
  ])('that %s ends', async (_, change) => {
    await browser.logIn();
    await freehold.pool.query(`UPDATE session SET ${change}`);
    expect((await browser.send('GET', '/api/v1/session')).status).toBe(401);
  });

  it('ends with the logout, here and, at the address that is told, at the provider', async () => {
    await browser.logIn();
    const cookie = `freehold_session=${browser.cookies.get('freehold_session')}`;
    expect((await browser.send('POST', '/logout')).status).toBe(403);
    const { status, body } = await browser.send('POST', '/logout', { 'x-csrf-token': await browser.csrf() });
    expect([status, body.end_session_url]).toEqual([200, expect.stringContaining(`${issuer.issuer}/end?client_id=`)]);
    expect(browser.cookies.has('freehold_session')).toBe(false);
    expect((await follow('GET', '/api/v1/session', { cookie })).status).toBe(401);
  });

  it('of a user who is disabled ends within five seconds', async () => {
    await freehold.command(User, 'create', [{ id: 'kim', data: { email: 'kim@acme.example' } }]);
    const member = [{ id: 'm1', data: { user_id: 'kim', role: 'auditor' } }];
    // Its owner’s view may lag behind the user for a moment.
    await until(async () => await freehold.command(Membership, 'create', member).then(() => true));
    // The session bears what the gateway knows when it begins.
    await until(async () => (await freehold.request('GET', '/api/v1/memberships/m1')).status === 200);
    await browser.logIn({ sub: 'kim' });
    expect((await browser.send('GET', '/api/v1/regions')).status).toBe(200);
    await freehold.command(User, 'update', [{ id: 'kim', data: { disabled: true } }]);
    await until(async () => (await freehold.request('GET', '/api/v1/users/kim')).body.disabled === true);
    const disabled = Date.now();
    const last = await lastLetIn(async () => (await browser.send('GET', '/api/v1/session')).status !== 401);
    expect(last - disabled).toBeLessThan(5_000);
  });
});

describe('without an identity provider that answers', () => {
  it('a login is told so', async () => {
    issuer.away(true);
    const { status, body } = await browser.send('GET', '/login');
    issuer.away(false);
    expect([status, body.code]).toEqual([503, 'request.unavailable']);
  });
});
