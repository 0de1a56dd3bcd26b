import { z } from 'zod';
import { Id, Settings, Slug } from '../fields.js';
import { kind } from '../kind.js';
import { ShardRole } from './role.js';

/** Nodes of one role that hold the same things. */
export const Shard = kind({
  context: 'fleet',
  name: 'shard',
  plural: 'shards',
  summary: 'Nodes of one role that hold the same things',
  lifecycle: 'provisioned',
  shared: true,
  id: { scheme: 'natural', of: (spec) => `${String(spec['cluster_id'])}/${String(spec['name'])}` },
  routes: {
    item: '/shards',
    lists: [{ path: '/clusters/{cluster_id}/shards', parent: 'cluster_id', create: true }],
  },
  spec: z.strictObject({
    cluster_id: Id,
    name: Slug,
    role: ShardRole,
    /** What the load balancers call it (= its name). */
    lb_backend: Slug.optional(),
    config: Settings.default({}),
  }),
  observed: z.strictObject({
    /** Resources that its nodes hold, after the last convergence. */
    resources: z.int().optional(),
    nodes: z.int().optional(),
  }),
  refs: { cluster_id: { kind: 'cluster', on_delete: 'refuse' } },
  immutable: ['cluster_id', 'name', 'role'],
  filters: ['role', 'name'],
  searched: ['name', 'lb_backend'],
  verbs: {
    converge: {
      data: z.strictObject({
        /** Go on although it takes a large share away of what the nodes hold. */
        confirm: z.boolean().default(false),
      }),
      action: 'write',
      summary: 'Push everything that is wanted to every node of the shard, and remove what is not',
      deed: { status: 'converging' },
    },
  },
  reasons: { unserved_role: { status: 409, title: 'No service of the platform looks after shards of this role' } },
});
