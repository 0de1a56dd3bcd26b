/**
 * Names of zones, hosts and records (RFC 1034, 1123, 2181), pure and browser-safe.
 *
 * The normal form everywhere in Freehold is lower-case A-labels **without** the trailing dot; only rdata in presentation
 * form (`record-data.ts`) writes names with one.
 */
import { getPublicSuffix } from 'tldts';
import { z } from 'zod';
import { shown } from './presentation.js';

const MAX_NAME = 253;
const MAX_LABEL = 63;
/** Far above any real name; bounds the work that one text can cause. */
const MAX_TEXT = 1_000;

/** The four characters that IDNA takes for a dot (RFC 3490 section 3.1). */
const DOT = /[.\u3002\uff0e\uff61]/u;
const LEGAL_LABEL = {
  /** Letters, digits and inner hyphens: what a host may be called (RFC 1123 section 2.1). */
  host: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
  /** With underscores, as in `_dmarc` and `_443._tcp` (RFC 8552). */
  domain: /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$/,
  /** With slashes too, as in classless reverse delegation `0/25` (RFC 2317). */
  owner: /^[a-z0-9_](?:[a-z0-9_/-]*[a-z0-9_])?$/,
} as const;
const LEGAL_TEXT = {
  host: 'letters, digits and inner hyphens',
  domain: 'letters, digits, underscores and inner hyphens',
  owner: 'letters, digits, underscores, inner hyphens and slashes',
} as const;

/** How strict a name's labels are read: `host` < `domain` (zones) < `owner` (records and what they point to). */
export type NameRule = keyof typeof LEGAL_LABEL;

type Reading = { name: string; problem?: never } | { name?: never; problem: string };

/**
 * One label as an A-label, or undefined when IDNA refuses it. The host parser of `URL` is the one implementation of UTS #46
 * that every browser and Node share, and it needs no tables of ours. It only sees labels that need it, alone, and without the
 * characters that would end the host part. An ASCII label is never decoded, `xn--…` or not: it is one name in the DNS, and
 * engines differ on which ones they would refuse.
 */
function toALabel(label: string): string | undefined {
  const lower = label.toLowerCase();
  // oxlint-disable-next-line no-control-regex -- the ASCII range is what is meant
  if (/^[\x00-\x7f]*$/.test(lower)) return lower;
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\s\x00-\x20/?#@:\\%[\]]/u.test(label) || !label.isWellFormed()) return undefined;
  try {
    const { hostname } = new URL(`http://${label}.example`);
    return hostname.slice(0, -'.example'.length);
  } catch {
    return undefined;
  }
}

function readLabels(text: string, rule: NameRule): Reading {
  if (text.length > MAX_TEXT) return { problem: `is longer than ${MAX_NAME} octets` };
  const labels: string[] = [];
  for (const label of text.split(DOT)) {
    if (label === '')
      return { problem: `${shown(text)} has an empty label: a dot stands at its start or beside another dot` };
    const ascii = toALabel(label);
    if (ascii === undefined || !LEGAL_LABEL[rule].test(ascii)) {
      return { problem: `${shown(label)} is not a valid label: use ${LEGAL_TEXT[rule]}` };
    }
    if (ascii.length > MAX_LABEL) return { problem: `the label ${shown(label)} is longer than ${MAX_LABEL} octets` };
    labels.push(ascii);
  }
  const name = labels.join('.');
  return name.length > MAX_NAME ? { problem: `${shown(name)} is longer than ${MAX_NAME} octets` } : { name };
}

function readName(text: string, rule: NameRule): Reading {
  const last = text.at(-1);
  const bare = last !== undefined && DOT.test(last) ? text.slice(0, -1) : text;
  if (bare === '') return { problem: 'is empty: write a name such as www.example.com' };
  const reading = readLabels(bare, rule);
  // No top-level domain is all digits (RFC 3696 section 2), so such a text is an IPv4 address or a slip.
  if (reading.name !== undefined && /(?:^|\.)\d+$/.test(reading.name)) {
    return { problem: `${shown(text)} is an IP address or ends in a number: write a host name` };
  }
  return reading;
}

/** What is wrong with a name, as a phrase to follow its field's name; undefined when nothing is. Never throws. */
export function domainNameProblem(text: string, rule: NameRule = 'domain'): string | undefined {
  return readName(text, rule).problem;
}

/**
 * The one form of a name that is compared, keyed and stored: `Bücher.Example.` becomes `xn--bcher-kva.example`.
 * @throws RangeError when `domainNameProblem` finds something
 */
export function normaliseDomainName(text: string, rule: NameRule = 'domain'): string {
  const { name, problem } = readName(text, rule);
  if (name === undefined) throw new RangeError(`The name ${problem}`);
  return name;
}

/** Lower-cased A-labels as a client sees its name again: with the trailing dot if it wrote one. An invalid text stays as it is. */
function echoedForm(text: string, rule: NameRule): string {
  const { name } = readName(text, rule);
  if (name === undefined) return text;
  return DOT.test(text.at(-1) ?? '') ? `${name}.` : name;
}

function nameSchema(rule: NameRule) {
  return z
    .string()
    .overwrite((text) => echoedForm(text, rule))
    .superRefine((text, context) => {
      const problem = domainNameProblem(text, rule);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: `The name ${problem}.`, input: text });
    });
}

/**
 * The name of a zone or mail domain: at most 253 octets in labels of at most 63, lower-cased and IDNA-normalised; one trailing
 * dot is accepted and echoed. Keys are made of `normaliseDomainName`, which drops it.
 */
export const DomainName = nameSchema('domain').meta({
  description: 'A domain name; lower-cased, IDNA-normalised',
  examples: ['acme.example'],
});

/** The name of a host (web sites, name servers, mail servers): as `DomainName`, without underscores. */
export const HostName = nameSchema('host').meta({
  description: 'A host name; lower-cased, IDNA-normalised',
  examples: ['www.acme.example'],
});

/**
 * Whether a normalised name is a public suffix, under which strangers register theirs (`com`, `co.uk`), or a single label.
 * Only the list's ICANN section counts: an owner of `github.io` or of a brand's hosting domain may well serve that zone here.
 */
export function isPublicSuffix(name: string): boolean {
  const bare = name.endsWith('.') ? name.slice(0, -1) : name;
  if (!bare.includes('.')) return true;
  const options = { allowPrivateDomains: false, extractHostname: false, validateHostname: false, detectIp: false };
  return getPublicSuffix(bare, options) === bare;
}

function readOwner(recordName: string, zone: string): Reading {
  if (recordName === '') return { problem: 'is empty: write @ for the zone itself' };
  if (recordName === '@') return { name: zone };
  if (recordName === '*') return { name: `*.${zone}` };
  const wildcard = recordName.startsWith('*.');
  const text = wildcard ? recordName.slice(2) : recordName;
  const absolute = DOT.test(text.at(-1) ?? '');
  const { name, problem } = readLabels(absolute ? text.slice(0, -1) : text, 'owner');
  if (problem !== undefined) return { problem };
  const inside = name === zone || name.endsWith(`.${zone}`);
  if (absolute && !inside) {
    return {
      problem: `${shown(recordName)} lies outside the zone ${zone}: leave its last dot away for a name below the zone`,
    };
  }
  const full = `${wildcard ? '*.' : ''}${inside ? name : `${name}.${zone}`}`;
  return full.length > MAX_NAME ? { problem: `${shown(full)} is longer than ${MAX_NAME} octets` } : { name: full };
}

/** What is wrong with a record's name within its zone, as a phrase to follow "The name"; undefined when nothing is. Never throws. */
export function ownerNameProblem(recordName: string, zoneName: string): string | undefined {
  return readOwner(recordName, normaliseDomainName(zoneName)).problem;
}

/**
 * A record's full name, in normal form. `@` is the zone itself, `*` a wildcard; a trailing dot makes a name absolute, and one
 * that already ends in the zone's name is taken as absolute too, because nobody means `www.acme.example.acme.example`.
 * @throws RangeError when the name is not valid or lies outside the zone (`ownerNameProblem` tells without throwing)
 */
export function absoluteName(recordName: string, zoneName: string): string {
  const { name, problem } = readOwner(recordName, normaliseDomainName(zoneName));
  if (name === undefined) throw new RangeError(`The name ${problem}`);
  return name;
}
