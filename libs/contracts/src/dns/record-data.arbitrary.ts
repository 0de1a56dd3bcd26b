/** Random valid records of every type, for property tests here and against a real name server. */
import fc from 'fast-check';
import type { NamedRecordData } from './record-data.js';
import type { RecordType } from './record-type.js';

const uint = (max: number) => fc.integer({ min: 0, max });
const hex = (octets: number) =>
  fc
    .uint8Array({ minLength: octets, maxLength: octets })
    .map((bytes) => Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join(''));
const base64 = fc.uint8Array({ minLength: 1, maxLength: 80 }).map((bytes) => btoa(String.fromCharCode(...bytes)));
const host = fc.domain({ size: 'small' }).filter((name) => !/\.\d+$/.test(name));
const hostOrLocal = fc.oneof(
  host,
  host.map((name) => `${name.toUpperCase()}.`),
  fc.constantFrom('@', 'www', 'bücher', 'a-b.c-d.test'),
);
const ipv6 = fc.ipV6().filter((text) => !text.includes('.') && !/^(?:::|0{1,4}:)/.test(text));
const quotedText = fc
  .uint8Array({ maxLength: 300 })
  .map((bytes) => `"${Array.from(bytes, (octet) => `\\${String(octet).padStart(3, '0')}`).join('')}"`);
const text = fc.oneof(
  fc.array(quotedText, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 400 })
    .filter((raw) => raw.trim() !== '' && !raw.trim().startsWith('"')),
);
const words = (...parts: fc.Arbitrary<unknown>[]) => fc.tuple(...parts).map((values) => values.join(' '));
const serviceBinding = fc
  .record({
    priority: fc.integer({ min: 1, max: 65_535 }),
    target: fc.oneof(host, fc.constant('.')),
    port: fc.option(uint(65_535)),
    alpn: fc.option(fc.subarray(['h3', 'h2', 'http/1.1'], { minLength: 1 })),
    ipv4hint: fc.option(fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 3 })),
    ipv6hint: fc.option(fc.constantFrom('2001:DB8::1', '2001:db8::1:0:0:2,2001:db8::')),
    ech: fc.option(base64),
  })
  .map(({ priority, target, ...parameters }) => {
    const given = Object.entries(parameters).filter(([, value]) => value !== null);
    return [priority, target, ...given.map(([key, value]) => `${key}=${String(value)}`)].join(' ');
  });
const metres = fc
  .tuple(fc.integer({ min: 1, max: 9 }), uint(8))
  .map(([digit, power]) => `${((digit * 10 ** power) / 100).toFixed(2)}m`);
const minutes = uint(59);
const seconds = fc.integer({ min: 1, max: 59_999 }).map((milliseconds) => (milliseconds / 1_000).toFixed(3));
const location = words(
  words(uint(89), minutes, seconds, fc.constantFrom('N', 'S')),
  words(uint(179), minutes, seconds, fc.constantFrom('E', 'W')),
  fc.integer({ min: -10_000_000, max: 2_137_483_647 }).map((centimetres) => `${(centimetres / 100).toFixed(2)}m`),
  metres.filter((size) => !size.startsWith('9000000')),
  metres,
  metres,
);
const digest = (octets: Record<number, number>) =>
  fc.constantFrom(...Object.keys(octets)).chain((kind) => words(fc.constant(kind), hex(octets[Number(kind)] ?? 0)));
const naptr = fc.oneof(
  words(
    uint(65_535),
    uint(65_535),
    fc.constantFrom('"S"', '"A"', '""'),
    fc.constantFrom('"SIP+D2U"', '""'),
    fc.constant('""'),
    host,
  ),
  words(
    uint(65_535),
    uint(65_535),
    fc.constant('"U"'),
    fc.constant('"E2U+sip"'),
    fc.constantFrom('"!^.*$!sip:info@acme.example!"', '"!^(\\\\+.*)$!sip:\\\\1@x!"'),
    fc.constant('.'),
  ),
);
const algorithm = fc.constantFrom(5, 7, 8, 10, 13, 14, 15, 16);

export const validContent: Record<RecordType, fc.Arbitrary<string>> = {
  A: fc.ipV4(),
  AAAA: ipv6,
  CNAME: hostOrLocal,
  MX: hostOrLocal,
  TXT: text,
  SRV: words(uint(65_535), uint(65_535), hostOrLocal),
  NS: host,
  CAA: words(
    uint(255),
    fc.constantFrom('issue', 'IssueWild'),
    host.map((name) => `"${name}; account=\\"x\\""`),
  ),
  PTR: hostOrLocal,
  ALIAS: hostOrLocal,
  HTTPS: serviceBinding,
  SVCB: serviceBinding,
  TLSA: words(uint(3), uint(1), digest({ 0: 40, 1: 32, 2: 64 })),
  DS: words(uint(65_535), algorithm, digest({ 1: 20, 2: 32, 4: 48 })),
  DNSKEY: words(fc.constantFrom(256, 257), fc.constant(3), algorithm, base64),
  NAPTR: naptr,
  LOC: location,
  SSHFP: words(fc.constantFrom(1, 2, 3, 4, 6), digest({ 1: 20, 2: 32 })),
  DNAME: hostOrLocal,
};

/** A valid record at a name where its type may stand. */
export function validRecord(types: readonly RecordType[]): fc.Arbitrary<NamedRecordData> {
  return fc.constantFrom(...types).chain((type) =>
    fc
      .record({
        type: fc.constant(type),
        name: fc.constant(type === 'DNSKEY' ? '@' : 'host'),
        content: validContent[type],
      })
      .chain((valid) =>
        type === 'MX' || type === 'SRV' ? uint(65_535).map((priority) => ({ ...valid, priority })) : fc.constant(valid),
      ),
  );
}
