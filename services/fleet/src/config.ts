import { DomainName } from '@freehold/contracts/dns/domain-name';
import { Email } from '@freehold/contracts/fields';
import { z } from 'zod';

/** FREEHOLD_FLEET_…: what the platform config begins with. Used once; afterwards `PUT /platform/config` changes it. */
export const FleetConfig = z.object({
  base_domain: DomainName.default('freehold.example'),
  primary_ns: DomainName.default('ns1.freehold.example'),
  secondary_ns: DomainName.default('ns2.freehold.example'),
  hostmaster_email: Email.default('hostmaster@freehold.example'),
  default_ttl: z.coerce.number().int().min(60).max(86_400).default(3600),
});
