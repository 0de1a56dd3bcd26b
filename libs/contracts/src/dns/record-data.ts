/**
 * What a DNS record may say, and the one way to write it: every type's content is validated with an error that tells what to
 * write instead, and turned into the canonical presentation form that PowerDNS takes and returns, so that desired and served
 * rdata are equal exactly when their strings are. Pure and browser-safe.
 */
import { absoluteName, normaliseDomainName, ownerNameProblem } from './domain-name.js';
import { InvalidRecord, shown, uint } from './presentation.js';
import { contentForms } from './record-forms.js';
import { RECORD_TYPES, type RecordType } from './record-type.js';

/** Bounds what one record can cost: an answer has to fit 64 KiB with all its fellows. No record in use comes near. */
export const MAX_CONTENT_LENGTH = 8_192;

/** The types whose preference stands in `priority` and not in the content. HTTPS, SVCB and NAPTR carry theirs in the content. */
const PRIORITY_NAMES: Partial<Record<RecordType, string>> = { MX: 'preference', SRV: 'priority' };

export interface RecordData {
  type: RecordType;
  content: string;
  /** 0 to 65535, for MX and SRV alone; lower is tried first */
  priority?: number | null | undefined;
}

export interface NamedRecordData extends RecordData {
  /** `@`, `*`, relative to the zone, or absolute */
  name: string;
}

/** One thing that is wrong: the field, and a sentence that says what to write instead. */
export interface RecordProblem {
  field: 'name' | 'type' | 'content' | 'priority';
  detail: string;
}

function priorityProblem({ type, priority }: RecordData): string | undefined {
  const meaning = PRIORITY_NAMES[type];
  const given = priority !== undefined && priority !== null;
  if (meaning === undefined) return given ? `${type} takes no priority: leave it away` : undefined;
  if (!given) return `${type} needs priority, its ${meaning}: a whole number from 0 to 65535`;
  return Number.isInteger(priority) && priority >= 0 && priority <= 65_535
    ? undefined
    : `The priority of ${type} must be a whole number from 0 to 65535`;
}

function contentProblem(content: string): string | undefined {
  if (content.trim() === '') return 'is empty';
  if (content.length > MAX_CONTENT_LENGTH) return `is longer than ${MAX_CONTENT_LENGTH} characters`;
  return content.isWellFormed() ? undefined : 'is not well-formed Unicode';
}

/** A message of the forms, which follow their field, as a sentence. */
function sentence(type: RecordType, phrase: string): string {
  return `The content of ${type} ${phrase}.`;
}

function readContent(
  { type, content, priority }: RecordData,
  zone: string,
): { rdata: string; problem?: never } | { problem: string } {
  const early = contentProblem(content);
  if (early !== undefined) return { problem: sentence(type, early) };
  try {
    const form = contentForms[type](content, zone);
    // A null MX (RFC 7505) is preference 0 and nothing else.
    if (type === 'MX' && form === '.') uint(String(priority), 0, 'priority beside the target "."');
    return { rdata: type in PRIORITY_NAMES ? `${priority} ${form}` : form };
  } catch (error) {
    if (error instanceof InvalidRecord) return { problem: sentence(type, error.detail) };
    throw error;
  }
}

/** Rules on where a type may stand, which name servers refuse to see broken. */
function placeProblem(type: RecordType, name: string, zone: string): string | undefined {
  const apex = name === zone;
  if (type === 'CNAME' && apex)
    return 'CNAME cannot stand at the zone itself, where SOA and NS stand: use ALIAS, or A and AAAA';
  if (type === 'DS' && apex)
    return 'DS of this zone belongs into its parent zone: here it stands at the name of a delegated child';
  if (type === 'DNSKEY' && !apex) return 'DNSKEY stands at the zone itself only: write the name @';
  return undefined;
}

/**
 * Everything that is wrong with one record of a zone, looked at alone; empty when nothing is. Total: no text in the record makes
 * it throw; the zone's name is taken as valid.
 * Rules between records are in `record-conflicts.ts`.
 */
export function recordProblems(record: NamedRecordData, zoneName: string): RecordProblem[] {
  const { type } = record;
  if (!RECORD_TYPES.includes(type))
    return [
      { field: 'type', detail: `There is no record type ${shown(type)}: use one of ${RECORD_TYPES.join(', ')}.` },
    ];
  const zone = normaliseDomainName(zoneName);
  const problems: RecordProblem[] = [];
  const nameProblem = ownerNameProblem(record.name, zone);
  const place =
    nameProblem === undefined ? placeProblem(type, absoluteName(record.name, zone), zone) : `The name ${nameProblem}`;
  if (place !== undefined) problems.push({ field: 'name', detail: `${place}.` });
  const priority = priorityProblem(record);
  if (priority !== undefined) problems.push({ field: 'priority', detail: `${priority}.` });
  const { problem } = readContent(priority === undefined ? record : { ...record, priority: 0 }, zone);
  if (problem !== undefined) problems.push({ field: 'content', detail: problem });
  return problems;
}

/**
 * The rdata of a valid record in canonical presentation form: names absolute, lower-case and with their last dot, addresses as
 * RFC 5952 writes them, texts quoted, escaped and cut into strings of at most 255 octets, hexadecimal in lower case, the
 * priority of MX and SRV in front.
 * @throws RangeError when `recordProblems` finds something in content or priority
 */
export function toRdata(record: RecordData, zoneName: string): string {
  const problem = priorityProblem(record);
  if (problem !== undefined) throw new RangeError(problem);
  const reading = readContent(record, normaliseDomainName(zoneName));
  if (reading.problem !== undefined) throw new RangeError(reading.problem);
  return reading.rdata;
}
