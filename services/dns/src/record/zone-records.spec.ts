import { Record } from '@freehold/contracts/dns/record';
import type { RecordType } from '@freehold/contracts/dns/record-type';
import type { Status } from '@freehold/contracts/resource';
import { fact, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import type { RecordRow } from './record-row.js';
import { type LeftPlace, ZoneRecords } from './zone-records.js';

const ZONE = 'acme.example';
const CONTENT: { readonly [type in RecordType]?: string } = {
  A: '192.0.2.1',
  AAAA: '2001:db8::1',
  CNAME: 'other.example.',
  DNAME: 'other.example.',
  ALIAS: 'other.example.',
  NS: 'ns.other.example.',
  TXT: 'text',
  MX: 'mail',
};

let count = 0;
function row(managed_by: 'custom' | 'auto', type: RecordType, name: string, status: Status = 'active'): RecordRow {
  count += 1;
  const spec = { zone_id: 'z', type, name, content: CONTENT[type] ?? '', ttl: 300, managed_by };
  return { ...resourceOf(Record, [fact('created', { spec })], `r${count}`), status } as RecordRow; // made from a record's spec
}
const custom = (type: RecordType, name: string, status?: Status) => row('custom', type, name, status);
const auto = (type: RecordType, name: string, status?: Status) => row('auto', type, name, status);

function served(...rows: RecordRow[]): string[] {
  return new ZoneRecords(rows, ZONE).rrsets().map(({ name, type }) => `${name.replace(`.${ZONE}`, '')} ${type}`);
}

/** What the name server is told when a record comes, changes or goes. */
function told(changed: RecordRow, rows: readonly RecordRow[], left: LeftPlace[] = []) {
  const records = new ZoneRecords(rows, ZONE, left);
  const { replace, remove } = records.changesAt(records.affectedBy(changed));
  const lines = (sets: readonly { name: string; type: string }[]) =>
    sets.map(({ name, type }) => `${name.replace(`.${ZONE}`, '')} ${type}`).toSorted();
  return { replace: lines(replace), remove: lines(remove) };
}

describe('what is served of an automatic record', () => {
  it.each<[string, RecordRow, RecordRow, string[]]>([
    ['a custom one of its name and type', custom('A', 'www'), auto('A', 'www'), ['www A']],
    ['the same, spelled otherwise', custom('A', 'WWW.acme.example.'), auto('A', 'www'), ['www A']],
    ['a custom one of the other family', custom('AAAA', 'www'), auto('A', 'www'), ['www A', 'www AAAA']],
    ['a custom one that answers something else', custom('TXT', 'www'), auto('A', 'www'), ['www A', 'www TXT']],
    ['a CNAME, beside which nothing stands', custom('CNAME', 'www'), auto('A', 'www'), ['www CNAME']],
    ['an ALIAS, which answers for both families', custom('ALIAS', 'www'), auto('AAAA', 'www'), ['www ALIAS']],
    ['a delegation of its name', custom('NS', 'www'), auto('A', 'www'), ['www NS']],
    ['a delegation above it', custom('NS', 'shop'), auto('A', 'www.shop'), ['shop NS']],
    ['a redirection above it', custom('DNAME', 'shop'), auto('A', 'a.b.shop'), ['shop DNAME']],
    ['a redirection of what is below it', custom('DNAME', 'shop'), auto('A', 'shop'), ['shop A', 'shop DNAME']],
    ['a redirection of a name that it ends like', custom('DNAME', 'op'), auto('A', 'shop'), ['op DNAME', 'shop A']],
    ['a CNAME above it', custom('CNAME', 'shop'), auto('A', 'www.shop'), ['shop CNAME', 'www.shop A']],
    ['a wildcard, which an exact name beats', custom('A', '*'), auto('A', 'www'), ['* A', 'www A']],
    ['a CNAME that is being deleted', custom('CNAME', 'www', 'deleting'), auto('A', 'www'), ['www A']],
    ['a CNAME that the name server has refused', custom('CNAME', 'www', 'failed'), auto('A', 'www'), ['www A']],
    ['a CNAME that is on its way', custom('CNAME', 'www', 'pending'), auto('A', 'www'), ['www CNAME']],
  ])('beside %s', (_, other, one, expected) => {
    expect(served(other, one)).toEqual(expected);
    expect(served(one, other)).toEqual(expected);
  });
});

describe('one patch', () => {
  const [four, six] = [auto('A', 'www'), auto('AAAA', 'www')];
  const elsewhere = auto('A', 'other');

  it('brings a custom record into service and takes the automatic ones that it overrides out of it', () => {
    const cname = custom('CNAME', 'www', 'pending');
    expect(told(cname, [four, six, elsewhere, cname])).toEqual({
      replace: ['www CNAME'],
      remove: ['www A', 'www AAAA'],
    });
    const address = custom('A', 'www', 'pending');
    expect(told(address, [four, six, address])).toEqual({ replace: ['www A'], remove: [] });
  });

  it('takes a custom record out of service and brings the automatic ones back', () => {
    const cname = custom('CNAME', 'www', 'deleting');
    expect(told(cname, [four, six, elsewhere])).toEqual({ replace: ['www A', 'www AAAA'], remove: ['www CNAME'] });
    const above = custom('NS', 'www', 'deleting');
    expect(told(above, [auto('A', 'a.www'), elsewhere])).toEqual({ replace: ['a.www A'], remove: ['www NS'] });
  });

  it('makes room for a record at a name that others are leaving', () => {
    const going = custom('CNAME', 'www', 'deleting');
    const address = custom('A', 'www', 'pending');
    expect(told(address, [going, address])).toEqual({ replace: ['www A'], remove: ['www CNAME'] });
    const left = [{ type: 'CNAME', name: 'www' }];
    expect(told(four, [four], left)).toEqual({ replace: ['www A'], remove: ['www CNAME'] });
  });

  it('says nothing about other names', () => {
    expect(told(four, [four, six, elsewhere, custom('MX', '@')])).toEqual({ replace: ['www A'], remove: [] });
  });
});
