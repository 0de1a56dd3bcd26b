/** Rules between the records of one zone, and the RRsets that they make together. Pure and browser-safe. */
import { absoluteName, normaliseDomainName } from './domain-name.js';
import { toRdata, type NamedRecordData } from './record-data.js';

export interface ZoneRecord extends NamedRecordData {
  id: string;
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

/** Why a record cannot stand beside those that are there: reasons of the kind, code `record.<reason>`. */
export const RECORD_CONFLICTS = {
  duplicate: { status: 409, title: 'The zone has this very record' },
  cname_not_alone: { status: 409, title: 'A CNAME stands alone at its name' },
  single_value: { status: 409, title: 'A name has at most one CNAME, DNAME or ALIAS' },
  dname_with_ns: { status: 409, title: 'A name is either delegated or redirected' },
  below_dname: { status: 409, title: 'Nothing can stand below a DNAME' },
  alias_with_address: { status: 409, title: 'An ALIAS answers for A and AAAA itself' },
} as const;
export type RecordConflictCode = `record.${keyof typeof RECORD_CONFLICTS}`;

export interface RecordConflict {
  code: RecordConflictCode;
  /** a sentence that names what is in the way and says what to do */
  detail: string;
}

const SINGLE_VALUED = new Set<string>(['CNAME', 'DNAME', 'ALIAS']);
const ADDRESSES = new Set<string>(['A', 'AAAA']);

interface Placed extends ZoneRecord {
  at: string;
}

function conflict(code: RecordConflictCode, detail: string): RecordConflict {
  return { code, detail };
}

/** Whether one of two types is `one` and the other is in `others`. */
function pairs(a: string, b: string, one: string, others: ReadonlySet<string>): boolean {
  return (a === one && others.has(b)) || (b === one && others.has(a));
}

function atSameName(other: Placed, candidate: Placed, zone: string): RecordConflict | undefined {
  const { at, type } = candidate;
  if (other.type === type) {
    if (toRdata(other, zone) === toRdata(candidate, zone)) {
      return conflict('record.duplicate', `${at} already has this ${type} record (${other.id}): change that one instead.`);
    }
    if (SINGLE_VALUED.has(type)) return conflict('record.single_value', `${at} already has a ${type} (${other.id}), and can have only one: change or delete that one.`);
    return undefined;
  }
  if (type === 'CNAME' || other.type === 'CNAME') {
    return conflict('record.cname_not_alone', `${at} has a ${other.type} record (${other.id}), and CNAME must be the only record of its name: delete that one first or choose another name.`);
  }
  if (at !== zone && pairs(type, other.type, 'DNAME', new Set(['NS']))) {
    return conflict('record.dname_with_ns', `${at} has a ${other.type} record (${other.id}): a name is either delegated (NS) or redirected (DNAME).`);
  }
  if (pairs(type, other.type, 'ALIAS', ADDRESSES)) {
    return conflict('record.alias_with_address', `${at} has a ${other.type} record (${other.id}), and ALIAS answers for A and AAAA: keep one of the two.`);
  }
  return undefined;
}

function aboveOrBelow(other: Placed, candidate: Placed): RecordConflict | undefined {
  const hidden = (upper: Placed, lower: Placed) => upper.type === 'DNAME' && lower.at.endsWith(`.${upper.at}`);
  if (hidden(other, candidate)) {
    return conflict('record.below_dname', `${other.at} has a DNAME (${other.id}), which answers for every name below it: nothing can stand at ${candidate.at}.`);
  }
  if (hidden(candidate, other)) {
    return conflict('record.below_dname', `${other.at} has a ${other.type} record (${other.id}), and nothing can stand below a DNAME: delete it first or choose another name.`);
  }
  return undefined;
}

/**
 * What stands in the way of `candidate` in a zone that holds `existing` (RFC 1034 section 3.6.2, 2181, 6672); undefined when
 * nothing does. The candidate's own former version, known by its id, is not in its way. All records must be valid alone
 * (`recordProblems` empty).
 *
 * A TTL that differs from its fellows' is no conflict: an RRset takes the lowest of its records' (`rrsetsOf`). That is what a
 * resolver has to make of differing TTLs anyway (RFC 2181 section 5.2), and a refusal would make the TTL of two records that
 * stand together impossible to change, because neither could go first.
 */
export function conflicts(existing: readonly ZoneRecord[], candidate: ZoneRecord, zoneName: string): RecordConflict | undefined {
  const zone = normaliseDomainName(zoneName);
  const place = (record: ZoneRecord): Placed => ({ ...record, at: absoluteName(record.name, zone) });
  const placed = place(candidate);
  for (const other of existing) {
    if (other.id === candidate.id) continue;
    const neighbour = place(other);
    const found = neighbour.at === placed.at ? atSameName(neighbour, placed, zone) : aboveOrBelow(neighbour, placed);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Order of code units, the same in every process and locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The RRsets that valid records make together, each value once, sorted by name, type and rdata: equal records, equal result. */
export function rrsetsOf(records: readonly Omit<ZoneRecord, 'id'>[], zoneName: string): RRset[] {
  const zone = normaliseDomainName(zoneName);
  const sets = new Map<string, { name: string; type: string; ttl: number; rdata: Set<string> }>();
  for (const record of records) {
    const name = absoluteName(record.name, zone);
    const key = `${name} ${record.type}`;
    const set = sets.get(key) ?? { name, type: record.type, ttl: record.ttl, rdata: new Set<string>() };
    set.ttl = Math.min(set.ttl, record.ttl);
    set.rdata.add(toRdata(record, zone));
    sets.set(key, set);
  }
  return [...sets.values()]
    .map(({ rdata, ...set }) => ({ ...set, rdata: [...rdata].sort(compare) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.type, b.type));
}
