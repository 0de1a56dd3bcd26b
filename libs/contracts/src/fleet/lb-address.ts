import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { Id, IpAddress, Line } from '../fields.js';
import { kind } from '../kind.js';

/** An address under which a cluster's load balancers are reached: names of its tenants point there. */
export const LbAddress = kind({
  context: 'fleet',
  name: 'lb-address',
  plural: 'lb-addresses',
  summary: 'An address under which a cluster’s load balancers are reached',
  lifecycle: 'synchronous',
  shared: true,
  id: { scheme: 'natural', of: (spec) => `${String(spec['cluster_id'])}/${normalAddress(String(spec['address']))}` },
  routes: {
    item: '/lb-addresses',
    lists: [{ path: '/clusters/{cluster_id}/lb-addresses', parent: 'cluster_id', create: true }],
  },
  spec: z.strictObject({
    cluster_id: Id,
    address: IpAddress,
    label: Line.optional(),
    /** Follows from the address. */
    family: z.enum(['ipv4', 'ipv6']).optional(),
  }),
  internal: ['family'],
  refs: { cluster_id: { kind: 'cluster', on_delete: 'refuse' } },
  immutable: ['cluster_id', 'address'],
  filters: ['family'],
  searched: ['address', 'label'],
});

/** The one spelling of an address (RFC 5952); what is none is left as it is. */
export function normalAddress(address: string): string {
  return ipaddr.IPv6.isValid(address) ? ipaddr.IPv6.parse(address).toRFC5952String() : address;
}
