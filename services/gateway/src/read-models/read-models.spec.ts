import type { RecordedEvent } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import { eventType } from '@freehold/contracts/kind';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import type { Projection } from '@freehold/ledger/follower';
import { inTransaction } from '@freehold/ledger/transaction';
import { openDatabase } from '@freehold/service/postgres';
import { freshDatabase } from '@freehold/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { gateway } from '../gateway.js';
import { ResourceReader } from '../resources/resource-reader.js';
import { eventsProjection } from './events.projection.js';
import { operationsProjection } from './operations.projection.js';
import { resourcesProjection } from './resources.projection.js';

const PROJECTIONS: readonly Projection[] = [resourcesProjection, operationsProjection, eventsProjection];
const TABLES = ['resource', 'resource_version', 'operation', 'event'] as const;
const RUNS = { numRuns: 20 };

let pool: Pool;
let dataSource: DataSource;

beforeAll(async () => {
  const { url } = await freshDatabase();
  ({ pool, dataSource } = await openDatabase({
    url,
    schema: 'gateway',
    connections: 4,
    migrations: gateway.migrations,
    onError: () => undefined,
  }));
});

afterAll(async () => {
  await dataSource?.destroy();
});

beforeEach(empty);

async function empty(): Promise<void> {
  await pool.query(`TRUNCATE ${TABLES.join(', ')}`);
}

async function project(events: readonly RecordedEvent[], projections = PROJECTIONS): Promise<void> {
  await inTransaction(pool, async (tx) => {
    for (const projection of projections) {
      const read = events.filter(({ kind }) => projection.kinds === '*' || projection.kinds.includes(kind));
      if (read.length > 0) await projection.apply(read, tx, true);
    }
  });
}

async function projectInBatches(events: readonly RecordedEvent[], sizes: readonly number[]): Promise<void> {
  for (let at = 0, batch = 0; at < events.length; batch++) {
    const size = sizes[batch] ?? 1;
    await project(events.slice(at, at + size));
    at += size;
  }
}

async function dump(): Promise<string[][]> {
  return await Promise.all(
    TABLES.map(async (table) =>
      (await pool.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t ORDER BY 1`)).rows.map(
        ({ line }) => line,
      ),
    ),
  );
}

const FACTS = [
  'created',
  'updated',
  'retried',
  'converged',
  'failed',
  'drift_detected',
  'delete_requested',
  'deleted',
] as const;

/** One thing that may happen to one of a few zones and their records; what cannot happen next is passed over. */
const Happening = fc.record({
  zone: fc.constantFrom('z1', 'z2'),
  record: fc.constantFrom(undefined, 'r1', 'r2'),
  // Creations come often, or there would be little to change.
  fact: fc.constantFrom(...FACTS, 'created', 'created', 'created', 'created'),
});
const Happenings = fc.array(Happening, { minLength: 30, maxLength: 60, size: 'max' });
const Batches = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 60, maxLength: 60, size: 'max' });

/** A ledger that deciders could have written, and the state of everything after each of its events. */
function written(happenings: readonly (typeof Happening extends fc.Arbitrary<infer H> ? H : never)[]): {
  events: RecordedEvent[];
  states: ReadonlyMap<string, Resource>[];
} {
  const events: RecordedEvent[] = [];
  const states: ReadonlyMap<string, Resource>[] = [];
  let now = new Map<string, Resource>();
  for (const { zone, record, fact } of happenings) {
    const kind = kindNamed(record === undefined ? 'zone' : 'record');
    const id = record === undefined ? zone : `${zone}-${record}`;
    const before = now.get(`${kind.name}/${id}`);
    const alive = before !== undefined && before.status !== 'deleted';
    const parent = now.get(`zone/${zone}`);
    if ((fact === 'created') === alive) continue;
    if (record !== undefined && (parent === undefined || parent.status === 'deleted')) continue;
    if (
      (fact === 'deleted') !== (before?.status === 'deleting') &&
      (fact === 'deleted' || before?.status === 'deleting')
    )
      continue;
    const position = events.length + 1;
    const event = eventOf(kind.name, id, zone, fact, position, before);
    events.push(event);
    now = new Map(now).set(`${kind.name}/${id}`, evolve(kind, alive ? before : undefined, event));
    if (record === undefined && fact === 'deleted') takeAlong(now, zone, event);
    states.push(now);
  }
  return { events, states };
}

function eventOf(
  kind: string,
  id: string,
  zone: string,
  fact: string,
  position: number,
  before: Resource | undefined,
): RecordedEvent {
  const spec =
    kind === 'zone'
      ? { name: `${id}.example`, dnssec: false }
      : { zone_id: zone, type: 'TXT', name: '@', content: `"${position}"`, ttl: 3600, managed_by: 'custom' };
  const field = kind === 'zone' ? { dnssec: position % 2 === 0 } : { content: `"${position}"` };
  const generation = before?.generation ?? 1;
  const data: Record<string, Record<string, unknown>> = {
    created: { spec },
    updated: { changes: field, previous: {} },
    converged: { generation, observed: { serial: position } },
    failed: { generation, reason: `reason ${position}` },
    drift_detected: { differences: ['x'] },
  };
  return {
    position,
    time: new Date(Date.UTC(2026, 0, 1) + position * 1000).toISOString(),
    id: `command-${position}`,
    type: eventType(kind, fact),
    fact,
    version: 1,
    context: 'dns',
    kind,
    resource_id: id,
    aggregate_kind: 'zone',
    aggregate_id: zone,
    data: data[fact] ?? {},
    actor: 'key:1',
    correlation_id: `request-${position}`,
  };
}

/** Records go with their zone, by the same event. */
function takeAlong(now: Map<string, Resource>, zone: string, event: RecordedEvent): void {
  for (const [key, resource] of now) {
    if (resource.kind !== 'record' || resource.spec['zone_id'] !== zone || resource.status === 'deleted') continue;
    now.set(key, { ...resource, status: 'deleted', position: event.position, updated_at: event.time });
  }
}

describe('the read models', () => {
  it('show at every position what a fresh fold up to it makes', async () => {
    await fc.assert(
      fc.asyncProperty(Happenings, Batches, async (happenings, sizes) => {
        await empty();
        const { events, states } = written(happenings);
        await projectInBatches(events, sizes);
        const reader = new ResourceReader({ reach: 'everything', query: async (query) => await pool.query(query) });
        for (const [index, state] of states.entries()) {
          for (const expected of state.values())
            expect(await reader.asOf(expected.kind, expected.id, index + 1)).toEqual(expected);
          const query = {
            kind: kindNamed('record'),
            fields: {},
            sort: 'created_at',
            order: 'asc',
            limit: 100,
            as_of: index + 1,
          } as const;
          const living = [...state.values()]
            .filter(({ kind, status }) => kind === 'record' && status !== 'deleted')
            .map(({ id }) => id);
          expect((await reader.list(query, ({ id }) => id)).items.toSorted()).toEqual(living.toSorted());
        }
        for (const expected of states.at(-1)?.values() ?? []) {
          expect(await reader.get(expected.kind, expected.id)).toEqual(
            expected.status === 'deleted' ? undefined : expected,
          );
        }
      }),
      RUNS,
    );
  });

  it('hold the same rows however the events are cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(Happenings, Batches, async (happenings, sizes) => {
        const { events } = written(happenings);
        await empty();
        await project(events);
        const whole = await dump();
        await empty();
        await projectInBatches(events, sizes);
        expect(await dump()).toEqual(whole);
      }),
      RUNS,
    );
  });

  it('of operations and events hold the same rows when each event comes twice', async () => {
    const twofold = [operationsProjection, eventsProjection];
    await fc.assert(
      fc.asyncProperty(Happenings, async (happenings) => {
        const { events } = written(happenings);
        await empty();
        await project(events, twofold);
        const once = await dump();
        await empty();
        for (const event of events) {
          await project([event], twofold);
          await project([event], twofold);
        }
        expect(await dump()).toEqual(once);
      }),
      RUNS,
    );
  });
});
