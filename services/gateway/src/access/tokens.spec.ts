import { Membership } from '@freehold/contracts/identity/membership';
import { User } from '@freehold/contracts/identity/user';
import { lastLetIn } from '@freehold/testing/last-let-in';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { base64url } from 'jose';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { Holders } from './holders.js';
import { type IssuerUnderTest, type Signed, startIssuer } from './issuer-under-test.js';
import { embedded, external } from './issuers.js';
import { discoverKeys, KeySet } from './key-set.js';
import { Tokens } from './tokens.js';

let issuer: IssuerUnderTest;
let freehold: GatewayUnderTest;
let holders: Holders;

beforeAll(async () => {
  issuer = await startIssuer();
  freehold = await startGateway({ FREEHOLD_GATEWAY_OIDC_ISSUER: issuer.issuer });
  holders = new Holders(freehold.pool);
});

afterAll(async () => {
  await freehold?.stop();
  await issuer?.stop();
});

const OPERATOR = { realm_access: { roles: ['operator', 'offline_access'] } };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function statusOf(token: string, path = '/api/v1/brands'): Promise<number> {
  return (await freehold.request('GET', path, undefined, bearer(token))).status;
}

/** What a gateway with its own clock and keys says of a token. */
function judge(at: () => number = Date.now, keys = new KeySet(() => discoverKeys(issuer.issuer), at)) {
  const tokens = new Tokens([external(issuer.issuer, 'freehold-api', keys, holders)], at);
  return async (token: string) => await tokens.identify({ headers: bearer(token) });
}

describe('an access token', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('that is signed with %s opens what its roles open', async (alg) => {
    await issuer.rotate(alg);
    const identity = await judge()(await issuer.sign(OPERATOR));
    expect(identity).toEqual({ id: 'user:jo', actor: 'user:jo', grants: [{ scopes: ['*:*'], brands: ['*'] }] });
  });

  it('of type at+jwt is taken too, and the event of a change names its user', async () => {
    const token = await issuer.sign(OPERATOR, { typ: 'at+jwt' });
    await until(async () => (await statusOf(token)) === 200);
    const made = await freehold.request('POST', '/api/v1/regions', { name: 'by-jo' }, bearer(token));
    const { body } = await freehold.request('GET', `/api/v1/resources/region/${made.body.id}/history`);
    expect(body.items).toMatchObject([{ actor: 'user:jo' }]);
  });

  const wrong: readonly [string, object, Signed][] = [
    ['for another audience', { aud: 'another-api' }, {}],
    ['without an audience', {}, { without: ['aud'] }],
    ['of another issuer', { iss: 'https://elsewhere.example' }, {}],
    ['that expired more than a minute ago', {}, { expires: -65 }],
    ['without an end', {}, { without: ['exp'] }],
    ['of nobody', {}, { without: ['sub'] }],
    ['whose user’s name would break a header', { sub: 'jo\nactor: admin' }, {}],
    ['that is not valid yet', { nbf: Math.floor(Date.now() / 1000) + 3_600 }, {}],
    ['of another type', {}, { typ: 'logout+jwt' }],
    ['that is an ID token of Keycloak’s', { typ: 'ID' }, {}],
    ['that is a refresh token of Keycloak’s', { typ: 'Refresh' }, {}],
  ];
  it.each(wrong)('%s opens nothing', async (_, claims, options) => {
    const token = await issuer.sign({ ...OPERATOR, ...claims }, options);
    await expect(judge()(token)).rejects.toMatchObject({ code: 'request.unauthenticated' });
    expect(await statusOf(token)).toBe(401);
  });

  it('without a signature opens nothing', async () => {
    const [, payload] = (await issuer.sign(OPERATOR)).split('.');
    const header = base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT' }));
    for (const token of [`${header}.${payload}.`, `${header}.${payload}.x`]) expect(await statusOf(token)).toBe(401);
  });

  it('whose signature is an HMAC with the public key as its secret opens nothing', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(issuer.publicKey()));
    expect(await statusOf(await issuer.sign(OPERATOR, { alg: 'HS256', key: secret }))).toBe(401);
  });

  it('that was changed after it was signed opens nothing', async () => {
    const [header, , signature] = (await issuer.sign({})).split('.');
    const [, payload] = (await issuer.sign(OPERATOR)).split('.');
    expect(await statusOf([header, payload, signature].join('.'))).toBe(401);
  });

  it('may be of a clock that differs by a minute', async () => {
    const expired = await issuer.sign(OPERATOR, { expires: -50 });
    expect(await judge()(expired)).toBeDefined();
    await expect(judge(() => Date.now() + 15_000)(expired)).rejects.toMatchObject({ code: 'request.unauthenticated' });
  });

  it('says nothing of itself in the refusal', async () => {
    const token = await issuer.sign({ ...OPERATOR, aud: 'another-api' });
    const { body } = await freehold.request('GET', '/api/v1/brands', undefined, bearer(token));
    expect(JSON.stringify(body)).not.toContain(token.slice(0, 20));
    expect(body).toMatchObject({
      code: 'request.unauthenticated',
      detail: 'the access token is meant for somebody else',
    });
  });
});

describe('the keys of an issuer', () => {
  it('are asked for anew when a token names one that is not known, and those that are gone open nothing more', async () => {
    let now = 0;
    const keys = new KeySet(
      () => discoverKeys(issuer.issuer),
      () => now,
    );
    const tokens = new Tokens([external(issuer.issuer, 'freehold-api', keys, holders)]);
    const identify = async (token: string) => await tokens.identify({ headers: bearer(token) });
    expect(await identify(await issuer.sign(OPERATOR))).toBeDefined();
    const late = await issuer.sign({ ...OPERATOR, jti: 'late' });
    await issuer.rotate();
    now += 11_000;
    expect(await identify(await issuer.sign(OPERATOR))).toBeDefined();
    await expect(identify(late)).rejects.toMatchObject({ code: 'request.unauthenticated' });
  });

  it('are asked for no oftener than every ten seconds, whatever key ids somebody makes up', async () => {
    let now = 0;
    const identify = judge(
      Date.now,
      new KeySet(
        () => discoverKeys(issuer.issuer),
        () => now,
      ),
    );
    await identify(await issuer.sign(OPERATOR));
    const before = issuer.asked();
    for (let n = 0; n < 50; n++) {
      const made = await issuer.sign({ ...OPERATOR, jti: String(n) }, { kid: `made-up-${n}` });
      await expect(identify(made)).rejects.toMatchObject({ code: 'request.unauthenticated' });
    }
    expect(issuer.asked() - before).toBeLessThanOrEqual(1);
    now += 11_000;
    await expect(identify(await issuer.sign(OPERATOR, { kid: 'made-up' }))).rejects.toBeDefined();
    expect(issuer.asked() - before).toBe(1);
  });

  it('go on being good while the issuer is away, for a day; without any the answer is that it is away', async () => {
    let now = 0;
    const identify = judge(
      Date.now,
      new KeySet(
        () => discoverKeys(issuer.issuer),
        () => now,
      ),
    );
    await identify(await issuer.sign(OPERATOR));
    issuer.away(true);
    try {
      now += 23 * 3_600_000;
      expect(await identify(await issuer.sign({ ...OPERATOR, jti: 'stale' }))).toBeDefined();
      now += 3_600_001;
      const later = await issuer.sign({ ...OPERATOR, jti: 'later' });
      await expect(identify(later)).rejects.toMatchObject({ code: 'request.unavailable' });
      await expect(judge()(await issuer.sign(OPERATOR))).rejects.toMatchObject({ code: 'request.unavailable' });
    } finally {
      issuer.away(false);
    }
  });
});

describe('roles that Keycloak writes into a token', () => {
  const roles = (...names: string[]) => ({
    resource_access: { 'freehold-api': { roles: names }, other: { roles: ['operator'] } },
  });

  it('of the client become grants within the tenants and brands that they name, and nothing else does', async () => {
    const claims = roles(
      'tenant/t0123456789/viewer',
      'brand/acme/owner',
      'support',
      'tenant/t1/operator',
      'tenant//owner',
      'viewer',
    );
    const identity = await judge()(await issuer.sign(claims));
    expect(identity?.grants.map(({ brands, tenant_id }) => ({ brands, tenant_id }))).toEqual([
      { brands: [], tenant_id: 't0123456789' },
      { brands: ['acme'], tenant_id: undefined },
      { brands: ['*'], tenant_id: undefined },
    ]);
  });

  it('open nothing where there are none', async () => {
    const token = await issuer.sign({ realm_access: { roles: 'operator' }, resource_access: [] });
    expect((await judge()(token))?.grants).toEqual([]);
    await until(async () => (await statusOf(token)) === 403);
  });

  it('go no further than the scopes of ours in the token', async () => {
    const narrow = await judge()(await issuer.sign({ ...OPERATOR, scope: 'openid zones:read profile' }));
    expect(narrow?.grants).toEqual([{ scopes: ['zones:read'], brands: ['*'] }]);
    const wider = await judge()(await issuer.sign({ ...roles('brand/acme/viewer'), scope: '*:*' }));
    expect(wider?.grants[0]?.scopes).not.toContain('*:*');
  });
});

describe('roles that the platform itself has given', () => {
  const own = async () => {
    const tokens = new Tokens([embedded(issuer.issuer, new KeySet(() => discoverKeys(issuer.issuer)), holders)]);
    return async (token: string) => await tokens.identify({ headers: bearer(token) });
  };

  it('are looked up: those of a user who lost one, and of a disabled one, are gone within five seconds', async () => {
    await freehold.command(User, 'create', [{ id: 'kim', data: { email: 'kim@acme.example' } }]);
    // Its owner’s view may lag behind the user for a moment.
    const member = [{ id: 'm1', data: { user_id: 'kim', role: 'auditor' } }];
    await until(async () => await freehold.command(Membership, 'create', member).then(() => true));
    const identify = await own();
    const token = await issuer.sign({ sub: 'kim' });
    await until(async () => (await identify(token).catch(() => undefined))?.grants.length === 1);
    await freehold.command(Membership, 'delete', [{ id: 'm1', data: {} }]);
    await until(async () => (await freehold.request('GET', '/api/v1/memberships/m1')).status === 404);
    const lost = Date.now();
    expect((await lastLetIn(async () => (await identify(token))?.grants.length !== 0)) - lost).toBeLessThan(5_000);
    await freehold.command(User, 'update', [{ id: 'kim', data: { disabled: true } }]);
    await until(async () => (await freehold.request('GET', '/api/v1/users/kim')).body.disabled === true);
    const disabled = Date.now();
    const known = async () => (await identify(token).catch(() => undefined)) !== undefined;
    expect((await lastLetIn(known)) - disabled).toBeLessThan(5_000);
  });

  it('open nothing to a token from before the password was changed, nor to nobody’s', async () => {
    const credentials_since = new Date().toISOString();
    await freehold.command(User, 'create', [{ id: 'lee', data: { email: 'lee@acme.example', credentials_since } }]);
    await until(async () => (await holders.person('lee')) !== undefined);
    const identify = await own();
    const changed = Math.floor(Date.parse(credentials_since) / 1000);
    const before = await issuer.sign({ sub: 'lee', iat: changed - 2 });
    await expect(identify(before)).rejects.toMatchObject({ code: 'request.unauthenticated' });
    expect(await identify(await issuer.sign({ sub: 'lee', iat: changed + 2 }))).toBeDefined();
    await expect(identify(await issuer.sign({ sub: 'nobody' }))).rejects.toMatchObject({
      code: 'request.unauthenticated',
    });
  });

  it('of an API key are those of the client that comes with it', async () => {
    await freehold.keyWith({ name: 'robot', scopes: ['zones:*'], brands: ['acme'] });
    const { rows } = await freehold.pool.query(
      "SELECT id FROM resource WHERE kind = 'api-key' AND spec->>'name' = 'robot'",
    );
    const { id } = rows[0];
    const identity = await (await own())(await issuer.sign({ sub: id, client_id: id, scope: 'zones:read' }));
    expect(identity).toMatchObject({ id, actor: `key:${id}`, grants: [{ scopes: ['zones:read'], brands: ['acme'] }] });
  });
});
