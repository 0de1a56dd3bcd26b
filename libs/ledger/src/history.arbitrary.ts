/** Random histories of a ledger, as deciders make them: what a decision refuses, or finds so already, is not in them. */
import { absorb } from '@freehold/contracts/aggregate';
import { Rejected } from '@freehold/contracts/command';
import { type Decider, lifecycle } from '@freehold/contracts/decider';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import type { RecordedEvent } from '@freehold/contracts/event';
import { currentVersion } from '@freehold/contracts/facts';
import { eventType } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { Brand } from '@freehold/contracts/tenant/brand';
import fc from 'fast-check';
import { aBrand } from './ledger-under-test.js';

interface Step {
  readonly decider: Decider;
  readonly aggregate_id: string;
  readonly resource_id: string;
  readonly verb: string;
  readonly data: globalThis.Record<string, unknown>;
}

const [brand, zone, record] = [lifecycle(Brand), lifecycle(Zone), lifecycle(Record)];
const name = fc.constantFrom('one', 'two', 'three');
const generation = fc.integer({ min: 1, max: 60 });
const report = fc.oneof(
  fc.record({ verb: fc.constant('failed'), data: fc.record({ generation, reason: name }) }),
  fc.record({ verb: fc.constantFrom('deleted', 'retry', 'delete'), data: fc.constant({}) }),
);

const brandStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom('b1', 'b2', 'b3'),
    fc.oneof(
      fc.constant({ verb: 'create', data: aBrand }),
      fc.record({ verb: fc.constant('update'), data: fc.record({ name }) }),
      fc.constant({ verb: 'delete', data: {} }),
    ),
  )
  .map(([id, { verb, data }]) => ({ decider: brand, aggregate_id: id, resource_id: id, verb, data: { ...data } }));

const zoneStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom('z1', 'z2'),
    fc.oneof(
      { weight: 3, arbitrary: fc.constant({ verb: 'create', data: { name: 'acme.example', dnssec: false } }) },
      { weight: 3, arbitrary: fc.record({ verb: fc.constant('update'), data: fc.record({ dnssec: fc.boolean() }) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          verb: fc.constant('converged'),
          data: fc.record({
            generation,
            observed: fc.record({ serial: generation, ds: fc.constant([]), nameservers: fc.array(name) }),
          }),
        }),
      },
      { weight: 3, arbitrary: report },
    ),
  )
  .map(([id, { verb, data }]) => ({ decider: zone, aggregate_id: id, resource_id: id, verb, data: { ...data } }));

const recordStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.constantFrom('z1', 'z2'),
    fc.constantFrom('r1', 'r2'),
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constant({
          verb: 'create',
          data: { type: 'A', name: 'www', content: '192.0.2.1', ttl: 60, managed_by: 'custom' },
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          verb: fc.constant('update'),
          data: fc.record({ ttl: fc.integer({ min: 60, max: 64 }) }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          verb: fc.constant('converged'),
          data: fc.record({ generation, observed: fc.constant({ fqdn: 'www.acme.example', rdata: '192.0.2.1' }) }),
        }),
      },
      { weight: 2, arbitrary: report },
    ),
  )
  .map(([zone_id, id, { verb, data }]) => ({
    decider: record,
    aggregate_id: zone_id,
    resource_id: `${zone_id}-${id}`,
    verb,
    data: verb === 'create' ? { zone_id, ...data } : { ...data },
  }));

/** Events with positions from 1 on, without a gap. */
export const history: fc.Arbitrary<RecordedEvent[]> = fc
  .array(fc.oneof(brandStep, zoneStep, { weight: 2, arbitrary: recordStep }), { minLength: 1, maxLength: 60 })
  .map(play);

/** Every resource that a history leaves, by kind and id. */
export function foldOf(events: readonly RecordedEvent[]): Map<string, Resource> {
  const aggregates = new Map<string, Map<string, Resource>>();
  for (const event of events) absorb(aggregateIn(aggregates, `${event.aggregate_kind}/${event.aggregate_id}`), event);
  const living = [...aggregates.values()]
    .flatMap((resources) => [...resources.values()])
    .filter(({ status }) => status !== 'deleted');
  return new Map(living.map((resource) => [`${resource.kind}/${resource.id}`, resource]));
}

function play(steps: readonly Step[]): RecordedEvent[] {
  const aggregates = new Map<string, Map<string, Resource>>();
  const events: RecordedEvent[] = [];
  for (const { decider, aggregate_id, resource_id, verb, data } of steps) {
    const { kind } = decider;
    const aggregate_kind = kind.within?.kind ?? kind.name;
    const aggregate = aggregateIn(aggregates, `${aggregate_kind}/${aggregate_id}`);
    const decision = decider.decide({
      command: { verb, resource_id, data },
      resource: aggregate.get(resource_id),
      aggregate,
      facts: { refs: {}, referrers: [] },
    });
    if (decision === undefined || decision instanceof Rejected) continue;
    const position = events.length + 1;
    const event: RecordedEvent = {
      position,
      time: new Date(Date.UTC(2026, 0, 1, 0, 0, position)).toISOString(),
      id: `command-${position}`,
      type: eventType(kind.name, decision.fact),
      fact: decision.fact,
      version: currentVersion(kind, decision.fact),
      context: kind.context,
      kind: kind.name,
      resource_id,
      aggregate_kind,
      aggregate_id,
      data: { ...decision.data },
      actor: 'key:spec',
      correlation_id: `command-${position}`,
    };
    absorb(aggregate, event);
    events.push(event);
  }
  return events;
}

function aggregateIn(aggregates: Map<string, Map<string, Resource>>, key: string): Map<string, Resource> {
  const known = aggregates.get(key) ?? new Map<string, Resource>();
  aggregates.set(key, known);
  return known;
}
