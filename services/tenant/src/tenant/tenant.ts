import type { Rejected } from '@freehold/contracts/command';
import { type Decider, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { invalid } from '@freehold/contracts/validation';

/** A tenant is placed where its brand may be, in a region, a cluster and a shard that belong together. */
export const tenant: Decider = lifecycle(Tenant, { create: placed });

/** Of old there were tenants without a place; new ones have one. */
const NEEDED = ['region_id', 'cluster_id'];

function placed(spec: Record<string, unknown>, { facts: { refs } }: Situation): Rejected | undefined {
  const missing = NEEDED.filter((field) => typeof spec[field] !== 'string');
  if (missing.length > 0)
    return invalid(
      Tenant.name,
      missing.map((field) => ({ pointer: `/${field}`, detail: 'is needed: it says where the tenant is placed' })),
    );
  const [region, cluster, shard] = [spec['region_id'], spec['cluster_id'], spec['shard_id']];
  if (refs['cluster_id']?.spec['region_id'] !== region)
    return misplaced('cluster_id', `the cluster ${String(cluster)} is not in the region ${String(region)}`);
  const allowed = refs['brand_id']?.spec['cluster_ids'];
  if (Array.isArray(allowed) && allowed.length > 0 && !allowed.includes(cluster))
    return misplaced('cluster_id', `the brand ${String(spec['brand_id'])} may not use the cluster ${String(cluster)}`);
  if (typeof shard !== 'string') return undefined;
  const { cluster_id, role } = refs['shard_id']?.spec ?? {};
  if (cluster_id === cluster && role === 'web') return undefined;
  return misplaced('shard_id', `the shard ${shard} is no web shard of the cluster ${String(cluster)}`);
}

function misplaced(field: string, detail: string): Rejected {
  return refuse(Tenant, 'misplaced', detail, field);
}
