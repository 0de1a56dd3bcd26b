import { freshDatabase } from '@freehold/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { dropParked, InvalidCursor, listParked, replayParked } from './parked-work.js';
import { claimWork, nextWork, raiseWork, renewWork, resyncWork, type WorkClaim, workTable } from './work.js';
import { settleWork, type WorkOutcome } from './work-settlement.js';

const database = await freshDatabase();
const pool = new pg.Pool({ connectionString: database.url });
pool.on('error', () => {}); // the database is dropped below the last idle connections

beforeAll(async () => {
  await pool.query(workTable);
});
afterAll(() => pool.end());
beforeEach(async () => {
  await pool.query('TRUNCATE work');
});

const zone = (id: string) => ({ kind: 'zone', id });
const raise = (...ids: string[]) => raiseWork(pool, ids.map(zone));
const claim = (limit = 10, leaseMs = 60_000) => claimWork(pool, { kinds: ['zone'], limit, leaseMs });
const claimed = async (limit?: number) => (await claim(limit)).map(({ id }) => id).sort();
const settle = async (one: WorkClaim, outcome: WorkOutcome) => (await settleWork(pool, [{ claim: one, outcome }]))[0];
const finish = (one: WorkClaim) => settle(one, { type: 'finished' });
const fail = (one: WorkClaim, delay_ms = 0) => settle(one, { type: 'failed', delay_ms, error: 'refused' });
const park = (one: WorkClaim) => settle(one, { type: 'parked', error: 'refused: no such name' });

/** The one key that is due. */
async function claimOne(leaseMs?: number): Promise<WorkClaim> {
  const [only, ...rest] = await claim(10, leaseMs);
  if (!only || rest.length > 0) throw new Error(`one key should be due, not ${rest.length + (only ? 1 : 0)}`);
  return only;
}

async function runsOut(leased: WorkClaim): Promise<void> {
  await pool.query(`UPDATE work SET locked_until = now() - interval '1 ms' WHERE kind = $1 AND id = $2`, [
    leased.kind,
    leased.id,
  ]);
}

describe('raising', () => {
  it('makes one run of a key, however often it was raised before it ran', async () => {
    await raise('a', 'b', 'a');
    await raise('a');
    expect(await claimed()).toEqual(['a', 'b']);
    expect(await claimed()).toEqual([]);
  });

  it('belongs to the transaction: nobody sees it before the commit, nor after a rollback', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    await raiseWork(client, [zone('a')]);
    expect(await claimed()).toEqual([]);
    await client.query('ROLLBACK');
    await client.query('BEGIN');
    await raiseWork(client, [zone('b')]);
    await client.query('COMMIT');
    client.release();
    expect(await claimed()).toEqual(['b']);
  });

  it('waits for run_at, and an earlier wish brings the key forward', async () => {
    await raiseWork(pool, [{ ...zone('a'), run_at: new Date(Date.now() + 60_000) }]);
    expect(await claimed()).toEqual([]);
    expect(await nextWork(pool, ['zone'])).toBeGreaterThan(50_000);
    await raise('a');
    expect(await claimed()).toEqual(['a']);
  });

  it('does not put a waiting key off when a later wish comes', async () => {
    await raise('a');
    await raiseWork(pool, [{ ...zone('a'), run_at: new Date(Date.now() + 60_000) }]);
    expect(await claimed()).toEqual(['a']);
  });

  it('of the same keys in opposite orders, by many at once, never deadlocks', async () => {
    const ids = Array.from({ length: 50 }, (_, index) => `z${index}`);
    await Promise.all(Array.from({ length: 20 }, (_, index) => raise(...(index % 2 ? ids : ids.toReversed()))));
    const { rows } = await pool.query('SELECT DISTINCT wanted::int FROM work');
    expect(rows).toEqual([{ wanted: 20 }]);
  });

  it('announces itself once a transaction, in the channel of its schema alone', async () => {
    await pool.query('CREATE SCHEMA dns');
    const elsewhere = new pg.Pool({ connectionString: database.url, options: '-c search_path=dns' });
    await elsewhere.query(workTable);
    const heard: string[] = [];
    const listener = await pool.connect();
    listener.on('notification', ({ channel }) => heard.push(channel));
    await listener.query('LISTEN freehold_work_dns; LISTEN freehold_work_public');
    const client = await elsewhere.connect();
    await client.query('BEGIN');
    await raiseWork(client, [zone('a'), zone('b')]);
    await raiseWork(client, [zone('c')]);
    await client.query('COMMIT');
    client.release();
    await listener.query('SELECT 1');
    listener.release(true);
    await elsewhere.end();
    expect(heard).toEqual(['freehold_work_dns']);
    expect(await claimed()).toEqual([]);
  });
});

describe('claiming', () => {
  it('takes the longest due first, at most as many as asked for, of the asked kinds only', async () => {
    for (const id of ['first', 'second', 'third']) await raise(id);
    await raiseWork(pool, [{ kind: 'record', id: 'other' }]);
    expect((await claim(2)).map(({ id }) => id)).toEqual(['first', 'second']);
    expect((await claim(2)).map(({ id }) => id)).toEqual(['third']);
  });

  it('gives a key whose lease ran out to the next worker, and the old one changes nothing any more', async () => {
    await raise('a');
    const old = await claimOne();
    await runsOut(old);
    const young = await claimOne();
    expect(await finish(old)).toBe('lost');
    expect(await fail(old)).toBe('lost');
    expect(await park(old)).toBe('lost');
    expect(await renewWork(pool, [old], 60_000)).toEqual([]);
    expect(await finish(young)).toBe('clean');
  });

  it('a renewed lease keeps the key', async () => {
    await raise('a');
    const mine = await claimOne();
    await runsOut(mine);
    expect(await renewWork(pool, [mine], 60_000)).toEqual([zone('a')].map((key) => ({ ...key, token: mine.token })));
    expect(await claimed()).toEqual([]);
  });

  it('of one backlog by many at once gives each key to one of them', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `z${index}`);
    await raise(...ids);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(40)));
    const taken = claims.flat().map(({ id }) => id);
    expect(new Set(taken).size).toBe(taken.length);
  });
});

describe('settling', () => {
  it('a key that was raised while it ran is due again at once', async () => {
    await raise('a');
    const run = await claimOne();
    await raise('a');
    expect(await claimed()).toEqual([]);
    expect(await finish(run)).toBe('dirty');
    expect(await finish(await claimOne())).toBe('clean');
  });

  it('a failed run waits, is counted, and forgotten after a success', async () => {
    await raise('a');
    expect(await fail(await claimOne(), 60_000)).toBe('dirty');
    expect(await claimed()).toEqual([]);
    await raise('a');
    const second = await claimOne();
    expect(second).toMatchObject({ attempts: 1, failures: 1 });
    await finish(second);
    await raise('a');
    expect(await claimOne()).toMatchObject({ attempts: 0, failures: 0 });
  });

  it('an unavailable backend lengthens the backoff and does not count towards parking', async () => {
    await raise('a');
    await settle(await claimOne(), { type: 'unavailable', delay_ms: 0, error: 'unavailable' });
    expect(await claimOne()).toMatchObject({ attempts: 0, failures: 1 });
  });

  it('a run that asks for later counts nothing and stays dirty', async () => {
    await raise('a');
    expect(await settle(await claimOne(), { type: 'later', delay_ms: 0 })).toBe('dirty');
    expect(await claimOne()).toMatchObject({ attempts: 0, failures: 0 });
  });

  it('a wish that came while the run failed is not put off by the backoff', async () => {
    await raise('a');
    const run = await claimOne();
    await raise('a');
    await fail(run, 60_000);
    expect(await claimed()).toEqual(['a']);
  });

  it('ends many claims at once, each in its own way, whatever bytes an error holds', async () => {
    await raise('a', 'b', 'c');
    const [a, b, c] = (await claim()).sort((x, y) => x.id.localeCompare(y.id));
    if (!a || !b || !c) throw new Error('three keys should be due');
    const outcomes = [
      { claim: c, outcome: { type: 'parked', error: 'bad\0byte' } },
      { claim: a, outcome: { type: 'finished' } },
      { claim: b, outcome: { type: 'failed', delay_ms: 0, error: 'x'.repeat(100_000) } },
    ] as const;
    expect(await settleWork(pool, outcomes)).toEqual(['parked', 'clean', 'dirty']);
    expect((await listParked(pool)).items).toMatchObject([{ id: 'c', error: 'badbyte' }]);
  });
});

describe('parked work', () => {
  beforeEach(async () => {
    await raise('a');
    await park(await claimOne());
  });

  it('rests until it is raised, and then has all its attempts again', async () => {
    expect(await claimed()).toEqual([]);
    expect(await nextWork(pool, ['zone'])).toBeUndefined();
    await raise('a');
    expect(await claimOne()).toMatchObject({ id: 'a', attempts: 0, failures: 0 });
    expect((await listParked(pool)).items).toEqual([]);
  });

  it('is listed with its reason, its tries and its time', async () => {
    const { items, next_cursor } = await listParked(pool);
    expect(items).toEqual([{ ...zone('a'), error: 'refused: no such name', attempts: 1, parked_at: expect.any(Date) }]);
    expect(next_cursor).toBeNull();
  });

  it('can be replayed once', async () => {
    expect(await replayParked(pool, zone('a'))).toBe(true);
    expect(await replayParked(pool, zone('a'))).toBe(false);
    expect(await claimed()).toEqual(['a']);
  });

  it('can be dropped, and comes back when it is raised', async () => {
    expect(await dropParked(pool, zone('a'))).toBe(true);
    expect(await dropParked(pool, zone('a'))).toBe(false);
    expect(await claimed()).toEqual([]);
    await raise('a');
    expect(await claimed()).toEqual(['a']);
  });

  it('does not come of a run during which the key was raised: the new wish gets all its attempts', async () => {
    await raise('a');
    const run = await claimOne();
    await raise('a');
    expect(await park(run)).toBe('dirty');
    expect(await claimOne()).toMatchObject({ attempts: 0, failures: 0 });
  });

  it('is paged without a skip or a repeat while more is parked', async () => {
    await raise('b', 'd', 'f');
    for (const one of await claim()) await park(one);
    const first = await listParked(pool, { limit: 2 });
    await raise('aa', 'e');
    for (const one of await claim()) await park(one);
    const second = await listParked(pool, { limit: 200, cursor: first.next_cursor ?? '' });
    expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([
      ['a', 'b'],
      ['d', 'e', 'f'],
    ]);
    await expect(listParked(pool, { cursor: 'made up' })).rejects.toThrow(InvalidCursor);
  });
});

describe('a resync', () => {
  it('raises clean and unknown keys, and wakes neither parked nor failing ones', async () => {
    await raise('clean', 'parked', 'failing');
    for (const one of await claim()) {
      if (one.id === 'clean') await finish(one);
      if (one.id === 'parked') await park(one);
      if (one.id === 'failing') await fail(one, 60_000);
    }
    await resyncWork(pool, 'zone', ['clean', 'failing', 'new', 'parked']);
    expect(await claimed()).toEqual(['clean', 'new']);
  });
});
