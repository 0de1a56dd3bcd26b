import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { ShardRole } from './role.js';

/** A node as a deployer runs it on a host. The fleet service makes one when it provisions a node; its id is the node's. */
export const Deployment = kind({
  context: 'fleet',
  name: 'deployment',
  plural: 'deployments',
  summary: 'A node as it is run on a host',
  lifecycle: 'asynchronous',
  id: { scheme: 'given' },
  routes: {
    item: '/deployments',
    read_only: true,
    lists: [{ path: '/hosts/{host_id}/deployments', parent: 'host_id' }],
  },
  spec: z.strictObject({
    node_id: Id,
    host_id: Id,
    cluster_id: Id,
    roles: z.array(ShardRole).min(1),
    image: z.string().optional(),
    /** Its users' numbers begin there: two nodes of a machine share none. */
    uid_base: z.int().min(0),
  }),
  observed: z.strictObject({
    /** Of a container; the process id of a process. */
    container_id: z.string().nullable(),
    image: z.string().nullable(),
    image_digest: z.string().nullable(),
    state: z.enum(['running', 'stopped']),
    grpc_address: z.string(),
    http_address: z.string(),
  }),
  refs: {
    host_id: { kind: 'host', on_delete: 'refuse' },
    node_id: { kind: 'node', on_delete: 'refuse' },
  },
  immutable: ['node_id', 'host_id', 'cluster_id'],
});
