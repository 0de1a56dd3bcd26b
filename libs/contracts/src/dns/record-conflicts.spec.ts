import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { conflicts, RECORD_CONFLICTS, type ZoneRecord } from './record-conflicts.js';
import { validRecord } from './record-data.arbitrary.js';
import { RECORD_TYPES, type RecordType } from './record-type.js';

const ZONE = 'acme.example';

let count = 0;
function record(name: string, type: RecordType, content: string, more: Partial<ZoneRecord> = {}): ZoneRecord {
  count += 1;
  return { id: `r${count}`, name, type, content, ttl: 3600, ...more };
}

function code(existing: ZoneRecord[], candidate: ZoneRecord): string | undefined {
  return conflicts(existing, candidate, ZONE)?.code;
}

describe('records of one zone', () => {
  it('are each there once, however they are written', () => {
    expect(code([record('www', 'A', '192.0.2.1')], record('www.acme.example.', 'A', ' 192.0.2.1'))).toBe(
      'record.duplicate',
    );
    expect(code([record('@', 'TXT', 'a b')], record('acme.example.', 'TXT', '"a b"'))).toBe('record.duplicate');
    expect(
      code([record('@', 'MX', 'mail', { priority: 10 })], record('@', 'MX', 'mail.acme.example.', { priority: 10 })),
    ).toBe('record.duplicate');
    expect(
      code([record('@', 'MX', 'mail', { priority: 10 })], record('@', 'MX', 'mail', { priority: 20 })),
    ).toBeUndefined();
    expect(code([record('www', 'A', '192.0.2.1')], record('www', 'A', '192.0.2.2'))).toBeUndefined();
  });

  it('share a name with a CNAME neither way', () => {
    expect(code([record('www', 'A', '192.0.2.1')], record('www', 'CNAME', 'other.test'))).toBe(
      'record.cname_not_alone',
    );
    expect(code([record('www', 'CNAME', 'other.test')], record('www', 'TXT', 'x'))).toBe('record.cname_not_alone');
    expect(code([record('www', 'CNAME', 'other.test')], record('www', 'CNAME', 'third.test'))).toBe(
      'record.single_value',
    );
    expect(code([record('*', 'CNAME', 'other.test')], record('www', 'A', '192.0.2.1'))).toBeUndefined();
    expect(code([record('www', 'CNAME', 'other.test')], record('a.www', 'A', '192.0.2.1'))).toBeUndefined();
  });

  it('have one DNAME at most at a name, and nothing below it', () => {
    expect(code([record('old', 'DNAME', 'new.test')], record('old', 'DNAME', 'newer.test'))).toBe(
      'record.single_value',
    );
    expect(code([record('old', 'DNAME', 'new.test')], record('a.b.old', 'A', '192.0.2.1'))).toBe('record.below_dname');
    expect(code([record('a.b.old', 'A', '192.0.2.1')], record('old', 'DNAME', 'new.test'))).toBe('record.below_dname');
    expect(code([record('very-old', 'A', '192.0.2.1')], record('old', 'DNAME', 'new.test'))).toBeUndefined();
    expect(code([record('old', 'MX', 'mail', { priority: 1 })], record('old', 'DNAME', 'new.test'))).toBeUndefined();
    expect(code([record('@', 'DNAME', 'new.test')], record('www', 'A', '192.0.2.1'))).toBe('record.below_dname');
  });

  it('are delegated or redirected, but both only at the zone itself', () => {
    expect(code([record('old', 'NS', 'ns.other.test')], record('old', 'DNAME', 'new.test'))).toBe(
      'record.dname_with_ns',
    );
    expect(code([record('old', 'DNAME', 'new.test')], record('old', 'NS', 'ns.other.test'))).toBe(
      'record.dname_with_ns',
    );
    expect(code([record('@', 'NS', 'ns.other.test')], record('@', 'DNAME', 'new.test'))).toBeUndefined();
  });

  it('have no address beside an ALIAS, which answers for both families', () => {
    expect(code([record('@', 'A', '192.0.2.1')], record('@', 'ALIAS', 'lb.other.test'))).toBe(
      'record.alias_with_address',
    );
    expect(code([record('@', 'ALIAS', 'lb.other.test')], record('@', 'AAAA', '2001:db8::1'))).toBe(
      'record.alias_with_address',
    );
    expect(code([record('@', 'MX', 'mail', { priority: 1 })], record('@', 'ALIAS', 'lb.other.test'))).toBeUndefined();
  });

  it('are not in their own way when they change', () => {
    const www = record('www', 'CNAME', 'other.test');
    expect(code([www], { ...www, content: 'third.test' })).toBeUndefined();
    expect(code([www], www)).toBeUndefined();
  });

  it('may differ in TTL within an RRset', () => {
    expect(
      code([record('www', 'A', '192.0.2.1', { ttl: 60 })], record('www', 'A', '192.0.2.2', { ttl: 3600 })),
    ).toBeUndefined();
  });

  it('are told what is in the way and what to do', () => {
    const www = record('www', 'A', '192.0.2.1', { id: 'r-www' });
    expect(conflicts([www], record('www', 'CNAME', 'other.test'), ZONE)?.detail).toBe(
      'www.acme.example has the A record r-www, and CNAME must be the only record of its name: delete that one first or choose another name.',
    );
  });

  it('conflict either way round, with a listed code, whatever the two are', () => {
    const anyRecord = fc
      .tuple(validRecord(RECORD_TYPES), fc.constantFrom('@', 'host', 'a.host', '*.host', 'b.a.host'))
      .map(([valid, name]) =>
        record(valid.type === 'DNSKEY' ? '@' : name, valid.type, valid.content, { priority: valid.priority }),
      );
    fc.assert(
      fc.property(anyRecord, anyRecord, (one, other) => {
        const found = code([one], other);
        expect(code([other], one)).toBe(found);
        if (found !== undefined) expect(Object.keys(RECORD_CONFLICTS)).toContain(found.replace('record.', ''));
      }),
      { numRuns: 2_000 },
    );
  });
});
