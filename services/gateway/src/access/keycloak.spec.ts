import { readFileSync } from 'node:fs';
import { PlatformRole } from '@freehold/contracts/identity/roles';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { GatewayConfig } from '../config.js';
import type { Holders } from './holders.js';
import { type IssuerUnderTest, startIssuer } from './issuer-under-test.js';
import { external } from './issuers.js';
import { discoverKeys, KeySet } from './key-set.js';
import { Tokens } from './tokens.js';

const Client = z.object({
  clientId: z.string(),
  publicClient: z.boolean(),
  redirectUris: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.string()).optional(),
  protocolMappers: z
    .array(z.object({ protocolMapper: z.string(), config: z.record(z.string(), z.string()) }))
    .optional(),
});
const Realm = z.object({
  roles: z.object({ realm: z.array(z.object({ name: z.string() })) }),
  /** Keycloak makes its own scopes, such as `roles`, only where a realm brings none. */
  clientScopes: z.undefined().optional(),
  clients: z.array(Client),
});

const file = new URL('../../../../infra/keycloak/freehold-realm.json', import.meta.url);
const realm = Realm.parse(JSON.parse(readFileSync(file, 'utf8')));
const client = (id: string) => realm.clients.find(({ clientId }) => clientId === id);
const { public_url, oidc_audience, oidc_client } = GatewayConfig.parse({});

let issuer: IssuerUnderTest;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(async () => {
  await issuer?.stop();
});

describe('the realm for Keycloak', () => {
  it('has the platform’s roles, and the client whose roles are given within tenants and brands', () => {
    expect(realm.roles.realm.map(({ name }) => name).toSorted()).toEqual(PlatformRole.options.toSorted());
    expect(client(oidc_audience)).toMatchObject({ publicClient: false });
  });

  it.each([oidc_client, 'hostctl'])('lets %s log people in by PKCE, with tokens for this API', (id) => {
    expect(client(id)).toMatchObject({
      publicClient: true,
      attributes: { 'pkce.code.challenge.method': 'S256' },
      protocolMappers: [
        {
          protocolMapper: 'oidc-audience-mapper',
          config: { 'included.client.audience': oidc_audience, 'access.token.claim': 'true' },
        },
      ],
    });
  });

  it('sends browsers back to where the gateway awaits them, and knows devices', () => {
    expect(client(oidc_client)?.redirectUris).toEqual([`${public_url}/login/callback`]);
    expect(client('hostctl')?.attributes).toMatchObject({ 'oauth2.device.authorization.grant.enabled': 'true' });
  });
});

describe('a token as Keycloak 26 writes it', () => {
  it('opens what its realm roles and its roles at the API’s client open', async () => {
    const nobodyHere = { person: async () => undefined } as unknown as Holders; // Keycloak's users need not be known here
    const keys = new KeySet(() => discoverKeys(issuer.issuer));
    const tokens = new Tokens([external(issuer.issuer, oidc_audience, keys, nobodyHere)]);
    const token = await issuer.sign({
      jti: 'onrtac:7a0c4f5e-31d5-4c1c-9d7e-0c2f6d2b9a11',
      aud: [oidc_audience, 'account'],
      sub: 'd6b8a5f3-2a3e-4f19-8a7d-6b1c8f0e2a47',
      typ: 'Bearer',
      azp: 'hostctl',
      sid: '4bb1f2c7-9a52-4a0f-8c3e-51a6a2b7c0de',
      acr: '1',
      realm_access: { roles: ['auditor', 'default-roles-freehold', 'offline_access', 'uma_authorization'] },
      resource_access: {
        [oidc_audience]: { roles: ['tenant/t0123456789/owner'] },
        account: { roles: ['manage-account', 'manage-account-links', 'view-profile'] },
      },
      scope: 'openid offline_access email profile',
      email_verified: true,
      preferred_username: 'jo',
      email: 'jo@acme.example',
    });
    const identity = await tokens.identify({ headers: { authorization: `Bearer ${token}` } });
    expect(identity).toMatchObject({
      actor: 'user:d6b8a5f3-2a3e-4f19-8a7d-6b1c8f0e2a47',
      grants: [{ scopes: ['*:read'], brands: ['*'] }, { tenant_id: 't0123456789' }],
    });
    expect(identity?.grants).toHaveLength(2);
  });
});
