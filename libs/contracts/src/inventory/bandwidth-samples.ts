import { z } from 'zod';
import { Id } from '../fields.js';

/** The stream of samples and progress: what is measured again and again, and no change of state. Architecture §4. */
export const SAMPLES = 'SAMPLES';

/** Used bandwidth as syncs see it. */
export const BANDWIDTH_SUBJECT = 'smp.inventory.bandwidth';

/** One message on {@link BANDWIDTH_SUBJECT}: what some VPS of one provider have used in their billing month. */
export const BandwidthSamples = z.strictObject({
  provider_id: Id,
  /** When the provider was asked. RFC 3339, UTC. */
  observed_at: z.string(),
  samples: z.array(z.strictObject({ vps_id: Id, used_gb: z.number().nonnegative() })),
});
export type BandwidthSamples = z.output<typeof BandwidthSamples>;
