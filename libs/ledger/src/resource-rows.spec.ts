import type { RecordedEvent } from '@freehold/contracts/event';
import type { Resource } from '@freehold/contracts/resource';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldOf, history } from './history.arbitrary.js';
import { freshTables } from './ledger-under-test.js';
import { type Change, resourceRows, type Trigger } from './resource-rows.js';
import { inTransaction } from './transaction.js';
import { claimWork } from './work.js';

const pool = await freshTables();
const KINDS = ['brand', 'zone', 'record'];
const rows = resourceRows({ name: 'rows', kinds: KINDS });

beforeEach(() => clear());

async function clear(): Promise<void> {
  await pool.query('TRUNCATE resource, work');
}

async function apply(events: readonly RecordedEvent[], projection = rows, live = true): Promise<void> {
  if (events.length > 0) await inTransaction(pool, (tx) => projection.apply(events, tx, live));
}

async function table(): Promise<Map<string, Resource>> {
  const { rows: found } = await pool.query<Resource>('SELECT * FROM resource ORDER BY kind, id');
  return new Map(found.map((row) => [`${row.kind}/${row.id}`, row]));
}

const property = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, holds).beforeEach(clear), { numRuns: 40 });

describe('rows of resources', () => {
  it('are what a fold of the events gives', async () => {
    await property(history, async (events) => {
      await apply(events);
      expect(await table()).toEqual(foldOf(events));
    });
  });

  it('are the same however the events are cut into batches', async () => {
    await property(fc.tuple(history, fc.array(fc.integer({ min: 1, max: 20 }))), async ([events, sizes]) => {
      let from = 0;
      for (const size of [...sizes, events.length]) {
        await apply(events.slice(from, from + size));
        from += size;
      }
      expect(await table()).toEqual(foldOf(events));
    });
  });

  it('are the same when events are projected twice', async () => {
    await property(history, async (events) => {
      await apply(events);
      await apply(events);
      expect(await table()).toEqual(foldOf(events));
    });
  });
});

describe('triggers', () => {
  const changes: Change[] = [];
  const watching: Trigger = (change) => {
    changes.push(change);
    return [{ kind: change.after.kind, id: change.after.id }];
  };
  const triggered = resourceRows({ name: 'rows', kinds: KINDS, triggers: [watching] });
  const [sample = []] = fc.sample(
    history.filter((events) => events.some(({ type }) => type === 'ZoneDeleted')),
    { numRuns: 1, seed: 7 },
  );

  it('see every change, before and after, in order, also of what goes with its owner', async () => {
    changes.length = 0;
    await apply(sample, triggered);
    const seen = new Map<string, Resource>();
    for (const { event, before, after } of changes) {
      const key = `${after.kind}/${after.id}`;
      expect(before).toEqual(seen.get(key));
      expect(after.position).toBe(event.position);
      seen.set(key, after);
    }
    const living = [...seen].filter(([, { status }]) => status !== 'deleted');
    expect(new Map(living)).toEqual(foldOf(sample));
  });

  it('raise work in the transaction of the rows, and none in a rebuild', async () => {
    await apply(sample, triggered, false);
    expect(await claimWork(pool, { kinds: KINDS, limit: 100, leaseMs: 1_000 })).toEqual([]);
    await clear();
    const failing = resourceRows({
      name: 'rows',
      kinds: KINDS,
      triggers: [watching, () => Promise.reject(new Error('no'))],
    });
    await expect(apply(sample, failing)).rejects.toThrow('no');
    expect((await table()).size).toBe(0);
    await apply(sample, triggered);
    expect(await claimWork(pool, { kinds: KINDS, limit: 100, leaseMs: 1_000 })).not.toEqual([]);
  });

  it('stand beside further tables, which are written in a rebuild too', async () => {
    await pool.query('CREATE TABLE further (position bigint)');
    const also = {
      tables: ['further'],
      write: async (written: readonly Change[], tx: { query(text: string, values: unknown[]): Promise<unknown> }) => {
        for (const { event } of written) await tx.query('INSERT INTO further VALUES ($1)', [event.position]);
      },
    };
    const projection = resourceRows({ name: 'rows', kinds: KINDS, also });
    expect(projection.tables).toEqual(['resource', 'further']);
    await apply(sample, projection, false);
    const { rows: positions } = await pool.query<{ position: number }>(
      'SELECT DISTINCT position FROM further ORDER BY position',
    );
    expect(positions.map(({ position }) => position)).toEqual(sample.map(({ position }) => position));
  });
});
