/** RRsets: what the records of a zone make together, and the unit in which name servers take changes. Pure and browser-safe. */
import { absoluteName, normaliseDomainName } from './domain-name.js';
import { type NamedRecordData, toRdata } from './record-data.js';

export interface TimedRecord extends NamedRecordData {
  /** seconds */
  ttl: number;
}

/** All records of one name and type, as a name server holds them. */
export interface RRset {
  /** absolute, normal form, without the last dot */
  name: string;
  /** usually one of RECORD_TYPES, but a server may hold others */
  type: string;
  /** seconds */
  ttl: number;
  /** canonical presentation form, sorted, each once */
  rdata: string[];
}

/** RRsets sorted by name, type and rdata, by code units: equal contents, equal arrays, in every process and locale. */
export function inOrder(rrsets: readonly RRset[]): RRset[] {
  const key = ({ name, type }: RRset) => `${name} ${type}`;
  return rrsets
    .map((rrset) => ({ ...rrset, rdata: rrset.rdata.toSorted() }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The RRsets that valid records make together, each value once, in order. */
export function rrsetsOf(records: readonly TimedRecord[], zoneName: string): RRset[] {
  const zone = normaliseDomainName(zoneName);
  const sets = new Map<string, Omit<RRset, 'rdata'> & { rdata: Set<string> }>();
  for (const record of records) {
    const name = absoluteName(record.name, zone);
    const key = `${name} ${record.type}`;
    const set = sets.get(key) ?? { name, type: record.type, ttl: record.ttl, rdata: new Set<string>() };
    set.ttl = Math.min(set.ttl, record.ttl);
    set.rdata.add(toRdata(record, zone));
    sets.set(key, set);
  }
  return inOrder([...sets.values()].map((set) => ({ ...set, rdata: [...set.rdata] })));
}
