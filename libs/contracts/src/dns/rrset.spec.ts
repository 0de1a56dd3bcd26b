import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { validRecord } from './record-data.arbitrary.js';
import { RECORD_TYPES } from './record-type.js';
import { rrsetsOf } from './rrset.js';

const ZONE = 'acme.example';

describe('the RRsets of records', () => {
  it('hold each value once, sorted, with the lowest TTL of their records', () => {
    expect(
      rrsetsOf(
        [
          { name: 'www', type: 'A', content: '192.0.2.2', ttl: 3600 },
          { name: 'WWW.acme.example.', type: 'A', content: '192.0.2.1', ttl: 300 },
          { name: 'www', type: 'A', content: '192.0.2.2', ttl: 600 },
          { name: '@', type: 'MX', content: 'mail', ttl: 60, priority: 10 },
        ],
        ZONE,
      ),
    ).toEqual([
      { name: 'acme.example', type: 'MX', ttl: 60, rdata: ['10 mail.acme.example.'] },
      { name: 'www.acme.example', type: 'A', ttl: 300, rdata: ['192.0.2.1', '192.0.2.2'] },
    ]);
  });

  it('do not depend on the order of the records', () => {
    const timed = fc
      .tuple(validRecord(RECORD_TYPES), fc.integer({ min: 60, max: 86_400 }))
      .map(([record, ttl]) => ({ ...record, ttl }));
    fc.assert(
      fc.property(fc.array(timed, { maxLength: 8 }), (records) => {
        expect(rrsetsOf(records.toReversed(), ZONE)).toEqual(rrsetsOf(records, ZONE));
      }),
    );
  });
});
