import { z } from 'zod';
import { Id, Time } from '../fields.js';

/** What is measured of nodes, again and again: their health every ten seconds, what they use every minute. */
export const NODE_SAMPLES_SUBJECT = 'smp.fleet.node';

/** One message on {@link NODE_SAMPLES_SUBJECT}. */
export const NodeSample = z.strictObject({
  node_id: Id,
  observed_at: Time,
  /** `failing`: names of the checks that did not pass. */
  health: z.strictObject({ healthy: z.boolean(), failing: z.array(z.string()) }).optional(),
  usage: z
    .strictObject({
      /** Of the agent and its servers. */
      rss_bytes: z.number(),
      cpu_seconds: z.number(),
      disk_free_bytes: z.number(),
      processes: z.int(),
    })
    .optional(),
});
export type NodeSample = z.output<typeof NodeSample>;
