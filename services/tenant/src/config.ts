import { DomainName } from '@freehold/contracts/dns/domain-name';
import { Email } from '@freehold/contracts/fields';
import { z } from 'zod';

/** FREEHOLD_TENANT_…: the brand that a new platform begins with is used once; afterwards it is changed like any other brand. */
export const TenantConfig = z.object({
  brand_name: z.string().min(1).default('Freehold'),
  brand_hostname: DomainName.default('freehold.example'),
  brand_primary_ns: DomainName.default('ns1.freehold.example'),
  brand_secondary_ns: DomainName.default('ns2.freehold.example'),
  brand_hostmaster_email: Email.default('hostmaster@freehold.example'),
  /** Between two looks at every tenant. */
  resync_seconds: z.coerce.number().int().min(1).default(600),
});
