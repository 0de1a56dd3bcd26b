import { z } from 'zod';

/** FREEHOLD_DNS_…: the name server that is to hold the zones. */
export const DnsConfig = z.object({
  /** HTTP API of PowerDNS Authoritative Server 4.7 or later. */
  powerdns_url: z.url().default('http://127.0.0.1:8081'),
  /** Its `api-key`. */
  powerdns_api_key: z.string().min(1, 'the api-key of PowerDNS'),
  /** Seconds between two looks at every zone, for drift. */
  resync_seconds: z.coerce.number().int().min(1).max(86_400).default(600),
});
