import { eventSubject } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { type Draft, encode } from '@freehold/ledger/envelope';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { createBrand } from './brands.js';
import { perSecond } from './rounds.js';

/*
 * Fills a ledger as a running platform would have. Written by this process alone, so the guards are left away; a subject's
 * events are written one after the other.
 */

const SUBJECTS_AT_ONCE = 512;
const RECORDS_A_ZONE = 8;

/** Zones with their records, each of them created and then reported as converged. */
export async function writeZones(nc: NatsConnection, zones: number): Promise<void> {
  await writeEach(nc, zones, zoneWithRecords);
}

/** Brands, each of them created and then updated twice. */
export async function writeBrands(nc: NatsConnection, brands: number): Promise<void> {
  await writeEach(nc, brands, brandWithUpdates);
}

async function writeEach(nc: NatsConnection, count: number, drafts: (index: number) => Iterable<Draft>): Promise<void> {
  const js = jetstream(nc);
  await perSecond(count, SUBJECTS_AT_ONCE, async (index) => {
    for (const draft of drafts(index)) {
      const { headers, payload } = encode(draft);
      const subject = eventSubject(draft.context, draft.aggregate_kind, draft.aggregate_id);
      await js.publish(subject, payload, { msgID: draft.id, headers, timeout: 30_000 });
    }
  });
}

function* zoneWithRecords(index: number): Generator<Draft> {
  const zone = { context: 'dns', aggregate_kind: 'zone', aggregate_id: newId() };
  const name = `z${index}.example`;
  yield draftOf({ ...zone, kind: 'zone', resource_id: zone.aggregate_id }, 'created', {
    spec: { name, dnssec: false },
  });
  const observed = { serial: 2_026_010_100, ds: [], nameservers: ['ns1.hosting.example', 'ns2.hosting.example'] };
  yield draftOf({ ...zone, kind: 'zone', resource_id: zone.aggregate_id }, 'converged', { generation: 1, observed });
  for (let serial = 0; serial < RECORDS_A_ZONE; serial++) {
    const record = { ...zone, kind: 'record', resource_id: newId() };
    const label = `www${serial}`;
    const content = `192.0.2.${serial + 1}`;
    const wish = { type: 'A', name: label, content, ttl: 3_600, managed_by: 'custom' };
    yield draftOf(record, 'created', { spec: { zone_id: zone.aggregate_id, ...wish } });
    yield draftOf(record, 'converged', { generation: 1, observed: { fqdn: `${label}.${name}`, rdata: content } });
  }
}

function* brandWithUpdates(): Generator<Draft> {
  const { resource_id, data: spec } = createBrand();
  const brand = { context: 'tenant', kind: 'brand', resource_id, aggregate_kind: 'brand', aggregate_id: resource_id };
  yield draftOf(brand, 'created', { spec });
  yield draftOf(brand, 'updated', { changes: { name: 'Second name' }, previous: { name: spec['name'] } });
  yield draftOf(brand, 'updated', { changes: { name: 'Third name' }, previous: { name: 'Second name' } });
}

type Whereabouts = Pick<Draft, 'context' | 'kind' | 'resource_id' | 'aggregate_kind' | 'aggregate_id'>;

function draftOf(of: Whereabouts, fact: string, data: Record<string, unknown>): Draft {
  const id = newId();
  return { ...of, id, time: new Date().toISOString(), fact, data, actor: 'service:bench', correlation_id: id };
}
