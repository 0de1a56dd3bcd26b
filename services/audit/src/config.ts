import { isAbsolute } from 'node:path';
import { z } from 'zod';

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** FREEHOLD_AUDIT_…: how often the ledger is signed, and where the signed checkpoints are put besides. */
export const AuditConfig = z.object({
  /** A checkpoint follows this many events at the latest. */
  checkpoint_events: whole(1, 100_000).default(1_000),
  /** A checkpoint follows an event within so many seconds. */
  checkpoint_seconds: whole(1, 86_400).default(60),
  /** A file on another disk than the ledger's, to which every checkpoint is appended. */
  anchor_file: z.string().refine(isAbsolute, 'an absolute path').optional(),
  /** An address that every checkpoint is posted to. */
  anchor_url: z.url({ protocol: /^https?$/, error: 'an http or https address' }).optional(),
});
export type AuditConfig = z.output<typeof AuditConfig>;
