import { z } from 'zod';

/** The types that the REST contract knows. */
export const RECORD_TYPES = [
  'A',
  'AAAA',
  'CNAME',
  'MX',
  'TXT',
  'SRV',
  'NS',
  'CAA',
  'PTR',
  'ALIAS',
  'HTTPS',
  'SVCB',
  'TLSA',
  'DS',
  'DNSKEY',
  'NAPTR',
  'LOC',
  'SSHFP',
  'DNAME',
] as const;
export const RecordType = z.enum(RECORD_TYPES);
export type RecordType = z.infer<typeof RecordType>;
