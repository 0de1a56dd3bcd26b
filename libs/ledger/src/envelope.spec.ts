import { factsOf } from '@freehold/contracts/facts';
import type { Kind } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { arbitraryOf } from '@freehold/contracts/schema.arbitrary';
import { Brand } from '@freehold/contracts/tenant/brand';
import { afterEach, describe, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import fc from 'fast-check';
import { type Draft, decode, encode, type LedgerMessage, NoEvent, UnreadableEvent } from './envelope.js';
import { aBrand, draft } from './ledger-under-test.js';

/** A message as it comes back from NATS. */
function message(draft: Draft, seq = 7): LedgerMessage {
  const { headers: hdrs, payload } = encode(draft);
  return {
    seq,
    subject: `evt.${draft.context}.${draft.aggregate_kind}.${draft.aggregate_id}`,
    data: new TextEncoder().encode(payload),
    headers: hdrs,
  };
}

/** A message as somebody else, or an older program, has written it. */
function written(
  attributes: Record<string, string>,
  data: unknown = {},
  subject = 'evt.tenant.brand.b1',
): LedgerMessage {
  const hdrs = headers();
  for (const [name, value] of Object.entries(attributes)) hdrs.set(name, value);
  return { seq: 7, subject, data: new TextEncoder().encode(JSON.stringify(data)), headers: hdrs };
}

/** The wire format of version 1: it is in ledgers, so it is read for ever. */
const GOLDEN = {
  'ce-specversion': '1.0',
  'ce-id': '01890000-0000-7000-8000-000000000001',
  'ce-source': '/freehold/dns',
  'ce-type': 'RecordCreated',
  'ce-subject': 'record/r1',
  'ce-time': '2026-01-02T03:04:05.678Z',
  'ce-dataschema': 'RecordCreated/1',
  'freehold-actor': 'key:k1',
  'freehold-correlation': 'c1',
  'freehold-causation': 'c0',
  'freehold-tenant': 't1',
  'freehold-brand': 'b1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

describe('an event on the wire', () => {
  it('is a CloudEvent in binary mode, as it always was', () => {
    const { headers: hdrs, payload } = encode(
      draft({
        id: GOLDEN['ce-id'],
        time: GOLDEN['ce-time'],
        context: 'dns',
        kind: 'record',
        resource_id: 'r1',
        aggregate_kind: 'zone',
        aggregate_id: 'z1',
        actor: 'key:k1',
        correlation_id: 'c1',
        causation_id: 'c0',
        tenant_id: 't1',
        brand_id: 'b1',
        data: { spec: {} },
      }),
    );
    const traced = { traceparent: GOLDEN.traceparent }; // nobody traces here
    const written = Object.fromEntries([...hdrs].map(([name, values]) => [name, values.join()]));
    expect({ ...written, ...traced }).toEqual(GOLDEN);
    expect(payload).toBe('{"spec":{}}');
  });

  it('is read as it was written', () => {
    expect(decode(written(GOLDEN, { spec: { ttl: 60 } }, 'evt.dns.zone.z1'))).toEqual({
      position: 7,
      time: '2026-01-02T03:04:05.678Z',
      id: '01890000-0000-7000-8000-000000000001',
      type: 'RecordCreated',
      fact: 'created',
      version: 1,
      context: 'dns',
      kind: 'record',
      resource_id: 'r1',
      aggregate_kind: 'zone',
      aggregate_id: 'z1',
      data: { spec: { ttl: 60 } },
      actor: 'key:k1',
      correlation_id: 'c1',
      causation_id: 'c0',
      tenant_id: 't1',
      brand_id: 'b1',
      traceparent: GOLDEN.traceparent,
    });
  });

  it('of every type and with any data comes back as it went', () => {
    const facts = kinds.flatMap((kind) => Object.entries(factsOf(kind)).map(([fact, data]) => ({ kind, fact, data })));
    const any = fc
      .constantFrom(...facts)
      .chain(({ kind, fact, data }) => arbitraryOf(data).map((value) => ({ kind, fact, value })));
    const property = fc.property(any, fc.string({ unit: 'grapheme' }), ({ kind, fact, value }, name) => {
      const data = { ...(value as object), name: name.toWellFormed() }; // made from an object's schema
      const wanted = draft({
        context: kind.context,
        kind: kind.name,
        fact,
        data,
        aggregate_kind: kind.within?.kind ?? kind.name,
      });
      expect(decode(message(wanted))).toMatchObject({ ...wanted, data: JSON.parse(JSON.stringify(data)), position: 7 });
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('has no more headers than it brings', () => {
    const plain = decode(message(draft()));
    for (const absent of ['causation_id', 'tenant_id', 'brand_id', 'traceparent'])
      expect(plain).not.toHaveProperty(absent);
  });
});

describe('an event of another version', () => {
  const grown: { upcasters?: Kind['upcasters'] } = Brand;
  afterEach(() => {
    delete grown.upcasters;
  });

  it('is lifted to the one that this program writes', () => {
    grown.upcasters = { created: [({ spec }) => ({ spec: { ...(spec as object), dmarc_policy: 'none' } })] };
    const old = written(
      { ...GOLDEN, 'ce-type': 'BrandCreated', 'ce-subject': 'brand/b1', 'ce-dataschema': 'BrandCreated/1' },
      { spec: aBrand },
    );
    expect(decode(old)).toMatchObject({ version: 1, data: { spec: { ...aBrand, dmarc_policy: 'none' } } });
    const now = message(draft({ data: { spec: { ...aBrand, dmarc_policy: 'reject' } } }));
    expect(now.headers?.get('ce-dataschema')).toBe('BrandCreated/2');
    expect(decode(now)).toMatchObject({ version: 2, data: { spec: { dmarc_policy: 'reject' } } });
  });

  it('that is newer than this program is not guessed at', () => {
    const newer = written({ ...GOLDEN, 'ce-dataschema': 'RecordCreated/2' });
    expect(() => decode(newer)).toThrow(UnreadableEvent);
    expect(() => decode(newer)).toThrow('position 7: RecordCreated is of version 2, which is newer than this program');
  });
});

describe('what is no event of ours', () => {
  it('is named with its position: as an event of a type that nobody knows, which stops its readers, or as none, which they pass over', () => {
    const unknown = written({ ...GOLDEN, 'ce-type': 'SpaceshipLaunched' });
    expect(() => decode(unknown)).toThrow(/^position 7: .* holds an event of unknown type/);
    expect(() => decode(unknown)).not.toThrow(NoEvent);
    for (const stranger of [
      { seq: 7, subject: 'evt.a.b.c', data: new Uint8Array(), headers: undefined },
      written({}),
    ]) {
      expect(() => decode(stranger)).toThrow(NoEvent);
      expect(() => decode(stranger)).toThrow(/^position 7: .* holds what is no event/);
    }
  });
});
