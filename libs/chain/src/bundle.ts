import { z } from 'zod';
import { Position } from './entry.js';
import { Hash } from './hash.js';
import { ChainKey } from './key.js';
import { Signature } from './signature.js';

const Named = z.strictObject({ id: z.string(), name: z.string().nullable() });
const Fields = z.record(z.string(), z.unknown());

/** The first line of a tenant's bundle (ADR 28). */
export const BundleHead = z.strictObject({
  version: z.literal(1),
  tenant_id: z.string(),
  /** Everything up to it is in the bundle, and nothing after it. */
  position: Position,
  created_at: z.string(),
  /** Whether the events of what is in it are there too. */
  history: z.boolean(),
  /** Where the tenant was, for whoever looks for a place for it elsewhere; null where it had none. */
  brand: Named.nullable(),
  region: Named.nullable(),
  cluster: Named.nullable(),
  /** The public keys of the platform, the oldest first. */
  keys: z.array(ChainKey),
});
export type BundleHead = z.output<typeof BundleHead>;

/** The last line: the hash is that of every line before it, with their line feeds. */
export const BundleTrailer = z.strictObject({ lines: z.int().positive(), sha256: Hash, signed: Signature });
export type BundleTrailer = z.output<typeof BundleTrailer>;

/**
 * One line of a tenant's bundle (NDJSON): its head, the resources in an order in which they can be made, their events, and the trailer.
 * Secrets are in none of them.
 */
export const BundleLine = z.union([
  z.strictObject({ bundle: BundleHead }),
  z.strictObject({ resource: z.strictObject({ kind: z.string(), item: Fields }) }),
  z.strictObject({ event: Fields }),
  z.strictObject({ trailer: BundleTrailer }),
]);
export type BundleLine = z.output<typeof BundleLine>;

/** A line as it is written and hashed. */
export function bundleLine(line: BundleLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** @returns undefined for what is no line of a bundle */
export function parseBundleLine(text: string): BundleLine | undefined {
  try {
    const parsed = BundleLine.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
