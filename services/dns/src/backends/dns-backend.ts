import type { RRset } from '@freehold/contracts/dns/rrset';
import type { Soa } from '@freehold/contracts/dns/soa';

/** What a zone should be, its records apart. */
export interface WantedZone {
  /** normal form, without the last dot */
  name: string;
  /** `serial` is where a new zone begins; a zone that is there goes on from its own. */
  soa: Soa & { serial: number };
  /** host names in normal form, the NS of the zone itself; at least one */
  nameservers: readonly string[];
  /** of SOA and NS, in seconds */
  ttl: number;
  dnssec: boolean;
}

/** A zone as the name server holds it. */
export interface ServedZone {
  name: string;
  serial: number;
  dnssec: boolean;
  /** for the parent zone, in presentation form, sorted: SHA-256 and SHA-384 of every active key; empty without DNSSEC */
  ds: string[];
  soa: Soa;
  /** everything but the SOA and what DNSSEC generates, disabled records left out, in order (`inOrder`) */
  rrsets: RRset[];
}

/** Each name and type at most once in all. */
export interface ZoneChanges {
  /** RRsets that shall be so, each with at least one rdata */
  replace: readonly RRset[];
  /** RRsets that shall be gone; one that is not there is fine */
  remove: readonly Pick<RRset, 'name' | 'type'>[];
}

/**
 * A name server that we can make hold zones.
 *
 * - Every call is idempotent: repeated, after whatever interruption, it ends in the same state.
 * - Every call keeps its own deadline and ends early when `signal` is aborted.
 * - All failures are `BackendError`s: `refused` with the server's own text when it understood and said no; `unavailable` when
 *   nothing was done; `outcome_unknown` when something may have been. A reading call is never `outcome_unknown`.
 * - Names are in normal form, without the last dot; rdata is in canonical presentation form (`toRdata`), and is read back as
 *   the very string that was written.
 * - The server alone counts the serial: it grows with every change that a call makes, and stays when a call changes nothing.
 *   Calls that change one zone do so one after the other.
 */
export interface DnsBackend {
  /** The whole zone, or undefined when the server has none of that name. */
  readZone(name: string, signal: AbortSignal): Promise<ServedZone | undefined>;

  /** Makes the zone, or brings SOA, NS and DNSSEC of one that is there to what is wanted; its other RRsets stay. Returns it as it is then. */
  createZone(zone: WantedZone, signal: AbortSignal): Promise<ServedZone>;

  /**
   * Applies all changes or none. No changes are no change.
   * @throws BackendError `not_found` without the zone; `refused` when one change cannot be, such as a CNAME beside others
   * @throws RangeError for the SOA, which createZone writes
   */
  patch(zoneName: string, changes: ZoneChanges, signal: AbortSignal): Promise<{ serial: number }>;

  /**
   * Signs the zone (NSEC3 without salt or further iterations: RFC 9276) or stops signing it, which drops its keys.
   * @returns the DS for the parent zone; empty when off
   * @throws BackendError `not_found` without the zone
   */
  setDnssec(name: string, on: boolean, signal: AbortSignal): Promise<{ ds: string[] }>;

  /** Removes the zone, its records and its keys; one that is gone is fine. */
  dropZone(name: string, signal: AbortSignal): Promise<void>;

  /** Returns when the server answers and takes our credentials. */
  ping(signal: AbortSignal): Promise<void>;
}
