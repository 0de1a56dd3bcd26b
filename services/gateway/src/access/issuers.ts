import type { Grant } from '@freehold/contracts/identity/grant';
import type { GatewayConfig } from '../config.js';
import type { Holders } from './holders.js';
import type { Identity } from './identity.js';
import { discoverKeys, KeySet } from './key-set.js';
import { grantNamed, narrowed } from './role-grants.js';
import type { Claims } from './tokens.js';

/** Somebody whose access tokens are taken. */
export interface Issuer {
  /** As its tokens name it. */
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySet;
  /** Who a token that holds stands for; undefined for somebody who may not come in. */
  identity(claims: Claims): Promise<Identity | undefined>;
}

/** What tokens for this API name as their audience. */
export const AUDIENCE = 'freehold-api';

/** The platform's own provider, and another that the operator trusts. */
export function issuersOf(config: GatewayConfig, holders: Holders): Issuer[] {
  const { public_url, identity_url, oidc_issuer, oidc_audience, oidc_discovery_url, oidc_jwks_url } = config;
  const own = ownIssuer(public_url);
  return [
    ...(identity_url === undefined ? [] : [embedded(own, new KeySet(() => `${identity_url}/oidc/jwks`), holders)]),
    ...(oidc_issuer === undefined
      ? []
      : [
          external(
            oidc_issuer,
            oidc_audience,
            new KeySet(() => oidc_jwks_url ?? discoverKeys(oidc_issuer, oidc_discovery_url)),
            holders,
          ),
        ]),
  ];
}

/** The name of the platform's own provider. */
export function ownIssuer(publicUrl: string): string {
  return `${publicUrl}/oidc`;
}

/** Its users are the platform's, and its clients by their own right are API keys. */
export function embedded(issuer: string, keys: KeySet, holders: Holders): Issuer {
  return {
    issuer,
    audience: AUDIENCE,
    keys,
    async identity(claims) {
      // A client that comes for itself is its own subject; users cannot have the id of a key that is there.
      const key = claims['client_id'] === claims.sub ? await holders.key(claims.sub) : undefined;
      if (key !== undefined) return { ...key, grants: narrowed(key.grants, claims['scope']) };
      const person = await holders.person(claims.sub);
      if (person === undefined || person.disabled || claims.iat < person.credentials_since) return undefined;
      return user(claims, person.grants);
    },
  };
}

/** Roles come with the token, as Keycloak writes them, beside those that the platform itself has given. */
export function external(issuer: string, audience: string, keys: KeySet, holders: Holders): Issuer {
  return {
    issuer,
    audience,
    keys,
    async identity(claims) {
      const person = await holders.person(claims.sub);
      if (person?.disabled) return undefined;
      const roles = [...rolesOf(claims['realm_access']), ...rolesOf(at(claims['resource_access'], audience))];
      return user(claims, [...roles.flatMap((role) => grantNamed(role) ?? []), ...(person?.grants ?? [])]);
    },
  };
}

function user({ sub, scope }: Claims, grants: readonly Grant[]): Identity {
  return { id: `user:${sub}`, actor: `user:${sub}`, grants: narrowed(grants, scope) };
}

function rolesOf(access: unknown): string[] {
  const roles = at(access, 'roles');
  return Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [];
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // an object, just seen
    : undefined;
}
