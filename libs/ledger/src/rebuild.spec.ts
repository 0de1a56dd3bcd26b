import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import { Brand } from '@freehold/contracts/tenant/brand';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Projection } from './follower.js';
import { Followers } from './followers.js';
import { aBrand, draft, FOLLOWER, freshLedger, freshTables, handlerOf, renamed, wish } from './ledger-under-test.js';
import { Positions } from './positions.js';
import { resourceRows } from './resource-rows.js';
import { claimWork } from './work.js';

const { ledger } = await freshLedger();
const pool = await freshTables();
const { send } = handlerOf(ledger, pool);
const KINDS = ['brand', 'zone', 'record'];
const rows = resourceRows({
  name: FOLLOWER,
  kinds: KINDS,
  triggers: [({ after }) => [{ kind: 'looked', id: `${after.kind}/${after.id}/${after.position}` }]],
});

const open: Followers[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((followers) => followers.close()));
  await pool.query('TRUNCATE resource, work, checkpoint');
});

async function follow(projection: Projection = rows) {
  const positions = new Positions();
  const said: string[] = [];
  const followers = new Followers({
    pool,
    ledger,
    positions,
    projections: [projection],
    report: (level, message) => said.push(`${level}: ${message}`),
  });
  await followers.start();
  open.push(followers);
  const passed = async (position: number) => expect(await positions.wait([FOLLOWER], position, 10_000)).toBe(true);
  return { followers, passed, said };
}

const HERE = '(SELECT oid FROM pg_database WHERE datname = current_database())';

const table = async () => (await pool.query('SELECT * FROM resource ORDER BY kind, id')).rows;
const last = async () => (await ledger.state()).last;

/** Zones, records and brands that come, change and go. */
async function churn(from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n++) {
    const zone = `z${n % 5}`;
    await send(wish(Zone, 'create', zone, { name: `z${n % 5}.example` }));
    await send(
      wish(
        Record,
        'create',
        `r${n}`,
        { zone_id: zone, type: 'A', name: `n${n}`, content: '192.0.2.1' },
        { aggregate_id: zone },
      ),
    );
    await send(
      wish(
        Brand,
        n % 3 === 0 ? 'create' : n % 3 === 1 ? 'update' : 'delete',
        `b${n % 4}`,
        n % 3 === 0 ? aBrand : n % 3 === 1 ? { name: `name ${n}` } : {},
      ),
    );
    if (n % 7 === 0) await send(wish(Zone, 'delete', zone));
    if (n % 7 === 3) await send(wish(Zone, 'deleted', `z${(n - 3) % 5}`));
  }
}

describe('a rebuild', () => {
  it('gives the rows that following gave, row by row', async () => {
    await churn(0, 40);
    const { followers, passed } = await follow();
    await passed(await last());
    const followed = await table();
    expect(followed.length).toBeGreaterThan(20);
    await pool.query(`UPDATE resource SET status = 'damaged'; DELETE FROM resource WHERE kind = 'brand'`);
    await followers.rebuild(FOLLOWER);
    expect(await table()).toEqual(followed);
    expect(await followers.state()).toMatchObject([{ status: 'live', lag: 0 }]);
    const { rows: left } = await pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE '%rebuild%'`);
    expect(left).toEqual([]);
  });

  it('leaves tables of which the planner knows how large they are', async () => {
    const { followers, passed } = await follow();
    await passed(await last());
    await followers.rebuild(FOLLOWER);
    // -1 until somebody analyses a table, which the server itself does within minutes.
    const known = await pool.query(`SELECT reltuples::int AS count FROM pg_class WHERE oid = 'resource'::regclass`);
    expect(known.rows[0].count).toBeGreaterThan(5);
  });

  it('can be had again the moment it has ended: its claim is given back, and does not end with a connection some time', async () => {
    const { followers } = await follow();
    const claims = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = ${HERE}`;
    let thrownAway = 0;
    const count = (unusable: Error | undefined) => (thrownAway += unusable ? 1 : 0);
    pool.on('release', count);
    await followers.rebuild(FOLLOWER);
    expect((await pool.query(claims)).rows).toEqual([]);
    pool.off('release', count);
    expect(thrownAway).toBe(0);
  });

  it('goes on beside events that keep coming, and leaves no work out', async () => {
    const { followers, passed, said } = await follow();
    const quiet = new AbortController();
    const coming = (async () => {
      for (let n = 100; !quiet.signal.aborted; n += 5) await churn(n, 5);
    })();
    try {
      await until(async () => (await table()).length > 10);
      for (let again = 0; again < 3; again++) await followers.rebuild(FOLLOWER);
    } finally {
      quiet.abort();
      await coming;
    }
    await passed(await last());
    const live = await table();
    await followers.rebuild(FOLLOWER);
    expect(await table()).toEqual(live);
    expect(said).toEqual([]);
    // Every resource's last event has raised its work: none was read by a rebuild alone.
    const looked = new Set(
      (await claimWork(pool, { kinds: ['looked'], limit: 100_000, leaseMs: 1_000 })).map(({ id }) => id),
    );
    for (const { kind, id, position } of live) expect(looked).toContain(`${kind}/${id}/${position}`);
  });

  it('shows readers the old rows until the new ones are whole', async () => {
    await churn(400, 10);
    const { followers, passed } = await follow();
    await passed(await last());
    const whole = (await table()).length;
    const rebuilt = new AbortController();
    const counts = new Set<number>();
    const reading = (async () => {
      while (!rebuilt.signal.aborted) counts.add((await table()).length);
    })();
    try {
      await followers.rebuild(FOLLOWER);
    } finally {
      rebuilt.abort();
      await reading;
    }
    expect([...counts]).toEqual([whole]);
  });

  it('lets a follower that has stopped go on once the cause is mended, with the work of what it had not read', async () => {
    let broken = true;
    const mended = resourceRows({
      name: FOLLOWER,
      kinds: ['brand'],
      triggers: [
        ({ event, after }) =>
          broken && after.id === 'stumble'
            ? Promise.reject(new Error('a bug'))
            : [{ kind: 'looked', id: String(event.position) }],
      ],
    });
    const { followers } = await follow(mended);
    const { position } = await ledger.append(draft({ resource_id: 'stumble' }), 0);
    const after = await ledger.append(draft({ resource_id: 'beyond' }), 0);
    await until(async () => (await followers.state())[0]?.status === 'stopped');
    broken = false;
    await followers.rebuild(FOLLOWER);
    await until(async () => (await followers.state())[0]?.lag === 0);
    expect(await followers.state()).toMatchObject([{ status: 'live', error: null }]);
    const looked = (await claimWork(pool, { kinds: ['looked'], limit: 100_000, leaseMs: 1_000 })).map(({ id }) =>
      Number(id),
    );
    expect(looked).toEqual(expect.arrayContaining([position, after.position]));
  });

  it('that an event stops leaves the live rows as they are, and says why', async () => {
    let broken = false;
    const fragile: Projection = {
      ...rows,
      apply: async (events, tx, live) =>
        broken && !live ? Promise.reject(new Error('a bug')) : rows.apply(events, tx, live),
    };
    const { followers, passed } = await follow(fragile);
    await passed(await last());
    const before = await table();
    broken = true;
    await expect(followers.rebuild(FOLLOWER)).rejects.toThrow('a bug');
    expect(await table()).toEqual(before);
    expect(await followers.state()).toMatchObject([{ status: 'live' }]);
  });

  it('is one at a time, tells that it goes on, and is broken off when its service stops', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: Projection = {
      ...rows,
      apply: async (events, tx, live) =>
        live ? rows.apply(events, tx, live) : (await held, rows.apply(events, tx, live)),
    };
    const { followers, passed } = await follow(slow);
    await ledger.append(
      renamed('beyond', 'Again'),
      (await ledger.tail('evt.tenant.brand.beyond', 0)).at(-1)?.position ?? 0,
    );
    await passed(await last());
    const rebuilding = followers.rebuild(FOLLOWER);
    const broken = expect(rebuilding).rejects.toThrow('was broken off');
    expect(await followers.state()).toMatchObject([{ status: 'rebuilding' }]);
    await expect(followers.rebuild(FOLLOWER)).rejects.toThrow('is being rebuilt already');
    await expect(followers.rebuild('nobody')).rejects.toThrow('there is no projection nobody');
    const closing = followers.close();
    release();
    await Promise.all([broken, closing]);
  });
});
