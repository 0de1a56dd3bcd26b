import { ObservedRegion, ObservedService } from '@freehold/contracts/inventory/observed';
import { SyncCounts, SyncFailure, SyncHeld, SyncTrigger } from '@freehold/contracts/inventory/sync';
import { z } from 'zod';

/** The shapes of answers, for the OpenAPI document. */
const text = z.string().nullable();
const count = z.int().nullable();
const Time = z.iso.datetime();

const everyResource = { status_message: text, created_at: Time, updated_at: Time };

export const VpsDocument = z.object({
  id: z.string(),
  provider_id: z.string(),
  external_id: z.string(),
  name: z.string(),
  hostname: text,
  region: text,
  status: z.string().meta({ description: 'As the provider says, or `vanished`' }),
  power_state: z.string(),
  plan: text,
  ram_mb: count,
  cpu_count: count,
  disk_gb: count,
  bandwidth_gb: count,
  bandwidth_used_gb: z.number().nullable().meta({ description: 'The newest sample; null in a look back' }),
  main_ip: text,
  private_ip: text,
  ipv6: text,
  approximate_cost: text.meta({ description: 'US dollars a month' }),
  tenant_id: text,
  domain: text,
  first_seen_at: Time,
  last_seen_at: Time,
  ...everyResource,
});

export const IpDocument = z.object({
  id: z.string(),
  address: z.string(),
  family: z.literal([4, 6]),
  provider_id: z.string(),
  vps_id: text,
  reverse_name: text,
  status: z.enum(['assigned', 'free', 'vanished']),
  tenant_id: text,
  domain: text,
  first_seen_at: Time,
  last_seen_at: Time,
  ...everyResource,
});

export const SyncRunDocument = z.object({
  id: z.string(),
  provider_id: z.string(),
  trigger: SyncTrigger,
  status: z.enum(['pending', 'running', 'completed', 'failed', 'held']),
  starts: z.int(),
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  duration_ms: count,
  counts: SyncCounts.nullable(),
  failures: z.array(SyncFailure),
  failure_count: z.int(),
  held: SyncHeld.nullable(),
  confirmed: z.boolean(),
  ...everyResource,
});

export const AssignmentDocument = z.object({
  id: z.string(),
  kind: z.enum(['vps', 'ip']),
  resource_id: z.string(),
  tenant_id: z.string(),
  domain: text,
  assigned_at: Time,
  unassigned_at: Time.nullable(),
});

const standing = {
  status: z.enum(['never', 'running', 'completed', 'held', 'failed']),
  last_run_at: Time.nullable(),
  last_successful_sync: Time.nullable(),
  last_error: text,
};

export const StatusDocument = z.object({
  ...standing,
  providers: z.array(z.object({ provider_id: z.string(), name: z.string(), last_run_id: text, ...standing })),
});

export const ConnectionDocument = z.object({
  ok: z.boolean(),
  code: z.string().optional(),
  detail: z.string().optional(),
  duration_ms: z.int(),
});
export const RegionsDocument = z.object({ items: z.array(ObservedRegion) });
export const ServicesDocument = z.object({ items: z.array(ObservedService) });

export const CronDocument = z.object({
  syncedVps: z.int(),
  syncedIps: z.int(),
  providers: z.array(
    z.object({
      provider_id: z.string(),
      run_id: z.string(),
      status: z.string(),
      vps: z.int(),
      ips: z.int(),
      error: text,
    }),
  ),
});

/** A page of something. */
export function pageOf(item: z.ZodType) {
  return z.object({ items: z.array(item), next_cursor: text, has_more: z.boolean() });
}
