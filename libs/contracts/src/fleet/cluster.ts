import { z } from 'zod';
import { Id, Settings, Slug } from '../fields.js';
import { kind } from '../kind.js';
import { ShardRole } from './role.js';

const WantedShard = z.strictObject({
  name: Slug,
  role: ShardRole,
  /** Nodes that the provisioning makes where fewer are declared. */
  node_count: z.int().min(0).max(100, 'at most 100 nodes').default(0),
  lb_backend: Slug.optional(),
  node_profile: Slug.optional(),
});

const WantedCluster = z.strictObject({
  shards: z.array(WantedShard).max(100, 'at most 100 shards').default([]),
  infrastructure: z
    .strictObject({
      haproxy: z.boolean().default(true),
      powerdns: z.boolean().default(true),
      valkey: z.boolean().default(false),
    })
    .prefault({}),
});

/** Shards of nodes behind common load balancers. Tenants are placed in one. */
export const Cluster = kind({
  context: 'fleet',
  name: 'cluster',
  plural: 'clusters',
  summary: 'Shards of nodes behind common load balancers',
  lifecycle: 'provisioned',
  shared: true,
  id: { scheme: 'natural', of: (spec) => `${String(spec['region_id'])}/${String(spec['name'])}` },
  routes: {
    item: '/clusters',
    lists: [{ path: '/regions/{region_id}/clusters', parent: 'region_id', create: true }, { path: '/clusters' }],
  },
  spec: z.strictObject({
    region_id: Id,
    name: Slug,
    config: Settings.default({}),
    spec: WantedCluster.prefault({}),
  }),
  observed: z.strictObject({
    nodes: z.int().optional(),
    shards: z.int().optional(),
    /** When a page was last seen through every load balancer. */
    smoke_tested_at: z.string().optional(),
  }),
  refs: { region_id: { kind: 'region', on_delete: 'refuse' } },
  immutable: ['region_id', 'name'],
  filters: ['region_id', 'name'],
  searched: ['name'],
  verbs: {
    provision: {
      data: z.strictObject({}),
      action: 'write',
      summary: 'Bring its shards and nodes into service, and look at a page through its load balancers',
      deed: { status: 'provisioning' },
    },
    decommission: {
      data: z.strictObject({}),
      action: 'delete',
      summary: 'Take its nodes out of service',
      deed: { status: 'deleting', withdraws: true },
    },
  },
});
