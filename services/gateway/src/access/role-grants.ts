import { EVERY_BRAND, type Grant } from '@freehold/contracts/identity/grant';
import { PlatformRole, scopesOf, TenantRole } from '@freehold/contracts/identity/roles';
import { Scope } from '@freehold/contracts/identity/scope';

/** What a role gives, within what it is given in; undefined for a role of a tenant that is given within nothing, or the reverse. */
export function grantOf(role: string, within: { tenant_id?: string; brand_id?: string } = {}): Grant | undefined {
  const { tenant_id, brand_id } = within;
  if (tenant_id === undefined && brand_id === undefined) {
    const platform = PlatformRole.safeParse(role);
    return platform.success ? { scopes: scopesOf(platform.data), brands: [EVERY_BRAND] } : undefined;
  }
  const ofTenant = TenantRole.safeParse(role);
  if (!ofTenant.success) return undefined;
  const scopes = scopesOf(ofTenant.data);
  return tenant_id === undefined
    ? { scopes, brands: brand_id === undefined ? [] : [brand_id] }
    : { scopes, brands: [], tenant_id };
}

const WITHIN = /^(tenant|brand)\/([A-Za-z0-9_-]{1,63})\/([a-z]{1,32})$/;

/** A role as an identity provider names it: `operator`, `tenant/<id>/viewer`, `brand/<id>/owner`. */
export function grantNamed(name: string): Grant | undefined {
  const [, what, id, role] = WITHIN.exec(name) ?? [];
  if (what === undefined || id === undefined || role === undefined) return grantOf(name);
  return grantOf(role, what === 'tenant' ? { tenant_id: id } : { brand_id: id });
}

/**
 * Grants that go no further than a token’s `scope` claim: scopes of ours in it narrow, `openid` and the like do not matter, and a claim
 * without any of ours leaves everything.
 */
export function narrowed(grants: readonly Grant[], claim: unknown): readonly Grant[] {
  const wanted = typeof claim === 'string' ? claim.split(' ').filter((scope) => Scope.safeParse(scope).success) : [];
  if (wanted.length === 0) return grants;
  return grants.map((grant) => ({
    ...grant,
    scopes: grant.scopes.flatMap((held) => wanted.flatMap((scope) => both(held, scope) ?? [])),
  }));
}

/** What two scopes both allow. */
function both(one: string, other: string): string | undefined {
  const [a = '', b = ''] = one.split(':');
  const [c = '', d = ''] = other.split(':');
  const resource = a === '*' ? c : c === '*' || a === c ? a : undefined;
  const action = b === '*' ? d : d === '*' || b === d ? b : undefined;
  return resource === undefined || action === undefined ? undefined : `${resource}:${action}`;
}
