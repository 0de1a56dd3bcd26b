import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { type RRset, rrsetsOf } from '@freehold/contracts/dns/rrset';
import type { Soa } from '@freehold/contracts/dns/soa';
import type { ServedZone, WantedZone, ZoneChanges } from '../backends/dns-backend.js';
import { isSettled, isWanted, type RecordRow, rrsetKey } from '../record/rrset-rows.js';

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

/**
 * RRsets that differ from their records, and the one patch that puts them right. An RRset with a record about which work is
 * outstanding is left to that work: it is not drift but something to do.
 */
export function recordDrift(
  zoneName: string,
  rows: readonly RecordRow[],
  served: readonly RRset[],
): { differences: string[]; repair: ZoneChanges } {
  const keyOf = ({ name, type }: RRset) => `${name} ${type}`;
  const busy = new Set(
    rows.filter((row) => !isSettled(row) && row.status !== 'failed').map((row) => rrsetKey(row, zoneName)),
  );
  const wanted = new Map(
    rrsetsOf(
      rows.filter(isWanted).map(({ spec }) => spec),
      zoneName,
    ).map((rrset) => [keyOf(rrset), rrset]),
  );
  const there = new Map(
    served.filter((rrset) => !(rrset.name === zoneName && rrset.type === 'NS')).map((rrset) => [keyOf(rrset), rrset]),
  );
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

function sameRRset(wanted: RRset, served: RRset | undefined): boolean {
  return served !== undefined && served.ttl === wanted.ttl && equal(wanted.rdata, served.rdata);
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
