import { z } from 'zod';
import { DomainName } from '../dns/domain-name.js';
import type { RecordedEvent } from '../event.js';
import { Id, IpAddress, Time } from '../fields.js';
import { kind } from '../kind.js';
import { type Resource, touched } from '../resource.js';
import { ShardRole } from './role.js';

const Certificate = z.strictObject({
  /** Lower-case hexadecimal. The one that is valid: every other of this node's is revoked. */
  certificate_serial: z.string(),
  certificate_expires_at: Time,
});
const Incarnation = z.strictObject({
  /** New whenever its agent has begun with an empty disk: what it holds has to be pushed again. */
  incarnation: z.string(),
});
const Health = z.strictObject({ healthy: z.boolean(), health_detail: z.string() });

/** One agent and the servers that it looks after. */
export const Node = kind({
  context: 'fleet',
  name: 'node',
  plural: 'nodes',
  summary: 'One agent and the servers that it looks after',
  lifecycle: 'provisioned',
  id: { scheme: 'given' },
  routes: {
    item: '/nodes',
    lists: [{ path: '/clusters/{cluster_id}/nodes', parent: 'cluster_id', create: true }],
  },
  spec: z.strictObject({
    cluster_id: Id,
    hostname: DomainName,
    ip_address: IpAddress.optional(),
    ip6_address: z.ipv6().optional(),
    shard_ids: z.array(Id).max(16, 'at most 16 shards').default([]),
    roles: z.array(ShardRole).min(1, 'at least one role').max(8),
    profile_id: Id.optional(),
  }),
  observed: z.strictObject({
    host_id: Id.optional(),
    /** `host:port` of its agent. */
    grpc_address: z.string().optional(),
    /** `host:port` where its nginx, or its HAProxy, answers. */
    http_address: z.string().optional(),
    ...Certificate.partial().shape,
    ...Incarnation.partial().shape,
    ...Health.partial().shape,
  }),
  refs: {
    cluster_id: { kind: 'cluster', on_delete: 'refuse' },
    shard_ids: { kind: 'shard', on_delete: 'refuse', many: true },
    profile_id: { kind: 'node-profile', on_delete: 'refuse' },
  },
  immutable: ['cluster_id'],
  filters: ['hostname'],
  searched: ['hostname', 'ip_address'],
  verbs: {
    provision: {
      data: z.strictObject({}),
      action: 'write',
      summary: 'Place it on a host, start it, give it its certificate, and wait until it is healthy',
      deed: { status: 'provisioning' },
    },
    decommission: {
      data: z.strictObject({}),
      action: 'delete',
      summary: 'Drain it, stop it, and revoke its certificate',
      deed: { status: 'deleting', withdraws: true },
    },
  },
  facts: { enrolled: Certificate, joined: Incarnation, health_changed: Health },
  reports: ['enrolled', 'joined', 'health_changed'],
  evolve: seen,
});

/** What the fleet service sees of a node is a part of what is observed of it. */
function seen(resource: Resource | undefined, event: RecordedEvent): Resource {
  if (resource === undefined) throw new Error(`${event.type} at ${event.position} comes before its node`);
  return { ...touched(resource, event), observed: { ...resource.observed, ...event.data } };
}
