import { z } from 'zod';
import { Time } from '../fields.js';

/** What `ask.fleet.node-health` answers: what the agent of one node has told last. */
export const NodeHealth = z.strictObject({
  healthy: z.boolean(),
  /** Of the whole, in words. */
  detail: z.string(),
  checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
  /** When it was told; null when the agent has not been heard since the service started. */
  observed_at: Time.nullable(),
});
export type NodeHealth = z.output<typeof NodeHealth>;

/** What `ask.fleet.node-drift` answers: what the last look of the agent found other than it should be. */
export const NodeDrift = z.strictObject({
  differences: z.array(z.strictObject({ kind: z.string(), id: z.string(), what: z.string(), repaired: z.boolean() })),
  /** Of all, also those that are not listed. */
  total: z.int(),
  /** Too much differs: the agent repairs nothing until its shard is converged. */
  report_only: z.boolean(),
  observed_at: Time.nullable(),
});
export type NodeDrift = z.output<typeof NodeDrift>;
