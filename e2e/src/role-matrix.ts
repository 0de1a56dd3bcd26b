import { ROLES } from '@freehold/contracts/identity/roles';
import { holds } from '@freehold/contracts/identity/scope';
import type { ApiClient } from './api-client.js';
import type { Operation } from './documented-operations.js';
import { PLACE } from './placed-tenant.js';
import type { World, Worlds } from './worlds.js';

/** Somebody who asks: a role, and where they have it. */
export interface Caller {
  readonly name: string;
  /** Undefined for nobody. */
  readonly key: string | undefined;
  readonly scopes: readonly string[];
  readonly within: 'platform' | 'tenant' | 'brand';
}

/** Every role, the roles of tenants both within our tenant and within our brand, and some who are no role at all. */
export async function callers(api: ApiClient, { ours }: Worlds): Promise<Caller[]> {
  const bounds = { platform: { brands: ['*'] }, tenant: { tenant_id: ours.tenant }, brand: { brands: [ours.brand] } };
  const holding = async (name: string, scopes: readonly string[], within: Caller['within']): Promise<Caller> => {
    const { status, body, text } = await api.post('/api-keys', { name, scopes, ...bounds[within] });
    if (status !== 201) throw new Error(`no key could be made for ${name}: ${text}`);
    return { name: `${name} of the ${within}`, key: String(body['key']), scopes, within };
  };
  const made: Caller[] = [{ name: 'nobody', key: undefined, scopes: [], within: 'platform' }];
  for (const [role, scopes] of Object.entries(ROLES.platform)) made.push(await holding(role, scopes, 'platform'));
  for (const within of ['tenant', 'brand'] as const) {
    for (const [role, scopes] of Object.entries(ROLES.tenant)) made.push(await holding(role, scopes, within));
    made.push(await holding('every scope', ['*:*'], within));
  }
  made.push(await holding('no scope', ['nothing:read'], 'platform'));
  return made;
}

/** Whether the caller has the scope of an operation, and it everywhere where the operation takes that. */
export function mayAsk({ scopes, within, key }: Caller, { scope, platform, open }: Operation): boolean {
  if (open || key === undefined) return open;
  return scope === undefined || (holds(scopes, scope) && (!platform || within === 'platform'));
}

/** Whether a world lies within the caller's reach. */
export function reachesWorld({ within }: Caller, world: World, { ours }: Worlds): boolean {
  if (within === 'platform') return true;
  return within === 'tenant' ? world.tenant === ours.tenant : world.brand === ours.brand;
}

/** Bodies that a world's own people send: where the document's example would name what is not there. */
const BODIES: Readonly<Record<string, (world: World, fresh: string) => object>> = {
  createTenant: ({ brand }, fresh) => ({ ...PLACE, name: fresh, brand_id: brand }),
  createUser: ({ tenant }, fresh) => ({
    email: `${fresh}@people.example`,
    password: 'long enough for anybody',
    tenant_id: tenant,
  }),
  createApiKey: ({ tenant }, fresh) => ({ name: fresh, scopes: ['zones:read'], tenant_id: tenant }),
  createMembership: ({ tenant, ids }) => ({ user_id: ids.get('user'), role: 'viewer', tenant_id: tenant }),
  createFqdnOfTenant: ({ ids }, fresh) => ({ fqdn: `${fresh}.example`, webroot_id: ids.get('webroot') }),
  createFqdn: (_, fresh) => ({ fqdn: `${fresh}.example` }),
  createWebhook: ({ tenant }, fresh) => ({ url: `https://${fresh}.example/`, events: ['zone'], tenant_id: tenant }),
  createZone: ({ tenant }, fresh) => ({ name: `${fresh}.example`, tenant_id: tenant }),
  createSubscription: (_, fresh) => ({ id: fresh, name: fresh }),
  deleteClusterRuntimeByName: () => ({ runtime: 'php', version: '8.2' }),
  assignZone: ({ tenant }) => ({ tenant_id: tenant }),
  assignVps: ({ tenant }) => ({ tenant_id: tenant }),
  assignIp: ({ tenant }) => ({ tenant_id: tenant }),
  updateUser: () => ({ name: 'somebody' }),
  updateApiKey: () => ({ name: 'renamed' }),
  createWebroot: (_, fresh) => ({ name: fresh, runtime: 'php', runtime_version: '8.2' }),
};

/** @param fresh a name that nothing has yet */
export function bodyFor({ id, example, takesBody }: Operation, world: World, fresh: string): string | undefined {
  if (!takesBody) return undefined;
  return JSON.stringify(BODIES[id]?.(world, fresh) ?? example ?? {});
}
