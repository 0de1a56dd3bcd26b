import { z } from 'zod';
import { DomainName } from '../dns/domain-name.js';
import { Id, IpAddress } from '../fields.js';
import { kind } from '../kind.js';
import { ShardRole } from './role.js';

const Pem = z.string().min(1, 'must not be empty').max(65_536, 'at most 65,536 characters');

/** A machine on which nodes are started. */
export const Host = kind({
  context: 'fleet',
  name: 'host',
  plural: 'hosts',
  summary: 'A machine on which nodes are started',
  lifecycle: 'synchronous',
  id: { scheme: 'natural', of: (spec) => `${String(spec['cluster_id'])}/${String(spec['hostname'])}` },
  routes: {
    item: '/hosts',
    lists: [{ path: '/clusters/{cluster_id}/hosts', parent: 'cluster_id', create: true }],
  },
  spec: z.strictObject({
    cluster_id: Id,
    hostname: DomainName,
    ip_address: IpAddress,
    /** `process:` starts nodes as processes of the machine that the fleet service runs on. */
    docker_host: z
      .string()
      .max(2048)
      .regex(/^(process:|unix:\/\/\/\S+|tcp:\/\/\S+)$/, 'process:, unix:///path or tcp://host:port'),
    docker_tls: z.strictObject({ ca_pem: Pem, cert_pem: Pem, key_pem: Pem }).optional(),
    capacity: z.strictObject({ max_nodes: z.int().min(0).max(1000).default(100) }).prefault({}),
    /** Empty: any. */
    roles: z.array(ShardRole).max(8).default([]),
  }),
  secret: ['docker_tls'],
  refs: { cluster_id: { kind: 'cluster', on_delete: 'refuse' } },
  immutable: ['cluster_id', 'hostname'],
  filters: ['hostname'],
  searched: ['hostname', 'ip_address'],
});
