import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/**
 * What a provider of rented infrastructure says is there, in one shape for every provider. The kinds `vps` and `ip-address`, their
 * events and their rows use these same fields. A `null` means "the provider does not tell", never "none".
 */

/** Four decimal numbers up to 255 without leading zeros. An expression, because a sync reads addresses by the hundred thousand. */
const DOTTED_QUAD = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/**
 * The one spelling of an IP address (RFC 5952 for IPv6; an IPv4-mapped IPv6 address is the IPv4 address), or null when the text is none.
 * Short and octal forms of IPv4 (`10.1`, `010.0.0.1`) and zone ids (`fe80::1%eth0`) are refused: they mean different things to different readers.
 */
export function canonicalAddress(text: string): string | null {
  if (DOTTED_QUAD.test(text)) return text;
  if (!ipaddr.IPv6.isValid(text) || text.includes('%')) return null;
  return ipaddr.process(text).toString();
}

/** @param address in canonical text */
export function addressFamily(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}

export const CanonicalAddress = z
  .string()
  .refine((text) => canonicalAddress(text) === text, 'must be an IP address in its canonical spelling');

/** Where the VPS is in its life, as every provider can say it. `unknown`: the provider used a word that we do not know. */
export const VpsStatus = z.enum(['active', 'building', 'stopped', 'suspended', 'maintenance', 'error', 'unknown']);
export type VpsStatus = z.infer<typeof VpsStatus>;

/** What the hypervisor says of the virtual machine. */
export const VpsPowerState = z.enum(['running', 'paused', 'off', 'crashed', 'suspended', 'unknown']);
export type VpsPowerState = z.infer<typeof VpsPowerState>;

const Count = z.int().nonnegative();

export const ObservedVps = z.strictObject({
  /** The provider's own id, stable for the life of the VPS and unique within the provider. */
  external_id: z.string().min(1),
  /** The label that people gave it; may change. */
  name: z.string(),
  hostname: z.string().nullable(),
  /** The provider's id of the region or location. */
  region: z.string().nullable(),
  status: VpsStatus,
  power_state: VpsPowerState,
  plan: z.string().nullable(),
  ram_mb: Count.nullable(),
  cpu_count: Count.nullable(),
  disk_gb: Count.nullable(),
  /** Transfer included in a month. */
  bandwidth_gb: Count.nullable(),
  /** A sample, not a fact: it grows all the time, and its growth is no change of the VPS. */
  bandwidth_used_gb: z.number().nonnegative().nullable(),
  main_ip: CanonicalAddress.nullable(),
  private_ip: CanonicalAddress.nullable(),
  ipv6: CanonicalAddress.nullable(),
  /** US dollars a month at list price, two decimals (`"9.99"`), whatever the billing cycle. */
  approximate_cost: z
    .string()
    .regex(/^\d+\.\d{2}$/)
    .nullable(),
  created_at: z.iso.datetime().nullable(),
});
export type ObservedVps = z.infer<typeof ObservedVps>;

export const ObservedIp = z.strictObject({
  address: CanonicalAddress,
  family: z.union([z.literal(4), z.literal(6)]),
  /** `external_id` of the VPS that holds it; null when the account holds it and no VPS does. */
  vps_external_id: z.string().min(1).nullable(),
  reverse_name: z.string().nullable(),
});
export type ObservedIp = z.infer<typeof ObservedIp>;

/** A place where the provider rents. */
export const ObservedRegion = z.strictObject({
  external_id: z.string().min(1),
  name: z.string(),
  /** How many VPS of this account are there now. */
  vps_count: Count,
});
export type ObservedRegion = z.infer<typeof ObservedRegion>;

/** A plan that the provider rents. */
export const ObservedService = z.strictObject({
  external_id: z.string().min(1),
  name: z.string(),
  ram_mb: Count.nullable(),
  cpu_count: Count.nullable(),
  disk_gb: Count.nullable(),
  bandwidth_gb: Count.nullable(),
  /** US dollars a month, two decimals. */
  monthly_cost: z
    .string()
    .regex(/^\d+\.\d{2}$/)
    .nullable(),
});
export type ObservedService = z.infer<typeof ObservedService>;
