/** How the content of each record type is read, and written in canonical form (without the priority of MX and SRV). */
import { domainNameProblem } from './domain-name.js';
import { location } from './location.js';
import {
  base64,
  characterString,
  fieldsOf,
  hexadecimal,
  InvalidRecord,
  octetsOf,
  oneOf,
  quoted,
  shown,
  tokensOf,
  uint,
} from './presentation.js';
import { ipv4, ipv6, target } from './rdata-names.js';
import type { RecordType } from './record-type.js';
import { serviceBinding } from './service-binding.js';

/** From a non-blank, well-formed content of a zone (normal form) to canonical rdata; throws InvalidRecord. */
type Form = (content: string, zone: string) => string;

const MAX_STRING = 255;

function onlyToken(content: string, what: string): string {
  const [first, ...rest] = tokensOf(content);
  if (first === undefined || rest.length > 0)
    throw new InvalidRecord(`must be one ${what}, but has ${rest.length + 1} fields`);
  return first;
}

function strings(octets: readonly number[]): string[] {
  const count = Math.max(1, Math.ceil(octets.length / MAX_STRING));
  return Array.from({ length: count }, (_, index) =>
    quoted(octets.slice(index * MAX_STRING, (index + 1) * MAX_STRING)),
  );
}

/**
 * A text that begins with a quote is in presentation form, its strings kept apart as written; any other is taken literally,
 * backslashes and inner quotes included, as people paste SPF and DKIM values. Too long a string is cut every 255 octets:
 * SPF (RFC 7208 section 3.3) and DKIM (RFC 6376 section 3.6.2.2) join them again.
 */
function text(content: string): string {
  const trimmed = content.trim();
  if (!trimmed.startsWith('"')) {
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\x00-\x1f\x7f]/.test(trimmed))
      throw new InvalidRecord('has a line break or another control character: write it as \\DDD within "…"');
    return strings([...new TextEncoder().encode(trimmed)]).join(' ');
  }
  const tokens = tokensOf(trimmed);
  const loose = tokens.find((token) => !/^"(?:[^"\\]|\\.)*"$/su.test(token));
  if (loose !== undefined)
    throw new InvalidRecord(
      `begins with a quote but has ${shown(loose)} that is not a string of its own: write "…" "…", and \\" for a quote within`,
    );
  return tokens.flatMap((token) => strings(octetsOf(token))).join(' ');
}

function mailServer(content: string, zone: string): string {
  const tokens = tokensOf(content);
  if (tokens.length === 2 && /^\d+$/.test(tokens[0] ?? ''))
    throw new InvalidRecord(`must be the mail server alone: put ${tokens[0]} into priority`);
  return target(onlyToken(content, 'mail server'), zone, { rule: 'host', root: true });
}

function service(content: string, zone: string): string {
  const tokens = tokensOf(content);
  if (tokens.length === 4 && /^\d+$/.test(tokens[0] ?? ''))
    throw new InvalidRecord(`must read "<weight> <port> <target>": put ${tokens[0]} into priority`);
  const { weight, port, target: host } = fieldsOf(content, ['weight', 'port', 'target']);
  return `${uint(weight, 65_535, 'weight')} ${uint(port, 65_535, 'port')} ${target(host, zone, { rule: 'host', root: true })}`;
}

/** The value of a certification authority's permission (RFC 8659 sections 4.2 to 4.4). */
function checkAuthority(tag: string, value: string): void {
  if (tag === 'iodef') {
    if (!/^(?:mailto:|https?:\/\/)\S+$/.test(value))
      throw new InvalidRecord(`has the iodef ${shown(value)}: write mailto:…, http://… or https://…`);
    return;
  }
  if (tag !== 'issue' && tag !== 'issuewild') return;
  const issuer = (value.split(';', 1)[0] ?? '').trim();
  if (issuer !== '' && domainNameProblem(issuer, 'host') !== undefined) {
    throw new InvalidRecord(
      `names the authority ${shown(issuer)}: write its domain such as letsencrypt.org, or ";" for none`,
    );
  }
}

function certificationAuthority(content: string): string {
  const { flags, tag, value } = fieldsOf(content, ['flags', 'tag', 'value']);
  const property = tag.toLowerCase();
  if (!/^[a-z0-9]{1,15}$/.test(property))
    throw new InvalidRecord(
      `has the tag ${shown(tag)}: write issue, issuewild, iodef or another of letters and digits`,
    );
  const octets = octetsOf(value);
  checkAuthority(property, String.fromCharCode(...octets));
  return `${uint(flags, 255, 'flags')} ${property} ${quoted(octets)}`;
}

const TLSA_USAGES = { 0: 'PKIX-TA', 1: 'PKIX-EE', 2: 'DANE-TA', 3: 'DANE-EE' };
const TLSA_SELECTORS = { 0: 'whole certificate', 1: 'public key' };
const TLSA_MATCHES = { 0: 'exact', 1: 'SHA-256', 2: 'SHA-512' };
const TLSA_OCTETS: Partial<Record<number, number>> = { 1: 32, 2: 64 };

function tlsAssociation(content: string): string {
  const [usage = '', selector = '', match = '', ...data] = tokensOf(content);
  const matching = oneOf(match, TLSA_MATCHES, 'matching type');
  const digest = hexadecimal(data, TLSA_OCTETS[matching], 'certificate data');
  return `${oneOf(usage, TLSA_USAGES, 'usage')} ${oneOf(selector, TLSA_SELECTORS, 'selector')} ${matching} ${digest}`;
}

const DS_DIGESTS = { 1: 'SHA-1', 2: 'SHA-256', 4: 'SHA-384' };
const DS_OCTETS: Partial<Record<number, number>> = { 1: 20, 2: 32, 4: 48 };
const DNSSEC_ALGORITHMS = {
  5: 'RSASHA1',
  7: 'RSASHA1-NSEC3',
  8: 'RSASHA256',
  10: 'RSASHA512',
  13: 'ECDSAP256',
  14: 'ECDSAP384',
  15: 'ED25519',
  16: 'ED448',
};

function delegationSigner(content: string): string {
  const [tag = '', algorithm = '', kind = '', ...data] = tokensOf(content);
  const digestType = oneOf(kind, DS_DIGESTS, 'digest type');
  const digest = hexadecimal(data, DS_OCTETS[digestType], 'digest');
  return `${uint(tag, 65_535, 'key tag')} ${oneOf(algorithm, DNSSEC_ALGORITHMS, 'algorithm')} ${digestType} ${digest}`;
}

const KEY_FLAGS = { 256: 'zone key', 257: 'key signing key' };

function publicKey(content: string): string {
  const [flags = '', protocol = '', algorithm = '', ...key] = tokensOf(content);
  const head = [
    oneOf(flags, KEY_FLAGS, 'flags'),
    oneOf(protocol, { 3: 'DNSSEC' }, 'protocol'),
    oneOf(algorithm, DNSSEC_ALGORITHMS, 'algorithm'),
  ];
  return `${head.join(' ')} ${base64(key, 'key')}`;
}

function namingAuthority(content: string, zone: string): string {
  const { order, preference, flags, services, regexp, replacement } = fieldsOf(content, [
    'order',
    'preference',
    'flags',
    'services',
    'regexp',
    'replacement',
  ]);
  const [flag, offered, rule] = [
    characterString(flags, 'flags field'),
    characterString(services, 'services field'),
    characterString(regexp, 'regexp'),
  ];
  if (!/^"[A-Za-z0-9]*"$/.test(flag))
    throw new InvalidRecord(`has the flags ${flag}: letters and digits, such as "S" or "U"`);
  const next = target(replacement, zone, { root: true });
  if ((rule === '""') === (next === '.'))
    throw new InvalidRecord('needs either a regexp, with the replacement ".", or a replacement, with the regexp ""');
  return `${uint(order, 65_535, 'order')} ${uint(preference, 65_535, 'preference')} ${flag} ${offered} ${rule} ${next}`;
}

const SSH_ALGORITHMS = { 1: 'RSA', 2: 'DSA', 3: 'ECDSA', 4: 'Ed25519', 6: 'Ed448' };
const SSH_DIGESTS = { 1: 'SHA-1', 2: 'SHA-256' };
const SSH_OCTETS: Partial<Record<number, number>> = { 1: 20, 2: 32 };

function hostKey(content: string): string {
  const [algorithm = '', kind = '', ...data] = tokensOf(content);
  const digest = oneOf(kind, SSH_DIGESTS, 'fingerprint type');
  return `${oneOf(algorithm, SSH_ALGORITHMS, 'algorithm')} ${digest} ${hexadecimal(data, SSH_OCTETS[digest], 'fingerprint')}`;
}

const domain: Form = (content, zone) => target(onlyToken(content, 'name'), zone);

export const contentForms: Record<RecordType, Form> = {
  A: (content) => ipv4(onlyToken(content, 'IPv4 address')),
  AAAA: (content) => ipv6(onlyToken(content, 'IPv6 address')),
  CNAME: domain,
  MX: mailServer,
  TXT: text,
  SRV: service,
  NS: (content, zone) => target(onlyToken(content, 'name server'), zone, { rule: 'host' }),
  CAA: certificationAuthority,
  PTR: domain,
  ALIAS: domain,
  HTTPS: serviceBinding,
  SVCB: serviceBinding,
  TLSA: tlsAssociation,
  DS: delegationSigner,
  DNSKEY: publicKey,
  NAPTR: namingAuthority,
  LOC: location,
  SSHFP: hostKey,
  DNAME: domain,
};
