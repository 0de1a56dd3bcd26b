import { z } from 'zod';
import { isCidr } from './outbound/address-guard.js';

/** 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: ten tries over 75.6 hours, as Standard Webhooks recommends. */
const TRY_AFTER_SECONDS = '0,5,300,1800,7200,18000,36000,50400,72000,86400';

/** `FREEHOLD_WEBHOOK_…`: where messages may go, and how often they are tried. */
export const WebhookConfig = z.object({
  /** Whether addresses may be plain HTTP. Bodies then travel in the clear; signatures still tell who wrote them. */
  allow_http: z
    .enum(['true', 'false'], { error: 'true or false' })
    .default('false')
    .transform((text) => text === 'true'),
  /** Ranges in CIDR notation, separated by commas, to which messages may go though they are not of the public Internet. */
  allow_private: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((range) => range.trim() || []))
    .refine((ranges) => ranges.every(isCidr), 'ranges such as 10.20.0.0/16, separated by commas'),
  /** Seconds from one try of a message to the next, separated by commas: as many tries as there are numbers, then it is given up. */
  try_after_seconds: z
    .string()
    .regex(/^\d{1,7}(\.\d{1,3})?(,\d{1,7}(\.\d{1,3})?)*$/, 'seconds, separated by commas')
    .default(TRY_AFTER_SECONDS)
    .transform((text) => text.split(',').map(Number)),
  /** How long a receiver may take to answer, from the look-up of its name to the end of what it says. */
  answer_within_ms: z.coerce.number().int().min(50).max(60_000).default(15_000),
});
export type WebhookConfig = z.output<typeof WebhookConfig>;
