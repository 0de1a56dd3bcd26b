import { ACTIONS } from '@freehold/contracts/identity/scope';
import { kinds } from '@freehold/contracts/kinds';
import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Pool } from 'pg';
import type { Account, Accounts } from '../user/accounts.js';
import { Artifacts } from './artifacts.js';
import { firstPartyClients, keyClient } from './clients.js';
import type { ProviderKeys } from './keys.js';
import { deviceCodePage, deviceConfirmPage, deviceDonePage, errorPage, logoutDonePage, logoutPage } from './pages.js';

/** The one API that access tokens are for: an RFC 8707 resource, and the audience as tokens name it. */
const RESOURCE = 'urn:freehold:api';
const AUDIENCE = 'freehold-api';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** In seconds. An access token is renewed often, so that whoever is put out stays out; a login lasts a fortnight, as its grant does. */
const TTL = {
  AccessToken: 5 * MINUTE,
  ClientCredentials: 5 * MINUTE,
  AuthorizationCode: MINUTE,
  DeviceCode: 10 * MINUTE,
  IdToken: 10 * MINUTE,
  Interaction: 30 * MINUTE,
  Session: 14 * DAY,
  Grant: 14 * DAY,
  RefreshToken: 14 * DAY,
};

/** Scopes by which a client narrows what its token may do; without any it may do what its user may. */
const SCOPES = ['*', ...kinds.map(({ plural }) => plural)].flatMap((resource) =>
  [...ACTIONS, '*'].map((action) => `${resource}:${action}`),
);

export interface ProviderParts {
  /** Where browsers find the platform; the issuer is `/oidc` below. */
  readonly publicUrl: string;
  readonly keys: ProviderKeys;
  readonly accounts: Accounts;
  readonly pool: Pool;
}

/** An OpenID provider (OpenID Connect Core; RFC 6749, 7636, 8252, 8628, 9068) for programs of the platform and for API keys. */
export function openidProvider(parts: ProviderParts): Provider {
  const provider = new Provider(`${parts.publicUrl}/oidc`, configuration(parts));
  // Only the gateway speaks to it, and says what the browser’s address and protocol are.
  provider.proxy = true;
  const { accounts } = parts;
  const client = provider.Client.prototype as {
    compareClientSecret(this: { clientId: string }, secret: string): unknown;
  }; // a method that its types leave out
  client.compareClientSecret = async function compareWithKey(secret) {
    return await accounts.isKey(this.clientId, secret);
  };
  return provider;
}

function configuration({ publicUrl, keys, accounts, pool }: ProviderParts): Configuration {
  return {
    adapter: (model: string) => (model === 'Client' ? new KeyClients(pool, accounts) : new Artifacts(pool, model)),
    clients: firstPartyClients(publicUrl),
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: { keys: [...keys.signing] },
    cookies: {
      keys: [...keys.cookies],
      names: { session: 'freehold_oidc', interaction: 'freehold_oidc_step', resume: 'freehold_oidc_resume' },
      long: { httpOnly: true, sameSite: 'lax', path: '/oidc', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    features: features(),
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], userinfoSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['none', 'client_secret_basic'],
    clientBasedCORS: () => false,
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    routes: { end_session: '/logout', userinfo: '/userinfo', device_authorization: '/device/authorization' },
    interactions: { policy: policy(accounts), url: (_, { uid }) => `/oidc/interaction/${uid}` },
    findAccount: async (_, sub, token) => {
      const account = await accounts.byId(sub);
      if (account === undefined || (token !== undefined && isBefore(token.iat, account))) return undefined;
      return { accountId: sub, claims: async () => ({ sub, email: account.email, name: account.name }) };
    },
    loadExistingGrant: grantOfFirstParty,
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    rotateRefreshToken: true,
    ttl: TTL,
    renderError: async (ctx, { error, error_description }) => {
      ctx.type = 'html';
      ctx.body = errorPage(error, error_description);
    },
  };
}

function features(): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true, allowedPolicy: (_, client, token) => token.clientId === client.clientId },
    deviceFlow: {
      enabled: true,
      userCodeInputSource: async (ctx, form, _, error) => {
        ctx.body = deviceCodePage(form, error !== undefined);
      },
      userCodeConfirmSource: async (ctx, form, client, _, code) => {
        ctx.body = deviceConfirmPage(form, client.clientName ?? client.clientId, code);
      },
      successSource: async (ctx) => {
        ctx.body = deviceDonePage();
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx, form) => {
        ctx.body = logoutPage(form);
      },
      postLogoutSuccessSource: async (ctx) => {
        ctx.body = logoutDonePage();
      },
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => RESOURCE,
      useGrantedResource: () => true,
      getResourceServerInfo: (_, resource) => {
        if (resource !== RESOURCE) throw new errors.InvalidTarget();
        return {
          scope: SCOPES.join(' '),
          audience: AUDIENCE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        };
      },
    },
  };
}

/** Asks for a login where nobody has logged in, or the password has changed since. Nobody is asked for consent. */
function policy(accounts: Accounts) {
  const base = interactionPolicy.base();
  // The prompt stays, for clients that ask for it to get a refresh token, as OpenID Connect has it; nothing raises it.
  base.get('consent')?.checks.clear();
  const { Check } = interactionPolicy;
  base.get('login')?.checks.add(
    new Check('credentials_changed', 'the user must log in again', async ({ oidc: { session } }) => {
      if (session?.accountId === undefined) return Check.NO_NEED_TO_PROMPT;
      const account = await accounts.byId(session.accountId);
      const stale = account === undefined || isBefore(session.loginTs, account);
      return stale ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  return base;
}

function isBefore(seconds: number | undefined, { credentials_since }: Account): boolean {
  return (seconds ?? 0) < credentials_since;
}

/** What was asked for is granted: the clients are ours. */
async function grantOfFirstParty({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider, params } = oidc;
  const accountId = session?.accountId;
  if (client === undefined || accountId === undefined) return undefined;
  const known = session?.grantIdFor(client.clientId);
  const kept = known === undefined ? undefined : await provider.Grant.find(known);
  const grant = kept?.accountId === accountId ? kept : new provider.Grant({ accountId, clientId: client.clientId });
  const wanted = typeof params?.['scope'] === 'string' ? params['scope'] : 'openid';
  grant.addOIDCScope(wanted);
  grant.addResourceScope(RESOURCE, wanted);
  await grant.save();
  return grant;
}

/** API keys as clients; the provider only ever looks for one. */
class KeyClients extends Artifacts {
  constructor(
    pool: Pool,
    private readonly accounts: Accounts,
  ) {
    super(pool, 'Client');
  }

  override async find(id: string) {
    return (await keyClient(id, this.accounts)) as Awaited<ReturnType<Artifacts['find']>>; // a client's metadata is its payload
  }
}
