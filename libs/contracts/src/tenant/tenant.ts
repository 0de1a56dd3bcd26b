import { z } from 'zod';
import { Id, Line } from '../fields.js';
import { kind } from '../kind.js';
import { Certificate } from '../sealing.js';

/** The first number of a tenant's user: below it are the system's own. */
export const FIRST_UID = 5000;

/** A customer organisation, placed in a shard of a cluster. What belongs to it is suspended, restored and deleted with it. */
export const Tenant = kind({
  context: 'tenant',
  name: 'tenant',
  plural: 'tenants',
  summary: 'A customer organisation, hosted on the platform',
  lifecycle: 'asynchronous',
  id: { scheme: 'prefixed', prefix: 't' },
  routes: { item: '/tenants', lists: [{ path: '/tenants', create: true }] },
  spec: z.strictObject({
    name: Line.optional(),
    brand_id: Id.optional(),
    customer_id: Line.optional(),
    region_id: Id.optional(),
    cluster_id: Id.optional(),
    /** A web shard of the cluster (= the one with the fewest tenants; absent where the cluster has none). */
    shard_id: Id.optional(),
    sftp_enabled: z.boolean().optional(),
    ssh_enabled: z.boolean().optional(),
    disk_quota_bytes: z.int().min(0, '0 sets no limit').optional(),
    /** Number of its user on every node, unique on the platform. */
    uid: z.int().min(FIRST_UID).optional(),
    suspend_reason: z.string().max(1024).nullable().optional(),
  }),
  internal: ['uid', 'suspend_reason'],
  required: ['region_id', 'cluster_id'],
  suspendable: true,
  refs: {
    brand_id: { kind: 'brand', on_delete: 'refuse' },
    region_id: { kind: 'region', on_delete: 'refuse' },
    cluster_id: { kind: 'cluster', on_delete: 'refuse' },
    shard_id: { kind: 'shard', on_delete: 'refuse' },
  },
  immutable: ['brand_id', 'region_id', 'cluster_id', 'shard_id', 'uid'],
  filters: ['brand_id', 'customer_id', 'region_id', 'cluster_id', 'shard_id'],
  searched: ['name', 'customer_id'],
  verbs: {
    suspend: {
      data: z.strictObject({ reason: z.string().trim().min(1, 'must not be empty').max(1024).optional() }),
      action: 'write',
      summary: 'Take what it has out of service: its sites answer 503',
    },
    unsuspend: { data: z.strictObject({}), action: 'write', summary: 'Bring what it has back into service' },
  },
  /** Its key is destroyed, once nothing of it is left; it is deleted right after. */
  facts: { erased: Certificate },
  reports: ['erased'],
  reasons: {
    brand_needed: { status: 400, title: 'No brand is named and there is no default one' },
    misplaced: { status: 400, title: 'The brand, the region, the cluster and the shard do not go together' },
  },
});
