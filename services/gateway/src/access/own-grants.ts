import { Rejected } from '@freehold/contracts/command';
import { EVERY_BRAND, type Grant } from '@freehold/contracts/identity/grant';
import { holds } from '@freehold/contracts/identity/scope';

/**
 * Nobody hands on more than they have: every scope, wherever it is to hold, is one that the giver holds there.
 * @throws Rejected `request.forbidden` that names the first scope beyond it
 */
export function withinOwnGrants(own: readonly Grant[], given: Grant): void {
  for (const scope of given.scopes) {
    if (own.some((grant) => holdsAll(grant.scopes, scope) && covers(grant, given))) continue;
    throw new Rejected('request.forbidden', `you do not hold ${scope} there yourself, and so cannot give it`, [
      { pointer: '/scopes', detail: `${scope} is more than you hold there` },
    ]);
  }
}

/** A scope with `*` in it is held by one with `*` in its place alone. */
function holdsAll(scopes: readonly string[], scope: string): boolean {
  const [resource = '', action = ''] = scope.split(':');
  const wide = scopes.filter(
    (have) => (resource !== '*' || have.startsWith('*:')) && (action !== '*' || have.endsWith(':*')),
  );
  return holds(wide, scope);
}

/** Whether one grant reaches at least as far as another. A brand's grant covers its tenants: who asks reaches the tenant, which was looked at. */
function covers(grant: Grant, other: Grant): boolean {
  if (grant.tenant_id !== undefined) return other.tenant_id === grant.tenant_id;
  if (grant.brands.includes(EVERY_BRAND)) return true;
  if (other.tenant_id !== undefined) return true;
  return other.brands.length > 0 && other.brands.every((brand) => grant.brands.includes(brand));
}
