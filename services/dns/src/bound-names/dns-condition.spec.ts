import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import { fact, resourceOf } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import type { RecordRow } from '../record/record-row.js';
import { answeringZone } from './answering-zone.js';
import { automaticRecords, difference } from './automatic-records.js';
import { conclusion, notOurs } from './dns-condition.js';

const zone = (name: string, over: Partial<Resource> = {}): Resource => ({
  ...resourceOf(Zone, [fact('created', { spec: { name, dnssec: false } })], naturalId('zone', name)),
  status: 'active',
  converged: 1,
  ...over,
});
const ACME = zone('acme.example', { tenant_id: 't1' });
const WWW = { id: 'f1', name: 'www.acme.example' };

function row(content: string, over: Partial<RecordRow> = {}): RecordRow {
  const [wanted] = automaticRecords(WWW, ACME, [content]);
  const made = resourceOf(Record, [fact('created', { spec: wanted?.spec })], wanted?.id);
  const served = { status: 'active', converged: made.generation, observed: { overridden_by: null } };
  return { ...made, ...served, ...over } as RecordRow; // made from a record's spec
}

describe('the automatic records of a name', () => {
  it('are an A or an AAAA for each address, with an id that follows from zone, name and address', () => {
    const [a, aaaa] = automaticRecords(WWW, ACME, ['192.0.2.1', '2001:db8::1']);
    expect(a?.spec).toMatchObject({ type: 'A', name: 'www', content: '192.0.2.1', ttl: 300 });
    expect(aaaa?.spec).toMatchObject({ type: 'AAAA', name: 'www', content: '2001:db8::1' });
    expect(automaticRecords(WWW, ACME, ['192.0.2.1'])).toEqual([a]);
    expect(automaticRecords({ id: 'f1', name: 'acme.example' }, ACME, ['192.0.2.1'])[0]?.spec.name).toBe('@');
    const ids = [WWW, { ...WWW, id: 'f2' }].flatMap((name) =>
      [ACME, zone('example')].flatMap((within) => automaticRecords(name, within, ['192.0.2.1', '192.0.2.2'])),
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(8);
  });

  it('are made where they are missing, and go where nobody wants them, once', () => {
    const wanted = automaticRecords(WWW, ACME, ['192.0.2.1', '192.0.2.2']);
    const kept = row('192.0.2.1');
    const surplus = row('192.0.2.9');
    expect(difference(wanted, [kept, surplus])).toEqual({ missing: [wanted[1]], surplus: [surplus] });
    expect(difference([], [row('192.0.2.9', { status: 'deleting' })])).toEqual({ missing: [], surplus: [] });
  });
});

describe('the zone that answers for a name', () => {
  const among = (...zones: Resource[]) => ({
    get: async (_: string, id: string) => zones.find((candidate) => candidate.id === id),
  });
  const find = async (...zones: Resource[]) => await answeringZone('a.www.acme.example', 't1', among(...zones));

  it('is the nearest that is served', async () => {
    const near = zone('www.acme.example', { tenant_id: 't1' });
    expect(await find(ACME, near)).toEqual({ zone: near });
    expect(await find(ACME, { ...near, status: 'pending', converged: 0 })).toEqual({ zone: ACME });
    expect(await find(ACME, { ...near, status: 'deleting' })).toEqual({ zone: ACME });
    expect(await find(ACME, { ...near, status: 'failed' })).toEqual({ zone: { ...near, status: 'failed' } });
    expect(await find(zone('other.example'))).toBe('nobody');
  });

  it('is nobody’s or the tenant’s own: nothing is written above a foreign one either', async () => {
    expect(await find(zone('example'))).toEqual({ zone: zone('example') });
    expect(await find(ACME, zone('www.acme.example', { tenant_id: 't2' }))).toBe('foreign');
    expect(await find(zone('example'), { ...ACME, tenant_id: 't2' })).toBe('foreign');
  });
});

describe('what is told of a name’s DNS', () => {
  const beaten = (content: string) => row(content, { observed: { overridden_by: 'c1' } });

  it('waits for every record, and names what was refused', () => {
    expect(conclusion('acme.example', [row('192.0.2.1'), row('192.0.2.2', { converged: 0 })])).toBeUndefined();
    const refused = row('192.0.2.2', { status: 'failed', status_message: 'Conflicts with pre-existing RRset' });
    expect(conclusion('acme.example', [row('192.0.2.1'), refused])).toEqual({
      state: 'failed',
      detail: 'acme.example: Conflicts with pre-existing RRset',
    });
  });

  it('says whose records answer', () => {
    expect(conclusion('acme.example', [row('192.0.2.1')])).toEqual({
      state: 'served',
      detail: 'the zone acme.example answers with 192.0.2.1',
    });
    expect(conclusion('acme.example', [beaten('192.0.2.1'), row('2001:db8::1')])).toEqual({
      state: 'served',
      detail:
        'the zone acme.example answers with 2001:db8::1; custom records of the zone acme.example answer in place of the platform’s (c1)',
    });
    expect(conclusion('acme.example', [beaten('192.0.2.1'), beaten('2001:db8::1')])).toMatchObject({
      state: 'skipped',
    });
  });

  it('says where to point a name that is not ours', () => {
    expect(notOurs('www.other.example', 'nobody', ['192.0.2.1'])).toEqual({
      state: 'skipped',
      detail: 'no zone of the platform holds www.other.example, so its DNS is not ours: have it pointed to 192.0.2.1',
    });
  });
});
