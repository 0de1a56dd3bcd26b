import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { born, touched } from '../resource.js';

const Count = z.int().nonnegative();

export const SyncTrigger = z.enum(['manual', 'schedule', 'cron']);
export type SyncTrigger = z.output<typeof SyncTrigger>;

/** Who wants to know what. */
export const SyncRequest = z.strictObject({ provider_id: Id, trigger: SyncTrigger });

/** What one look at a provider found. */
export const SyncCounts = z.strictObject({
  /** Seen at the provider. */
  vps: Count,
  ips: Count,
  vps_discovered: Count,
  vps_changed: Count,
  vps_vanished: Count,
  ips_discovered: Count,
  ips_moved: Count,
  ips_changed: Count,
  ips_released: Count,
});
export type SyncCounts = z.output<typeof SyncCounts>;

/**
 * What could not be read, so that which was known of it is kept: a VPS, the addresses of a VPS, all costs; `record`: what was
 * read could not be recorded.
 */
export const SyncFailure = z.strictObject({
  what: z.enum(['vps', 'ips', 'costs', 'record']),
  external_id: z.string().nullable(),
  reason: z.string(),
});
export type SyncFailure = z.output<typeof SyncFailure>;

/** How a look ended well. */
export const SyncCompleted = z.strictObject({
  counts: SyncCounts,
  duration_ms: Count,
  /** The first hundred of them. */
  failures: z.array(SyncFailure),
  failure_count: Count,
});
export type SyncCompleted = z.output<typeof SyncCompleted>;

/** What a run would have done to the inventory, had it not been held back as suspicious. */
export const SyncHeld = z.strictObject({
  would_vanish_vps: Count,
  would_release_ips: Count,
  known_vps: Count,
  known_ips: Count,
  reason: z.string(),
});
export type SyncHeld = z.output<typeof SyncHeld>;

/** One look at a provider’s account: who asked, how it went, what it found. */
export const Sync = kind({
  context: 'inventory',
  name: 'sync',
  plural: 'sync-runs',
  summary: 'One look at a provider’s account',
  lifecycle: 'observed',
  id: { scheme: 'uuid' },
  routes: { item: '/infrastructure/sync-runs', lists: [{ path: '/infrastructure/sync-runs' }] },
  spec: SyncRequest,
  observed: z.strictObject({
    /** More than one when a run was interrupted and begun again. */
    starts: Count,
    started_at: z.string().nullable(),
    finished_at: z.string().nullable(),
    duration_ms: Count.nullable(),
    counts: SyncCounts.nullable(),
    failures: z.array(SyncFailure),
    failure_count: Count,
    held: SyncHeld.nullable(),
    confirmed: z.boolean(),
  }),
  refs: { provider_id: { kind: 'provider', on_delete: 'ignore' } },
  filters: ['provider_id', 'trigger'],
  verbs: {
    confirm: {
      data: z.strictObject({}),
      action: 'write',
      summary: 'Let a run go on that would make suspiciously much vanish',
    },
  },
  facts: {
    requested: z.strictObject({ spec: SyncRequest }),
    started: z.strictObject({}),
    completed: SyncCompleted,
    failed: z.strictObject({ reason: z.string(), duration_ms: Count }),
    held: SyncHeld,
    confirmed: z.strictObject({}),
  },
  evolve(run, event) {
    if (event.fact === 'requested') {
      const { spec } = event.data as { spec: Record<string, unknown> }; // checked when it was written, like every event's data here
      return { ...born(event, 'pending', spec), observed: { ...UNSEEN } };
    }
    if (run === undefined) throw new Error(`${event.type} at ${event.position} comes before its request`);
    const next = touched(run, event);
    const seen = { ...run.observed };
    const ended = { ...seen, finished_at: event.time };
    switch (event.fact) {
      case 'started':
        return {
          ...next,
          status: 'running',
          observed: { ...seen, starts: Number(seen['starts'] ?? 0) + 1, started_at: event.time },
        };
      case 'completed':
        return {
          ...next,
          status: 'completed',
          status_message: null,
          observed: { ...ended, ...event.data },
          converged: event.position,
        };
      case 'failed': {
        const { reason, duration_ms } = event.data as { reason: string; duration_ms: number }; // as above
        return { ...next, status: 'failed', status_message: reason, observed: { ...ended, duration_ms } };
      }
      case 'held':
        return {
          ...next,
          status: 'held',
          status_message: String(event.data['reason']),
          observed: { ...seen, held: event.data, confirmed: false },
        };
      case 'confirmed':
        return {
          ...next,
          status: 'pending',
          status_message: null,
          generation: event.position,
          observed: { ...seen, confirmed: true },
        };
    }
    throw new Error(`${event.type} at ${event.position} is no fact of a sync`);
  },
});

const UNSEEN = {
  starts: 0,
  started_at: null,
  finished_at: null,
  duration_ms: null,
  counts: null,
  failures: [],
  failure_count: 0,
  held: null,
  confirmed: false,
};
