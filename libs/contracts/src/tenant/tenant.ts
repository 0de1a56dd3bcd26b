import { z } from 'zod';
import { Id, Line } from '../fields.js';
import { kind } from '../kind.js';

/** A customer organisation. Where it is placed (region, cluster, shard) becomes a fact of fleet’s when that service knows clusters. */
export const Tenant = kind({
  context: 'tenant',
  name: 'tenant',
  plural: 'tenants',
  summary: 'A customer organisation, hosted on the platform',
  lifecycle: 'immediate',
  id: { scheme: 'prefixed', prefix: 't' },
  routes: { item: '/tenants', lists: [{ path: '/tenants', create: true }] },
  spec: z.strictObject({
    name: Line.optional(),
    brand_id: Id.optional(),
    customer_id: Line.optional(),
    region_id: Id.optional(),
    cluster_id: Id.optional(),
  }),
  refs: { brand_id: { kind: 'brand', on_delete: 'refuse' } },
  immutable: ['brand_id'],
  filters: ['brand_id', 'customer_id', 'region_id', 'cluster_id'],
  searched: ['name', 'customer_id'],
  reasons: { brand_needed: { status: 400, title: 'No brand is named and there is no default one' } },
});
