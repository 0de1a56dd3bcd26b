import { z } from 'zod';
import { DomainName } from '../dns/domain-name.js';
import { Email, Id, Line } from '../fields.js';
import { kind } from '../kind.js';

/** A reseller's isolation boundary. Its name servers and addresses stand in the zones of its tenants. */
export const Brand = kind({
  context: 'tenant',
  name: 'brand',
  plural: 'brands',
  summary: 'A reseller’s isolation boundary, with the names that its tenants’ zones and mail carry',
  lifecycle: 'synchronous',
  id: { scheme: 'given' },
  routes: { item: '/brands', lists: [{ path: '/brands', create: true }] },
  spec: z.strictObject({
    name: Line,
    base_hostname: DomainName,
    primary_ns: DomainName,
    secondary_ns: DomainName,
    hostmaster_email: Email,
    mail_hostname: DomainName.optional(),
    spf_includes: z.array(DomainName).max(10, 'at most 10 includes (RFC 7208)').optional(),
    dkim_selector: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'one DNS label')
      .optional(),
    dkim_public_key: z
      .string()
      .regex(/^[A-Za-z0-9+/=]{1,2000}$/, 'base64 without spaces')
      .optional(),
    dmarc_policy: z.enum(['none', 'quarantine', 'reject']).optional(),
    /** Where its tenants may be placed; absent or empty: in every cluster. */
    cluster_ids: z.array(Id).max(1000, 'at most 1,000 clusters').optional(),
  }),
  refs: { cluster_ids: { kind: 'cluster', on_delete: 'refuse', many: true } },
  searched: ['name', 'base_hostname'],
});

/** The brand of tenants that name none. */
export const DEFAULT_BRAND = 'default';
