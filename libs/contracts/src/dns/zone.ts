import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { subscribed } from '../tenant/subscription.js';
import { DomainName, normaliseDomainName } from './domain-name.js';

/** A DNS zone that our name servers answer for. Its records lie on its subject, so that rules across records hold. */
export const Zone = kind({
  context: 'dns',
  name: 'zone',
  plural: 'zones',
  summary: 'A DNS zone that the platform’s name servers answer for',
  lifecycle: 'asynchronous',
  id: { scheme: 'natural', of: (spec) => normaliseDomainName(String(spec['name'])) },
  routes: { item: '/zones', lists: [{ path: '/zones', create: true }] },
  spec: z.strictObject({
    name: DomainName,
    tenant_id: Id.optional(),
    brand_id: Id.optional(),
    region_id: Id.optional(),
    dnssec: z.boolean().default(false),
    ...subscribed.field,
  }),
  observed: z.strictObject({
    /** SOA serial as served. */
    serial: z.int(),
    /** DS records for the parent zone, in presentation form; empty without DNSSEC. */
    ds: z.array(z.string()),
    nameservers: z.array(z.string()),
  }),
  refs: {
    tenant_id: { kind: 'tenant', on_delete: 'cascade' },
    brand_id: { kind: 'brand', on_delete: 'refuse' },
    ...subscribed.ref,
  },
  immutable: ['name'],
  filters: ['tenant_id', 'subscription_id', 'brand_id', 'region_id', 'name'],
  searched: ['name'],
  reasons: {
    ...subscribed.reason,
    public_suffix: { status: 400, title: 'The name belongs to a registry' },
    brand_mismatch: { status: 409, title: 'The tenant belongs to another brand' },
    nested_foreign: { status: 409, title: 'The name lies within a zone of somebody else' },
  },
});
