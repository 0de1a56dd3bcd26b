import type { Facts } from '@freehold/contracts/decider';
import { EVERY_BRAND } from '@freehold/contracts/identity/grant';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';

/** What is known of a resource when its owners are asked for. */
export type Owners = Pick<Resource, 'spec' | 'tenant_id' | 'brand_id'>;

/** Spec fields as a fact's data leaves them, with the owners known before it. */
export function after(resource: Resource | undefined, data: Record<string, unknown>): Owners {
  const { spec, changes, tenant_id } = data as { spec?: object; changes?: object; tenant_id?: string }; // checked against the fact's schema
  const unassigned = 'previous_tenant_id' in data ? { tenant_id: tenant_id ?? null } : {};
  return {
    spec: { ...resource?.spec, ...spec, ...changes, ...unassigned },
    tenant_id: resource?.tenant_id ?? null,
    brand_id: resource?.brand_id ?? null,
  };
}

/** Whose an event is, by tenant and brand. It stands in the event's headers, so that no reader has to look it up. */
export function ownership(
  kind: Kind,
  id: string,
  owners: Owners,
  facts: Facts,
): { tenant_id?: string; brand_id?: string } {
  const tenant_id = tenantOf(kind, id, owners);
  const brand_id = brandOf(kind, id, owners, facts, tenant_id);
  return { ...(tenant_id && { tenant_id }), ...(brand_id && { brand_id }) };
}

function tenantOf(kind: Kind, id: string, { spec, tenant_id }: Owners): string | undefined {
  if (kind.name === 'tenant') return id;
  return 'tenant_id' in kind.spec.shape ? text(spec['tenant_id']) : (tenant_id ?? undefined);
}

function brandOf(
  kind: Kind,
  id: string,
  { spec, ...known }: Owners,
  facts: Facts,
  tenant_id: string | undefined,
): string | undefined {
  if (kind.name === 'brand') return id;
  const unchanged = (tenant_id ?? null) === known.tenant_id ? known.brand_id : undefined;
  return (
    text(spec['brand_id']) ?? onlyOf(spec['brands']) ?? facts.refs['tenant_id']?.brand_id ?? unchanged ?? undefined
  );
}

/** What is bound to one brand is that brand’s; `*` is none. */
function onlyOf(brands: unknown): string | undefined {
  if (!Array.isArray(brands) || brands.length !== 1) return undefined;
  return brands[0] === EVERY_BRAND ? undefined : text(brands[0]);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
