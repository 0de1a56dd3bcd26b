import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import type { RRset } from '@freehold/contracts/dns/rrset';
import type { Soa } from '@freehold/contracts/dns/soa';
import type { ServedZone, WantedZone, ZoneChanges } from '../backends/dns-backend.js';
import { isSettled, type RecordRow } from '../record/record-row.js';
import { type LeftPlace, rrsetKey, ZoneRecords } from '../record/zone-records.js';

/** How a zone that was served differs from what is wanted of the zone itself, in words. */
export function apexDrift(wanted: WantedZone, before: ServedZone | undefined): string[] {
  if (before === undefined) return ['the name server had no such zone'];
  const ns = before.rrsets.find(({ name, type }) => name === wanted.name && type === 'NS');
  const nameservers = wanted.nameservers.map((name) => `${normaliseDomainName(name)}.`);
  return [
    ...(Object.entries(before.soa).every(([field, value]) => wanted.soa[field as keyof Soa] === value)
      ? []
      : ['SOA was changed']), // fields of that object
    ...(equal(ns?.rdata ?? [], nameservers.toSorted()) && ns?.ttl === wanted.ttl
      ? []
      : [`NS was ${ns?.rdata.join(', ') ?? 'gone'}`]),
    ...(before.dnssec === wanted.dnssec ? [] : [`DNSSEC was ${before.dnssec ? 'on' : 'off'}`]),
  ];
}

/** What was found of a zone's RRsets, and what puts it right. */
export interface RecordDrift {
  readonly differences: readonly string[];
  readonly repair: ZoneChanges;
}

/**
 * RRsets that differ from what their records make, and the one patch that puts them right. What work is outstanding about is
 * left to that work: it is not drift but something to do.
 */
export function recordDrift(
  zone: string,
  rows: readonly RecordRow[],
  left: readonly LeftPlace[],
  served: readonly RRset[],
): RecordDrift {
  const records = new ZoneRecords(rows, zone, left);
  const unsettled = rows.filter((row) => !isSettled(row) && row.status !== 'failed');
  const busy = new Set([...unsettled.flatMap((row) => records.affectedBy(row)), ...records.affectedByLeaving()]);
  const wanted = new Map(records.rrsets().map((rrset) => [keyOf(rrset), rrset]));
  const there = new Map(served.filter((rrset) => !isApexNs(rrset, zone)).map((rrset) => [keyOf(rrset), rrset]));
  const replace = [...wanted]
    .filter(([key, rrset]) => !busy.has(key) && !sameRRset(rrset, there.get(key)))
    .map(([, rrset]) => rrset);
  const remove = [...there].filter(([key]) => !busy.has(key) && !wanted.has(key)).map(([, rrset]) => rrset);
  return {
    differences: [
      ...replace.map((rrset) => `${keyOf(rrset)} was ${there.get(keyOf(rrset))?.rdata.join(', ') ?? 'gone'}`),
      ...remove.map((rrset) => `${keyOf(rrset)} was there: ${rrset.rdata.join(', ')}`),
    ],
    repair: { replace, remove: remove.map(({ name, type }) => ({ name, type })) },
  };
}

/** The same repair without its removals, and without what cannot stand beside what then stays: a CNAME stands alone. */
export function withoutRemovals({ replace, remove }: ZoneChanges): ZoneChanges {
  const stays = (name: string, type?: string) =>
    remove.some((kept) => kept.name === name && (type === undefined || kept.type === type));
  const possible = replace.filter(({ name, type }) => !(type === 'CNAME' ? stays(name) : stays(name, 'CNAME')));
  return { replace: possible, remove: [] };
}

function keyOf({ name, type }: RRset): string {
  return rrsetKey({ at: name, type });
}

/** The name servers of the zone itself, which are no record of anybody. */
function isApexNs({ name, type }: RRset, zone: string): boolean {
  return name === zone && type === 'NS';
}

function sameRRset(wanted: RRset, served: RRset | undefined): boolean {
  return served !== undefined && served.ttl === wanted.ttl && equal(wanted.rdata, served.rdata);
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
