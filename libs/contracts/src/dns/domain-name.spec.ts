import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  absoluteName,
  DomainName,
  domainNameProblem,
  HostName,
  isPublicSuffix,
  normaliseDomainName,
  ownerNameProblem,
} from './domain-name.js';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.domain(),
  fc.string().map((text) => `${text}.example`),
);

describe('a domain name', () => {
  it.each([
    ['ACME.Example', 'acme.example'],
    ['acme.example.', 'acme.example'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['faß.example', 'xn--fa-hia.example'],
    ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
    ['_dmarc.acme.example', '_dmarc.acme.example'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%s has the one normal form %s', (text, name) => {
    expect(normaliseDomainName(text)).toBe(name);
  });

  it.each([
    ['', 'empty'],
    ['.', 'empty'],
    ['acme..example', 'empty label'],
    ['.acme.example', 'empty label'],
    ['acme.example..', 'empty label'],
    ['-acme.example', 'not a valid label'],
    ['ac me.example', 'not a valid label'],
    ['acme/x.example', 'not a valid label'],
    ['*.acme.example', 'not a valid label'],
    ['user@acme.example', 'not a valid label'],
    ['ü#x.example', 'not a valid label'],
    ['xn--.example', 'not a valid label'],
    ['\u{ad}.example', 'not a valid label'],
    [`${'a'.repeat(64)}.example`, 'longer than 63'],
    [`${'ü'.repeat(60)}.example`, 'longer than 63'],
    [Array(64).fill('abc').join('.'), 'longer than 253'],
    ['192.0.2.1', 'an IP address'],
    ['１９２.０.２.１', 'an IP address'],
  ])('%j is refused: %s', (text, why) => {
    expect(domainNameProblem(text)).toContain(why);
    expect(DomainName.safeParse(text).success).toBe(false);
    expect(() => normaliseDomainName(text)).toThrow(RangeError);
  });

  it('fits 253 octets exactly', () => {
    const name = `${Array(63).fill('abc').join('.')}.a`;
    expect(name).toHaveLength(253);
    expect(domainNameProblem(name)).toBeUndefined();
    expect(domainNameProblem(`${name}b`)).toContain('longer than 253');
  });

  it('is normalised by its schema, which echoes a trailing dot', () => {
    expect(DomainName.parse('Bücher.Example')).toBe('xn--bcher-kva.example');
    expect(DomainName.parse('Acme.Example.')).toBe('acme.example.');
    expect(HostName.safeParse('_dmarc.acme.example').success).toBe(false);
    expect(DomainName.safeParse('_dmarc.acme.example').success).toBe(true);
  });

  it('says in its schema error what to write instead', () => {
    const { error } = DomainName.safeParse('a b.example');
    expect(error?.issues[0]?.message).toBe(
      'The name "a b" is not a valid label: use letters, digits, underscores and inner hyphens.',
    );
  });

  it('has a JSON schema in both directions', () => {
    expect(z.toJSONSchema(DomainName, { io: 'input' })).toMatchObject({ type: 'string' });
    expect(z.toJSONSchema(DomainName, { io: 'output' })).toMatchObject({ type: 'string' });
  });

  it('is read without throwing whatever the text, and normalising twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (domainNameProblem(text) !== undefined) return;
        const name = normaliseDomainName(text);
        expect(normaliseDomainName(name)).toBe(name);
        expect(normaliseDomainName(`${name}.`)).toBe(name);
        expect(name).toMatch(/^[a-z0-9_.-]{1,253}$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a public suffix', () => {
  it.each(['com', 'co.uk', 'de', 'example', 'localhost', 'in-addr.arpa', 'xn--55qx5d.cn'])('%s is one', (name) => {
    expect(isPublicSuffix(name)).toBe(true);
  });

  it.each([
    'acme.com',
    'acme.co.uk',
    'acme.example',
    'acme.test',
    'sub.acme.test',
    'github.io',
    '2.0.192.in-addr.arpa',
    '_x.acme.com',
  ])('%s is none', (name) => {
    expect(isPublicSuffix(name)).toBe(false);
  });
});

describe('the name of a record', () => {
  it.each([
    ['@', 'acme.example'],
    ['*', '*.acme.example'],
    ['www', 'www.acme.example'],
    ['WWW.Shop', 'www.shop.acme.example'],
    ['*.shop', '*.shop.acme.example'],
    ['www.acme.example', 'www.acme.example'],
    ['www.acme.example.', 'www.acme.example'],
    ['acme.example.', 'acme.example'],
    ['*.acme.example.', '*.acme.example'],
    ['_443._tcp.www', '_443._tcp.www.acme.example'],
    ['www.other.test', 'www.other.test.acme.example'],
    ['bücher', 'xn--bcher-kva.acme.example'],
    ['25', '25.acme.example'],
    ['0/25', '0/25.acme.example'],
  ])('%s means %s', (name, full) => {
    expect(absoluteName(name, 'acme.example.')).toBe(full);
  });

  it.each([
    ['', 'write @'],
    ['www.other.test.', 'outside the zone'],
    ['notacme.example.', 'outside the zone'],
    ['www.*', 'not a valid label'],
    ['a*', 'not a valid label'],
    ['*.', 'empty label'],
    ['a..b', 'empty label'],
    ['www example', 'not a valid label'],
    [Array(62).fill('abc').join('.'), 'longer than 253'],
  ])('%j is refused: %s', (name, why) => {
    expect(ownerNameProblem(name, 'acme.example')).toContain(why);
    expect(() => absoluteName(name, 'acme.example')).toThrow(RangeError);
  });

  it('is read without throwing whatever the text, and a full name means itself', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (ownerNameProblem(text, 'acme.example') !== undefined) return;
        const full = absoluteName(text, 'acme.example');
        expect(full.length).toBeLessThanOrEqual(253);
        expect(absoluteName(full, 'acme.example')).toBe(full);
        expect(absoluteName(`${full}.`, 'acme.example')).toBe(full);
      }),
      { numRuns: 2_000 },
    );
  });
});
