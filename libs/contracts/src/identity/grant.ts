import { z } from 'zod';
import { holds } from './scope.js';

/** Every brand, and what belongs to none: the platform's administrators. */
export const EVERY_BRAND = '*';

/** What somebody may do, and where: within one tenant, within brands, or (`brands: ['*']`) everywhere. */
export interface Grant {
  readonly scopes: readonly string[];
  /** Ids of brands, or `*`. Not looked at where a tenant is named. */
  readonly brands: readonly string[];
  readonly tenant_id?: string | undefined;
}

/** Whose resources somebody reaches for one purpose: everybody's, or those of the named tenants and of the named brands' tenants. */
export const Reach = z.union([
  z.literal('everything'),
  z.strictObject({ tenants: z.array(z.string()).readonly(), brands: z.array(z.string()).readonly() }),
]);
export type Reach = z.output<typeof Reach>;

/** How far grants reach for a scope; undefined when none holds it. */
export function reachOf(grants: readonly Grant[], scope: string): Reach | undefined {
  const holding = grants.filter(({ scopes }) => holds(scopes, scope));
  if (holding.length === 0) return undefined;
  if (holding.some(({ tenant_id, brands }) => tenant_id === undefined && brands.includes(EVERY_BRAND)))
    return 'everything';
  return {
    tenants: [...new Set(holding.flatMap(({ tenant_id }) => tenant_id ?? []))],
    brands: [...new Set(holding.flatMap(({ tenant_id, brands }) => (tenant_id === undefined ? brands : [])))],
  };
}

/** Whether what belongs to a tenant and a brand lies within a reach. */
export function reaches(reach: Reach, of: { tenant_id?: string | null; brand_id?: string | null }): boolean {
  if (reach === 'everything') return true;
  const { tenant_id, brand_id } = of;
  return (
    (typeof tenant_id === 'string' && reach.tenants.includes(tenant_id)) ||
    (typeof brand_id === 'string' && reach.brands.includes(brand_id))
  );
}
