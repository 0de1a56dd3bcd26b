import { Rejected } from '@freehold/contracts/command';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { EVERY_BRAND, type Grant } from '@freehold/contracts/identity/grant';
import { Membership } from '@freehold/contracts/identity/membership';
import { scopesOf } from '@freehold/contracts/identity/roles';
import { holds } from '@freehold/contracts/identity/scope';
import type { SpecOf } from '@freehold/contracts/kind';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { Wanted } from '../commands/commands.js';
import type { Desk } from '../edge/desk.js';
import type { Identity } from './identity.js';

/** Kinds that let somebody in or tell them something: what each grants, and where its body says so. */
const HANDED_ON: Readonly<Record<string, { readonly pointer: string; grantOf(spec: object): Grant }>> = {
  [ApiKey.name]: { pointer: '/scopes', grantOf: ofKey },
  [Membership.name]: { pointer: '/role', grantOf: ofMembership },
  [Webhook.name]: { pointer: '/events', grantOf: ofWebhook },
};

/** What takes away hands nothing on. */
const TAKING = ['delete', 'disable'];

/**
 * Nobody hands on more than they have: what a key or a membership is to grant, and what a webhook is to be told, whoever makes or
 * changes it holds there too. It is looked at as it is to be, not as it changes: whoever touches it vouches for all of it.
 * @throws Rejected `request.forbidden` that names the first scope beyond it
 */
export async function handsOnOwn(wanted: Wanted, { grants }: Identity, desk: Desk): Promise<void> {
  const { kind, verb, resource_id, data = {} } = wanted;
  const handed = HANDED_ON[kind.name];
  if (handed === undefined || TAKING.includes(verb)) return;
  const before = verb === 'create' ? undefined : await desk.resources.get(kind.name, resource_id);
  if (verb !== 'create' && before === undefined) return; // its owner, or the border, says that it is not there
  withinOwnGrants(grants, handed.grantOf({ ...before?.spec, ...withoutNulls(data) }), handed.pointer);
}

/**
 * @param pointer where a request names what it gives
 * @throws Rejected `request.forbidden` that names the first scope that the giver does not hold there
 */
function withinOwnGrants(own: readonly Grant[], given: Grant, pointer: string): void {
  for (const scope of given.scopes) {
    if (own.some((grant) => holdsAll(grant.scopes, scope) && covers(grant, given))) continue;
    throw new Rejected('request.forbidden', `you do not hold ${scope} there yourself, and so cannot give it`, [
      { pointer, detail: `${scope} is more than you hold there` },
    ]);
  }
}

function ofKey(spec: object): Grant {
  const { scopes, brands, tenant_id } = spec as SpecOf<typeof ApiKey>; // validated, or a row of the kind
  return { scopes, brands, tenant_id };
}

function ofMembership(spec: object): Grant {
  const { role, tenant_id, brand_id } = spec as SpecOf<typeof Membership>; // as above
  return { scopes: scopesOf(role), ...placeOf(tenant_id, brand_id) };
}

/** Nobody is sent what they could not read. */
function ofWebhook(spec: object): Grant {
  const { tenant_id, brand_id } = spec as SpecOf<typeof Webhook>; // as above
  return { scopes: ['events:read'], ...placeOf(tenant_id, brand_id) };
}

/** What names neither a tenant nor a brand is the platform's. */
function placeOf(tenant_id?: string, brand_id?: string): Omit<Grant, 'scopes'> {
  return { brands: brand_id === undefined ? [EVERY_BRAND] : [brand_id], tenant_id };
}

function withoutNulls(data: object): object {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

/** A scope with `*` in it is held by one with `*` in its place alone. */
function holdsAll(scopes: readonly string[], scope: string): boolean {
  const [resource, action] = scope.split(':');
  const wide = scopes.filter(
    (have) => (resource !== '*' || have.startsWith('*:')) && (action !== '*' || have.endsWith(':*')),
  );
  return holds(wide, scope);
}

/** Whether one grant reaches at least as far as another. A brand's grant covers its tenants: who names one has been shown to reach it. */
function covers(grant: Grant, other: Grant): boolean {
  if (grant.tenant_id !== undefined) return other.tenant_id === grant.tenant_id;
  if (grant.brands.includes(EVERY_BRAND) || other.tenant_id !== undefined) return true;
  return other.brands.length > 0 && other.brands.every((brand) => grant.brands.includes(brand));
}
