import { eventSubject } from '@freehold/contracts/event';
import { newId } from '@freehold/contracts/ids';
import { type Draft, encode } from '@freehold/ledger/envelope';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { perSecond } from './rounds.js';

const IN_FLIGHT = 512;
const RECORDS_A_ZONE = 8;

/**
 * Fills a ledger as a running platform would have: zones with their records, each of them created and then reported as
 * converged. Written by this process alone, so the guards are left away.
 * @returns the number of events
 */
export async function writeZones(nc: NatsConnection, zones: number): Promise<number> {
  const js = jetstream(nc);
  let events = 0;
  await perSecond(zones, IN_FLIGHT, async (index) => {
    for (const draft of zoneWithRecords(index)) {
      const { headers, payload } = encode(draft);
      // Subjects are of one zone: its events have to come in this order.
      const ack = await js.publish(eventSubject('dns', 'zone', draft.aggregate_id), payload, {
        msgID: draft.id,
        headers,
      });
      if (ack.duplicate) throw new Error(`an event of the bench was there already: ${draft.id}`);
      events++;
    }
  });
  return events;
}

function* zoneWithRecords(index: number): Generator<Draft> {
  const zone_id = newId();
  const name = `z${index}.example`;
  const spec = { name, dnssec: false };
  yield created('zone', zone_id, zone_id, spec);
  const observed = { serial: 2_026_010_100, ds: [], nameservers: ['ns1.hosting.example', 'ns2.hosting.example'] };
  yield converged('zone', zone_id, zone_id, observed);
  for (let record = 0; record < RECORDS_A_ZONE; record++) {
    const id = newId();
    const rdata = `192.0.2.${record + 1}`;
    const wish = { zone_id, type: 'A', name: `www${record}`, content: rdata, ttl: 3_600, managed_by: 'custom' };
    yield created('record', id, zone_id, wish);
    yield converged('record', id, zone_id, { fqdn: `www${record}.${name}`, rdata });
  }
}

function created(kind: string, id: string, zone: string, spec: Record<string, unknown>): Draft {
  return draftOf(kind, id, zone, 'created', { spec });
}

/** The generation is of no consequence for the cost of a row. */
function converged(kind: string, id: string, zone: string, observed: Record<string, unknown>): Draft {
  return draftOf(kind, id, zone, 'converged', { generation: 1, observed });
}

function draftOf(
  kind: string,
  resource_id: string,
  aggregate_id: string,
  fact: string,
  data: Record<string, unknown>,
): Draft {
  const id = newId();
  return {
    id,
    time: new Date().toISOString(),
    fact,
    context: 'dns',
    kind,
    resource_id,
    aggregate_kind: 'zone',
    aggregate_id,
    data,
    actor: 'service:bench',
    correlation_id: id,
  };
}
