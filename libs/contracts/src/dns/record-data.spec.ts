import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validRecord } from './record-data.arbitrary.js';
import { type NamedRecordData, recordProblems, toRdata } from './record-data.js';
import { RECORD_TYPES, type RecordType } from './record-type.js';

const ZONE = 'acme.example';
const HEX32 = 'ab'.repeat(32);

/** Name for which the type is allowed: DNSKEY stands at the apex only. */
function record(type: RecordType, content: string, priority?: number): NamedRecordData {
  return { name: type === 'DNSKEY' ? '@' : 'host', type, content, ...(priority === undefined ? {} : { priority }) };
}

/** A record again from its rdata, as another platform would hand it over. */
function again(type: RecordType, rdata: string): NamedRecordData {
  if (type !== 'MX' && type !== 'SRV') return record(type, rdata);
  const [priority = '', ...content] = rdata.split(' ');
  return record(type, content.join(' '), Number(priority));
}

describe('rdata in canonical form', () => {
  it.each<[RecordType, string, string, number?]>([
    ['A', ' 192.0.2.1 ', '192.0.2.1'],
    ['AAAA', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['AAAA', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['AAAA', '::1', '::1'],
    ['CNAME', 'WWW.Other.Test', 'www.other.test.'],
    ['CNAME', 'www', 'www.acme.example.'],
    ['CNAME', '@', 'acme.example.'],
    ['CNAME', 'bücher.example.', 'xn--bcher-kva.example.'],
    ['MX', 'mail.acme.example', '10 mail.acme.example.', 10],
    ['MX', '.', '0 .', 0],
    ['TXT', 'v=spf1 mx ~all', '"v=spf1 mx ~all"'],
    ['TXT', 'say "hi" \\ bye', '"say \\"hi\\" \\\\ bye"'],
    ['TXT', '"one" "two"', '"one" "two"'],
    ['TXT', '""', '""'],
    ['TXT', '"caf\\195\\169 é"', '"caf\\195\\169 \\195\\169"'],
    ['TXT', '"\\a\\065"', '"aA"'],
    ['TXT', 'x'.repeat(256), `"${'x'.repeat(255)}" "x"`],
    ['TXT', `"${'x'.repeat(256)}" "y"`, `"${'x'.repeat(255)}" "x" "y"`],
    ['SRV', '5 443 Sip.Acme.Example.', '10 5 443 sip.acme.example.', 10],
    ['SRV', '0 0 .', '0 0 0 .', 0],
    ['NS', 'ns1.acme.example', 'ns1.acme.example.'],
    ['CAA', '0 Issue letsencrypt.org', '0 issue "letsencrypt.org"'],
    ['CAA', '128 issue ";"', '128 issue ";"'],
    ['CAA', '0 iodef "mailto:sec@acme.example"', '0 iodef "mailto:sec@acme.example"'],
    ['PTR', 'host.acme.example', 'host.acme.example.'],
    ['ALIAS', 'lb.other.test', 'lb.other.test.'],
    ['HTTPS', '1 . port=443 alpn="h2,h3"', '1 . alpn=h2,h3 port=443'],
    ['HTTPS', '0 cdn.other.test', '0 cdn.other.test.'],
    [
      'SVCB',
      '2 @ ipv6hint=2001:DB8::1 ipv4hint=192.0.2.1,192.0.2.2 ech=AAAA',
      '2 acme.example. ipv4hint=192.0.2.1,192.0.2.2 ech="AAAA" ipv6hint=2001:db8::1',
    ],
    [
      'SVCB',
      '1 . alpn=h2 no-default-alpn port=53 mandatory=port,alpn',
      '1 . mandatory=alpn,port alpn=h2 no-default-alpn port=53',
    ],
    ['TLSA', `3 1 1 ${HEX32.toUpperCase()}`, `3 1 1 ${HEX32}`],
    ['DS', `12345 13 2 ${HEX32.slice(0, 32)} ${HEX32.slice(32)}`, `12345 13 2 ${HEX32}`],
    ['DNSKEY', '257 3 13 mdss wUyr', '257 3 13 mdsswUyr'],
    ['NAPTR', '100 10 S SIP+D2U "" _sip._udp', '100 10 "S" "SIP+D2U" "" _sip._udp.acme.example.'],
    [
      'NAPTR',
      '100 10 "u" "E2U+sip" "!^(\\\\+.*)$!sip:\\\\1@x!" .',
      '100 10 "u" "E2U+sip" "!^(\\\\+.*)$!sip:\\\\1@x!" .',
    ],
    ['LOC', '52 22 23 n 4 53 32.5 e -2m', '52 22 23.000 N 4 53 32.500 E -2.00m 1.00m 10000.00m 10.00m'],
    ['SSHFP', `4 2 ${HEX32.toUpperCase()}`, `4 2 ${HEX32}`],
    ['DNAME', 'other.test', 'other.test.'],
  ])('%s %j is %j', (type, content, rdata, ...[priority]) => {
    expect(recordProblems(record(type, content, priority), ZONE)).toEqual([]);
    expect(toRdata(record(type, content, priority), ZONE)).toBe(rdata);
  });

  it('is reached in one step: canonical rdata is its own canonical form, for every type', () => {
    fc.assert(
      fc.property(validRecord(RECORD_TYPES), (valid) => {
        expect(recordProblems(valid, ZONE)).toEqual([]);
        const rdata = toRdata(valid, ZONE);
        expect(rdata).toMatch(/^[\x20-\x7e]+$/);
        expect(toRdata(again(valid.type, rdata), ZONE)).toBe(rdata);
      }),
      { numRuns: 3_000 },
    );
  });

  it('cuts a text into strings of at most 255 octets that join to the text again', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 1_500 }).filter((text) => text.trim() === text && !text.startsWith('"')),
        (text) => {
          const strings = toRdata(record('TXT', text), ZONE)
            .split('" "')
            .map((part) => part.replace(/^"|"$/g, ''));
          const plain = strings.map((part) => part.replace(/\\(["\\])/g, '$1'));
          expect(plain.every((part) => part.length <= 255)).toBe(true);
          fc.pre(!text.includes('" "'));
          expect(plain.join('')).toBe(text);
        },
      ),
    );
  });
});

describe('the content of a record', () => {
  it.each<[RecordType, string, string]>([
    ['A', '192.0.2.256', 'must be an IPv4 address such as 192.0.2.1'],
    ['A', '192.0.2', 'must be an IPv4 address'],
    ['A', '010.0.0.1', 'must be an IPv4 address'],
    ['A', '2001:db8::1', 'an AAAA record takes that'],
    ['A', '192.0.2.1 192.0.2.2', 'one IPv4 address, but has 2'],
    ['AAAA', '192.0.2.1', 'an A record takes that'],
    ['AAAA', '::ffff:192.0.2.1', 'make an A record instead'],
    ['AAAA', '::192.0.2.1', 'make an A record instead'],
    ['AAAA', 'fe80::1%eth0', 'must be an IPv6 address'],
    ['CNAME', '192.0.2.1', 'an IP address'],
    ['CNAME', '2001:db8::1', 'give that name an AAAA record'],
    ['CNAME', '.', 'points to the root'],
    ['CNAME', 'a b', 'one name, but has 2'],
    ['MX', '10 mail.acme.example', 'put 10 into priority'],
    ['MX', '_mail.acme.example', 'inner hyphens'],
    ['TXT', '"open', 'quote that is not closed'],
    ['TXT', '"a" b', 'not a string of its own'],
    ['TXT', '"a""b"', 'not a string of its own'],
    ['TXT', '"\\256"', 'an octet is written'],
    ['TXT', 'two\nlines', 'line break'],
    ['TXT', '\ud800', 'not well-formed Unicode'],
    ['TXT', 'x'.repeat(8_193), 'longer than 8192'],
    ['SRV', '10 5 443 sip.acme.example', 'put 10 into priority'],
    ['SRV', '5 65536 sip.acme.example', 'port "65536": write a whole number from 0 to 65535'],
    ['SRV', '443 sip.acme.example', 'must read "<weight> <port> <target>"'],
    ['NS', 'ns_1.acme.example', 'inner hyphens'],
    ['CAA', 'letsencrypt.org', 'must read "<flags> <tag> <value>"'],
    ['CAA', '0 issue "not a domain"', 'write its domain'],
    ['CAA', '0 iodef "sec@acme.example"', 'write mailto:'],
    ['CAA', '0 is_sue "x"', 'has the tag'],
    ['HTTPS', '. alpn=h2', 'has the priority "."'],
    ['HTTPS', '1', 'must read "<priority> <target>'],
    ['HTTPS', '0 a.example alpn=h2', 'takes no parameter'],
    ['HTTPS', '1 . alpn=h2 alpn=h3', 'alpn twice'],
    ['HTTPS', '1 . colour=red', 'known are mandatory, alpn'],
    ['HTTPS', '1 . alpn', 'has no value for alpn'],
    ['HTTPS', '1 . no-default-alpn', 'without alpn'],
    ['HTTPS', '1 . mandatory=port alpn=h2', 'calls port mandatory'],
    ['HTTPS', '1 . ipv4hint=auto', 'must be an IPv4 address'],
    ['TLSA', '3 1 1 abcd', 'this one has 64'],
    ['TLSA', '9 1 1 abcd', 'this one has 64'],
    ['TLSA', `9 1 1 ${HEX32}`, 'write one of 0 (PKIX-TA)'],
    ['DS', `12345 13 3 ${HEX32}`, 'write one of 1 (SHA-1)'],
    ['DS', `12345 99 2 ${HEX32}`, 'write one of 5 (RSASHA1)'],
    ['DNSKEY', '257 3 13 mdss=', 'not base64'],
    ['NAPTR', '100 10 "S" "SIP+D2U" "" .', 'needs either a regexp'],
    ['NAPTR', '100 10 "!" "" "" a.example', 'has the flags'],
    ['LOC', '91 N 4 E 0m', 'latitude out of range'],
    ['LOC', '0 N 4 E 0m', 'exactly zero'],
    ['LOC', '52 N 4 E 0m 15m', 'one digit and zeros'],
    ['LOC', 'north', 'such as 52 22 23 N'],
    ['SSHFP', `5 2 ${HEX32}`, 'write one of 1 (RSA)'],
    ['DNAME', '', 'is empty'],
  ])('%s %j is refused: %s', (type, content, why) => {
    const problems = recordProblems(record(type, content, type === 'MX' || type === 'SRV' ? 10 : undefined), ZONE);
    expect(problems).toEqual([{ field: 'content', detail: expect.stringContaining(why) }]);
    expect(problems[0]?.detail).toMatch(new RegExp(`^The content of ${type} .*\\.$`, 's'));
  });

  it('is judged for any text, of any type, without a throw, and what passes has rdata', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc
        .array(fc.constantFrom('1', '"', '\\', ' ', '.', 'a', ';', '=', '::'), { maxLength: 30 })
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...RECORD_TYPES),
        anyText,
        anyText,
        fc.option(fc.double()),
        (type, name, content, priority) => {
          const candidate = { type, name, content, priority };
          if (recordProblems(candidate, ZONE).length > 0) return;
          expect(toRdata(candidate, ZONE)).toMatch(/^[\x20-\x7e]+$/);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('costs time in proportion to its length, however its quotes stand', () => {
    const nasty = [
      '"'.repeat(8_191),
      '"a'.repeat(4_000),
      '\\'.repeat(8_191),
      '"\\"'.repeat(2_700),
      `${'1 '.repeat(4_000)}"`,
    ];
    const before = process.cpuUsage();
    for (const content of nasty)
      for (const type of RECORD_TYPES) recordProblems({ type, name: '@', content, priority: 1 }, ZONE);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(1_000);
  });
});

describe('the priority of a record', () => {
  it.each<RecordType>(['MX', 'SRV'])('is needed by %s, from 0 to 65535', (type) => {
    const content = type === 'MX' ? 'mail.acme.example' : '5 443 sip.acme.example';
    for (const priority of [undefined, null, -1, 65_536, 1.5, Number.NaN]) {
      expect(recordProblems({ name: '@', type, content, priority }, ZONE)).toEqual([
        { field: 'priority', detail: expect.stringContaining('0 to 65535') },
      ]);
      expect(() => toRdata({ type, content, priority }, ZONE)).toThrow(RangeError);
    }
    for (const priority of [0, 65_535])
      expect(recordProblems({ name: '@', type, content, priority }, ZONE)).toEqual([]);
  });

  it('is refused by every other type', () => {
    for (const type of RECORD_TYPES) {
      if (type === 'MX' || type === 'SRV') continue;
      expect(recordProblems({ name: 'host', type, content: '1', priority: 10 }, ZONE)).toContainEqual({
        field: 'priority',
        detail: `${type} takes no priority: leave it away.`,
      });
    }
  });

  it('is 0 for a null MX', () => {
    expect(recordProblems({ name: '@', type: 'MX', content: '.', priority: 10 }, ZONE)).toEqual([
      { field: 'content', detail: expect.stringContaining('from 0 to 0') },
    ]);
  });
});

describe('the place of a record', () => {
  it.each<[RecordType, string, string, string]>([
    ['CNAME', '@', 'www.other.test', 'use ALIAS'],
    ['CNAME', 'acme.example.', 'www.other.test', 'use ALIAS'],
    ['DS', '@', `12345 13 2 ${HEX32}`, 'parent zone'],
    ['DNSKEY', 'sub', '257 3 13 mdsswUyr', 'write the name @'],
    ['A', 'www.other.test.', '192.0.2.1', 'outside the zone'],
  ])('%s at %s is refused', (type, name, content, why) => {
    expect(recordProblems({ type, name, content }, ZONE)).toEqual([
      { field: 'name', detail: expect.stringContaining(why) },
    ]);
  });

  it('is one problem among all that the record has', () => {
    const problems = recordProblems({ type: 'A', name: 'a b', content: 'x', priority: 1 }, ZONE);
    expect(problems.map(({ field }) => field)).toEqual(['name', 'priority', 'content']);
  });

  it('needs a type that there is', () => {
    const outsider = { type: 'SPF', name: '@', content: 'x' } as unknown as NamedRecordData; // a caller that has not parsed its input
    expect(recordProblems(outsider, ZONE)).toEqual([
      { field: 'type', detail: expect.stringContaining('use one of A, AAAA') },
    ]);
  });
});
