import { Record } from '@freehold/contracts/dns/record';
import { validRecord } from '@freehold/contracts/dns/record-data.arbitrary';
import { RECORD_TYPES } from '@freehold/contracts/dns/record-type';
import { Zone } from '@freehold/contracts/dns/zone';
import { deciderContract } from '@freehold/testing/decider.contract';
import { command, fact, given, IT, rejected } from '@freehold/testing/given';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { record } from './record.js';

const inZone = fact('created', { spec: { name: 'Acme.example.', dnssec: false } }, { kind: Zone });
const of = (type: string, name: string, content: string, more: object = {}) => ({
  zone_id: IT,
  type,
  name,
  content,
  ttl: 3600,
  managed_by: 'custom',
  ...more,
});
const www = of('A', 'www', '192.0.2.1');
const there = (id: string, spec: object) => fact('created', { spec }, { id });
const create = (spec: Record<string, unknown>) => command('create', spec, { resource_id: 'new' });
const update = (id: string, data: Record<string, unknown>) => command('update', data, { resource_id: id });

describe('a record', () => {
  it('must be right alone: every field that is not is named', () => {
    given(record, [inZone])
      .when(create(of('A', 'www', 'not an address')))
      .then(rejected('record.invalid', '/content'));
    given(record, [inZone])
      .when(create(of('MX', '@', 'mail')))
      .then(rejected('record.invalid', '/priority'));
    given(record, [inZone])
      .when(create(of('A', 'www.other.example.', '192.0.2.1')))
      .then(rejected('record.invalid', '/name'));
    given(record, [inZone, there('r1', www)])
      .when(update('r1', { content: '192.0.2.256' }))
      .then(rejected('record.invalid', '/content'));
  });

  it('stands beside those that it agrees with', () => {
    given(record, [inZone, there('r1', www)])
      .when(create(of('A', 'www', '192.0.2.2')))
      .then([fact('created', { spec: of('A', 'www', '192.0.2.2') })]);
    given(record, [inZone, there('r1', www)])
      .when(create(of('AAAA', 'www', '2001:db8::1')))
      .then([fact('created', { spec: of('AAAA', 'www', '2001:db8::1') })]);
  });

  it('is refused beside those that it contradicts, however the zone and the name are spelled', () => {
    given(record, [inZone, there('r1', www)])
      .when(create(of('CNAME', 'WWW.acme.example.', 'acme.example.')))
      .then(rejected('record.cname_not_alone'));
    given(record, [inZone, there('r1', www)])
      .when(create(of('A', 'www.acme.example', '192.0.2.1')))
      .then(rejected('record.duplicate'));
    given(record, [inZone, there('r1', www), there('r2', of('A', 'www', '192.0.2.2'))])
      .when(update('r2', { content: '192.0.2.1' }))
      .then(rejected('record.duplicate'));
  });

  it('is not in its own way', () => {
    given(record, [inZone, there('r1', www)])
      .when(update('r1', { ttl: 60 }))
      .then([fact('updated', { changes: { ttl: 60 }, previous: { ttl: 3600 } })]);
  });

  it('takes the place of one that is going or gone', () => {
    const spec = of('CNAME', 'www', 'acme.example.');
    const going = fact('delete_requested', {}, { id: 'r1' });
    given(record, [inZone, there('r1', www), going])
      .when(create(spec))
      .then([fact('created', { spec })]);
    given(record, [inZone, there('r1', www), going, fact('deleted', {}, { id: 'r1' })])
      .when(create(spec))
      .then([fact('created', { spec })]);
  });

  it('leaves the name servers of the zone itself to the platform, those of a part of it not', () => {
    given(record, [inZone])
      .when(create(of('NS', '@', 'ns.other.example.')))
      .then(rejected('record.apex_ns', '/name'));
    given(record, [inZone])
      .when(create(of('NS', 'acme.example.', 'ns.other.example.')))
      .then(rejected('record.apex_ns', '/name'));
    const spec = of('NS', 'part', 'ns.other.example.');
    given(record, [inZone])
      .when(create(spec))
      .then([fact('created', { spec })]);
  });

  it('that the platform manages is neither changed nor deleted by anybody else', () => {
    const auto = there('r1', { ...www, managed_by: 'auto' });
    given(record, [inZone, auto])
      .when(update('r1', { ttl: 60 }))
      .then(rejected('record.managed'));
    given(record, [inZone, auto])
      .when(command('delete', {}, { resource_id: 'r1' }))
      .then(rejected('record.managed'));
    given(record, [inZone, there('r1', www)])
      .when(command('delete', {}, { resource_id: 'r1' }))
      .then([fact('delete_requested')]);
  });

  it('that the platform manages goes by a command that clients do not have', () => {
    const auto = there('r1', { ...www, managed_by: 'auto' });
    const release = command('release', {}, { resource_id: 'r1' });
    given(record, [inZone, auto])
      .when(release)
      .then([fact('delete_requested')])
      .leaving({ status: 'deleting' });
    given(record, [inZone, auto, fact('delete_requested', {}, { id: 'r1' })])
      .when(release)
      .then([]);
    given(record, [inZone, there('r1', www)])
      .when(release)
      .then(rejected('record.wrong_state'));
    given(record, [inZone]).when(release).then(rejected('record.not_found'));
    expect(Record.verbs).toBeUndefined();
  });

  it('of a client and one of the platform are never in each other’s way', () => {
    const auto = { ...www, managed_by: 'auto' };
    for (const spec of [of('CNAME', 'www', 'acme.example.'), www, of('A', 'www', '192.0.2.9')]) {
      given(record, [inZone, there('r1', auto)])
        .when(create(spec))
        .then([fact('created', { spec })]);
      given(record, [inZone, there('r1', spec)])
        .when(create(auto))
        .then([fact('created', { spec: auto })]);
    }
  });

  it('of a zone that is not there is refused', () => {
    given(record).when(create(www)).then(rejected('record.reference_missing', '/zone_id'));
  });
});

const few = validRecord(['A', 'AAAA', 'CNAME', 'DNAME', 'ALIAS', 'NS', 'TXT']);
const place = fc.constantFrom('www', 'sub.www', '@', '*');
const valid = fc.oneof(few, validRecord(RECORD_TYPES));
const managed = fc.constantFrom('custom', 'auto');
const at = fc
  .tuple(valid, place, managed)
  .map(([data, name, managed_by]) => ({ ...data, name, ttl: 3600, managed_by }));
const change = fc.tuple(few, place).map(([{ content }, name]) => ({ content, name }));

deciderContract({
  decider: record,
  root: { kind: Zone, spec: { name: 'acme.example', dnssec: false } },
  data: { create: at, update: change, release: fc.constant({}) },
});
