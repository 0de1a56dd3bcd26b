/** Rules between the records of one zone. Pure and browser-safe. */
import { absoluteName, normaliseDomainName } from './domain-name.js';
import { toRdata } from './record-data.js';
import type { TimedRecord } from './rrset.js';

export interface ZoneRecord extends TimedRecord {
  id: string;
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
      return conflict(
        'record.duplicate',
        `${at} already has this ${type} record (${other.id}): change that one instead.`,
      );
    }
    if (SINGLE_VALUED.has(type))
      return conflict(
        'record.single_value',
        `${at} already has a ${type} (${other.id}), and can have only one: change or delete that one.`,
      );
    return undefined;
  }
  if (type === 'CNAME' || other.type === 'CNAME') {
    return conflict(
      'record.cname_not_alone',
      `${at} has the ${other.type} record ${other.id}, and CNAME must be the only record of its name: delete that one first or choose another name.`,
    );
  }
  if (at !== zone && pairs(type, other.type, 'DNAME', new Set(['NS']))) {
    return conflict(
      'record.dname_with_ns',
      `${at} has the ${other.type} record ${other.id}: a name is either delegated (NS) or redirected (DNAME).`,
    );
  }
  if (pairs(type, other.type, 'ALIAS', ADDRESSES)) {
    return conflict(
      'record.alias_with_address',
      `${at} has the ${other.type} record ${other.id}, and ALIAS answers for A and AAAA: keep one of the two.`,
    );
  }
  return undefined;
}

function aboveOrBelow(other: Placed, candidate: Placed): RecordConflict | undefined {
  const hidden = (upper: Placed, lower: Placed) => upper.type === 'DNAME' && lower.at.endsWith(`.${upper.at}`);
  if (hidden(other, candidate)) {
    return conflict(
      'record.below_dname',
      `${other.at} has a DNAME (${other.id}), which answers for every name below it: nothing can stand at ${candidate.at}.`,
    );
  }
  if (hidden(candidate, other)) {
    return conflict(
      'record.below_dname',
      `${other.at} has the ${other.type} record ${other.id}, and nothing can stand below a DNAME: delete it first or choose another name.`,
    );
  }
  return undefined;
}

/**
 * What stands in the way of `candidate` in a zone that holds `existing` (RFC 1034 section 3.6.2, 2181, 6672); undefined when
 * nothing does. The candidate's own former version, known by its id, is not in its way. All records must be valid alone
 * (`recordProblems` empty).
 *
 * A TTL that differs from its fellows' is no conflict: an RRset takes the lowest of its records' (`rrset.ts`). That is what a
 * resolver has to make of differing TTLs anyway (RFC 2181 section 5.2), and a refusal would make the TTL of two records that
 * stand together impossible to change, because neither could go first.
 */
export function conflicts(
  existing: readonly ZoneRecord[],
  candidate: ZoneRecord,
  zoneName: string,
): RecordConflict | undefined {
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
