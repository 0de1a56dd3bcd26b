import { Brand } from '@freehold/contracts/tenant/brand';
import { until } from '@freehold/testing/until';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Projection } from './follower.js';
import { Followers } from './followers.js';
import { aBrand, draft, FOLLOWER, freshLedger, freshTables, handlerOf, wish } from './ledger-under-test.js';
import { Positions } from './positions.js';
import { resourceRows } from './resource-rows.js';
import { claimWork } from './work.js';

const { ledger } = await freshLedger();
const pool = await freshTables();
const { send } = handlerOf(ledger, pool);
const rows = resourceRows({
  name: FOLLOWER,
  kinds: ['brand'],
  triggers: [({ event }) => [{ kind: 'looked', id: String(event.position) }]],
});
/** A log of positions, which tells what it was. */
const log: Projection = {
  name: 'log',
  tables: ['seen'],
  kinds: '*',
  async apply(events, tx) {
    await tx.query('INSERT INTO seen SELECT unnest($1::bigint[])', [events.map(({ position }) => position)]);
  },
  past: { seen: (position) => `SELECT to_jsonb(s) AS row FROM seen s WHERE position <= ${position}` },
};

const open: Followers[] = [];
beforeAll(async () => {
  await pool.query('CREATE TABLE seen (position bigint PRIMARY KEY)');
  for (let n = 0; n < 30; n++) await send(wish(Brand, 'create', `b${n}`, { ...aBrand, name: `Brand ${n}` }));
  for (let n = 0; n < 30; n += 3) await send(wish(Brand, 'update', `b${n}`, { name: `Again ${n}` }));
  for (let n = 0; n < 30; n += 10) await send(wish(Brand, 'delete', `b${n}`));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((followers) => followers.close()));
  await pool.query('TRUNCATE resource, work, checkpoint, seen');
});

async function follow(...projections: Projection[]): Promise<Followers> {
  const positions = new Positions();
  const followers = new Followers({ pool, ledger, positions, projections, report: () => {} });
  await followers.start();
  open.push(followers);
  const { last } = await ledger.state();
  const names = projections.map(({ name }) => name);
  expect(await positions.wait(names, last, 10_000)).toBe(true);
  return followers;
}

const table = async () => (await pool.query('SELECT * FROM resource ORDER BY kind, id')).rows;
const scratches = async () =>
  (await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '%\\_compare\\_%'`)).rows;

describe('a comparison', () => {
  it('finds the live rows equal to what the events make, and leaves them and their work alone', async () => {
    const followers = await follow(rows);
    const before = await table();
    const { rows: work } = await pool.query('SELECT * FROM work ORDER BY kind, id');
    const { last } = await ledger.state();
    expect(await followers.compare(FOLLOWER)).toEqual({
      name: FOLLOWER,
      position: last,
      live_position: last,
      equal: true,
      tables: [
        {
          table: 'resource',
          folded: { rows: before.length, checksum: expect.stringMatching(/^[0-9a-f]{32}$/) },
          live: { rows: before.length, checksum: expect.any(String) },
          equal: true,
          differences: [],
        },
      ],
    });
    expect(await table()).toEqual(before);
    expect((await pool.query('SELECT * FROM work ORDER BY kind, id')).rows).toEqual(work);
    expect(await scratches()).toEqual([]);
    const { rows: checkpoints } = await pool.query('SELECT name FROM checkpoint');
    expect(checkpoints).toEqual([{ name: FOLLOWER }]);
  });

  it('finds a row that was tampered with, one that is missing, and one that no event made', async () => {
    const followers = await follow(rows);
    await pool.query(`
      UPDATE resource SET spec = spec || '{"name": "Tampered"}' WHERE id = 'b1';
      DELETE FROM resource WHERE id = 'b2';
      INSERT INTO resource SELECT kind, 'nobody', status, status_message, spec, observed, created_at, updated_at, revision, generation,
        converged, position, tenant_id, brand_id FROM resource WHERE id = 'b4'`);
    const { equal, tables } = await followers.compare(FOLLOWER);
    expect(equal).toBe(false);
    expect(tables[0]?.folded.checksum).not.toBe(tables[0]?.live?.checksum);
    expect(tables[0]?.differences).toEqual([
      { key: { kind: 'brand', id: 'b1' }, found: 'different' },
      { key: { kind: 'brand', id: 'b2' }, found: 'missing' },
      { key: { kind: 'brand', id: 'nobody' }, found: 'unexpected' },
    ]);
  });

  it('sees both sides at one position while events keep coming, which it does not hold up', async () => {
    const followers = await follow(rows);
    const quiet = new AbortController();
    let appended = 0;
    const coming = (async () => {
      for (; !quiet.signal.aborted; appended++) await ledger.append(draft({ resource_id: `came-${appended}` }), 0);
    })();
    for (let again = 0; again < 3; again++) expect(await followers.compare(FOLLOWER)).toMatchObject({ equal: true });
    quiet.abort();
    await coming;
    expect(appended).toBeGreaterThan(3);
    await until(async () => (await followers.state())[0]?.lag === 0);
    const looked = await claimWork(pool, { kinds: ['looked'], limit: 100_000, leaseMs: 1_000 });
    expect(looked.length).toBeGreaterThanOrEqual(appended);
  });

  it('up to a position of old compares what tells its past, and only shows the rest', async () => {
    const followers = await follow(rows, log);
    expect(await followers.compare('log', 20)).toMatchObject({
      position: 20,
      equal: true,
      tables: [{ folded: { rows: 20 }, live: { rows: 20 }, equal: true }],
    });
    expect(await followers.compare(FOLLOWER, 20)).toMatchObject({
      equal: true,
      tables: [{ folded: { rows: 20 }, live: null, equal: null }],
    });
    await pool.query('DELETE FROM seen WHERE position IN (7, 25)');
    expect((await followers.compare('log', 20)).tables[0]?.differences).toEqual([
      { key: { position: 7 }, found: 'missing' },
    ]);
    const { last } = await ledger.state();
    await expect(followers.compare('log', last + 1)).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('is refused beside another one or a rebuild, also one of a replica', async () => {
    const [here, replica] = [await follow(rows), await follow(rows)];
    const both = await Promise.allSettled([here.compare(FOLLOWER), replica.compare(FOLLOWER), here.compare(FOLLOWER)]);
    const refused = both.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(refused).toHaveLength(2);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'request.conflict' });
    expect(await replica.compare(FOLLOWER)).toMatchObject({ equal: true });
  });

  it('that was killed leaves nothing behind once its service starts again; that of a replica is not disturbed', async () => {
    const followers = await follow(rows);
    const leftover = async () => {
      await pool.query('CREATE SCHEMA public_compare_rows; CREATE TABLE public_compare_rows.resource (LIKE resource)');
      await pool.query(`INSERT INTO checkpoint (name, position, epoch) VALUES ('rows@compare', 3, 'then')`);
    };
    await leftover();
    await follow(rows);
    expect(await scratches()).toEqual([]);
    expect((await pool.query(`SELECT 1 FROM checkpoint WHERE name = 'rows@compare'`)).rows).toEqual([]);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: Projection = {
      ...rows,
      async apply(events, tx, live) {
        if (!live) await held;
        await rows.apply(events, tx, live);
      },
    };
    const busy = await follow(slow);
    const comparing = busy.compare(FOLLOWER);
    await until(async () => (await scratches()).length === 1);
    await follow(rows);
    expect(await scratches()).toHaveLength(1);
    release();
    expect(await comparing).toMatchObject({ equal: true });
    expect(await followers.compare(FOLLOWER)).toMatchObject({ equal: true });
  });

  it('is broken off when its service stops, and leaves nothing behind', async () => {
    let reached = () => {};
    const reading = new Promise<void>((resolve) => (reached = resolve));
    let leave = () => {};
    const left = new Promise<void>((resolve) => (leave = resolve));
    const stuck: Projection = {
      ...log,
      async apply(events, tx, live) {
        if (!live) {
          reached();
          await left;
        }
        await log.apply(events, tx, live);
      },
    };
    const followers = await follow(stuck);
    const broken = expect(followers.compare('log')).rejects.toThrow('was broken off');
    await reading;
    const closing = followers.close();
    leave();
    await Promise.all([broken, closing]);
    expect(await scratches()).toEqual([]);
  });
});
