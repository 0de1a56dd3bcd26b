import { inOrder, type RRset } from '@freehold/contracts/dns/rrset';
import { BackendError } from '@freehold/ledger/backend-error';
import type { DnsBackend, ServedZone, WantedZone, ZoneChanges } from './dns-backend.js';

interface HeldZone {
  serial: number;
  soa: ServedZone['soa'];
  soa_ttl: number;
  dnssec: boolean;
  rrsets: ReadonlyMap<string, RRset>;
}

const keyOf = ({ name, type }: Pick<RRset, 'name' | 'type'>) => `${name} ${type}`;

/** A name server in memory, for specs: the contract of `DnsBackend`, and faults on demand. */
export class FakeDns implements DnsBackend {
  readonly #zones = new Map<string, HeldZone>();
  readonly #refused = new Map<string, string>();
  #down = false;

  /** From now on nobody answers, until `up`. Zones stay. */
  down(): void {
    this.#down = true;
  }

  up(): void {
    this.#down = false;
  }

  /** Refuses every zone of this name and every RRset at it, as a server does with what it cannot hold. */
  refuse(name: string, detail = `${name} is refused`): void {
    this.#refused.set(name, detail);
  }

  /** Takes `refuse` back. */
  accept(name: string): void {
    this.#refused.delete(name);
  }

  async readZone(name: string, signal: AbortSignal): Promise<ServedZone | undefined> {
    this.#answer(signal);
    const zone = this.#zones.get(name);
    return zone && served(name, zone);
  }

  async createZone(wanted: WantedZone, signal: AbortSignal): Promise<ServedZone> {
    this.#answer(signal);
    this.#permit(wanted.name);
    const { serial, ...soa } = wanted.soa;
    const ns: RRset = {
      name: wanted.name,
      type: 'NS',
      ttl: wanted.ttl,
      rdata: wanted.nameservers.map((host) => `${host}.`).toSorted(),
    };
    const before = this.#zones.get(wanted.name);
    const rrsets = new Map(before?.rrsets).set(keyOf(ns), ns);
    const after = { serial: before?.serial ?? serial, soa, soa_ttl: wanted.ttl, dnssec: wanted.dnssec, rrsets };
    const changed = before !== undefined && fingerprint(before) !== fingerprint(after);
    const zone = { ...after, serial: after.serial + (changed ? 1 : 0) };
    this.#zones.set(wanted.name, zone);
    return served(wanted.name, zone);
  }

  async patch(zoneName: string, { replace, remove }: ZoneChanges, signal: AbortSignal): Promise<{ serial: number }> {
    if ([...replace, ...remove].some(({ type }) => type === 'SOA'))
      throw new RangeError('createZone writes the SOA, patch does not.');
    this.#answer(signal);
    const zone = this.#zone(zoneName);
    const rrsets = new Map(zone.rrsets);
    for (const change of remove) rrsets.delete(keyOf(change));
    for (const rrset of replace) {
      this.#permit(rrset.name);
      checkPlace(rrset, zoneName, [...rrsets.values()]);
      rrsets.set(keyOf(rrset), structuredClone(rrset));
    }
    const serial = zone.serial + (replace.length + remove.length > 0 ? 1 : 0);
    this.#zones.set(zoneName, { ...zone, rrsets, serial });
    return { serial };
  }

  async setDnssec(name: string, on: boolean, signal: AbortSignal): Promise<{ ds: string[] }> {
    this.#answer(signal);
    const zone = this.#zone(name);
    const after = { ...zone, dnssec: on, serial: zone.serial + (zone.dnssec === on ? 0 : 1) };
    this.#zones.set(name, after);
    return { ds: dsOf(name, after) };
  }

  async dropZone(name: string, signal: AbortSignal): Promise<void> {
    this.#answer(signal);
    this.#zones.delete(name);
  }

  async ping(signal: AbortSignal): Promise<void> {
    this.#answer(signal);
  }

  #answer(signal: AbortSignal): void {
    if (this.#down || signal.aborted)
      throw new BackendError('unavailable', 'The fake name server is down, or the call was given up.');
  }

  #permit(name: string): void {
    const detail = this.#refused.get(name);
    if (detail !== undefined) throw new BackendError('refused', detail);
  }

  #zone(name: string): HeldZone {
    const zone = this.#zones.get(name);
    if (zone === undefined) throw new BackendError('not_found', `There is no zone ${name}.`);
    return zone;
  }
}

/** The rules of PowerDNS between the RRsets of a zone. */
function checkPlace({ name, type }: RRset, zoneName: string, held: readonly RRset[]): void {
  if (name !== zoneName && !name.endsWith(`.${zoneName}`))
    throw new BackendError('refused', `RRset ${name} IN ${type}: Name is out of zone`);
  const others = held.filter((other) => other.name === name && other.type !== type);
  const apex = name === zoneName;
  if (type === 'CNAME' ? others.length > 0 || apex : others.some((other) => other.type === 'CNAME')) {
    throw new BackendError('refused', `RRset ${name} IN ${type}: Conflicts with pre-existing RRset`);
  }
}

function fingerprint({ soa, soa_ttl, dnssec, rrsets }: HeldZone): string {
  return JSON.stringify([
    soa.mname,
    soa.rname,
    soa.refresh,
    soa.retry,
    soa.expire,
    soa.minimum,
    soa_ttl,
    dnssec,
    inOrder([...rrsets.values()]),
  ]);
}

/** One made-up DS, the same for the same name. */
function dsOf(name: string, { dnssec }: HeldZone): string[] {
  if (!dnssec) return [];
  const digest = Buffer.from(name).toString('hex');
  return [`12345 13 2 ${digest.padEnd(64, '0').slice(0, 64)}`];
}

function served(name: string, zone: HeldZone): ServedZone {
  const { serial, soa, dnssec, rrsets } = zone;
  return structuredClone({ name, serial, dnssec, ds: dsOf(name, zone), soa, rrsets: inOrder([...rrsets.values()]) });
}
