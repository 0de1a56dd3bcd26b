import { EVENTS, type RecordedEvent } from '@freehold/contracts/event';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { headers } from '@nats-io/transport-node';
import type pg from 'pg';
import type { Projection } from './follower.js';
import { Followers } from './followers.js';
import { ensureLedger, type Ledger } from './ledger.js';
import { draft, freshLedger, freshTables, renamed } from './ledger-under-test.js';
import { Positions } from './positions.js';

const { nats, nc, ledger } = await freshLedger();
const { ledger: poisoned } = await freshLedger();
const { ledger: answered } = await freshLedger();
const pool = await freshTables();
await pool.query('CREATE TABLE seen (position bigint, resource_id text)');

/** Not idempotent on purpose: what is applied twice stands there twice. */
const counting: Projection = {
  name: 'counting',
  tables: ['seen'],
  kinds: ['brand'],
  async apply(events, tx) {
    for (const { position, resource_id } of events)
      await tx.query('INSERT INTO seen VALUES ($1, $2)', [position, resource_id]);
  },
};

interface Running {
  readonly followers: Followers;
  readonly positions: Positions;
  readonly said: string[];
}

const open: Followers[] = [];

async function follow(
  projections: readonly Projection[] = [counting],
  over: { pool?: pg.Pool; ledger?: Ledger } = {},
): Promise<Running> {
  const positions = new Positions();
  const said: string[] = [];
  const followers = new Followers({
    pool,
    ledger,
    positions,
    projections,
    report: (level, message) => said.push(`${level}: ${message}`),
    ...over,
  });
  await followers.start();
  open.push(followers);
  return { followers, positions, said };
}

beforeEach(async () => {
  await pool.query('TRUNCATE seen, checkpoint');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((followers) => followers.close()));
});

let made = 0;
const fresh = () => `f${++made}`;

/** Appends events about one brand, and answers them. */
async function append(count: number, to = ledger): Promise<RecordedEvent[]> {
  const resource_id = fresh();
  const events = [await to.append(draft({ resource_id }), 0)];
  while (events.length < count)
    events.push(await to.append(renamed(resource_id, `name ${events.length}`), events.at(-1)?.position ?? 0));
  return events;
}

const at = (events: readonly RecordedEvent[]) => events.at(-1)?.position ?? 0;
const passed = async ({ positions }: Running, position: number) =>
  expect(await positions.wait(['counting'], position, 60_000)).toBe(true);
const seen = async () =>
  (await pool.query<{ position: number }>('SELECT position FROM seen ORDER BY position')).rows.map(
    ({ position }) => position,
  );
const checkpoint = async () =>
  (await pool.query<{ position: number }>(`SELECT position FROM checkpoint WHERE name = 'counting'`)).rows[0]?.position;
const all = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('a follower', () => {
  it('applies every event once and in order, and goes on where it stopped', async () => {
    const first = await follow();
    const early = await append(30);
    await passed(first, at(early));
    await first.followers.close();
    expect(await checkpoint()).toBe(at(early));
    const late = await append(1);
    const second = await follow();
    await passed(second, at(late));
    expect(await seen()).toEqual(all(at(late)));
    expect(await second.followers.state()).toEqual([
      { name: 'counting', position: at(late), lag: 0, status: 'live', error: null },
    ]);
  });

  it('commits its rows and its position together, or neither', async () => {
    const [event] = await append(1);
    const failing: Projection = {
      ...counting,
      apply: async (events, tx, live) => (await counting.apply(events, tx, live), Promise.reject(new Error('no'))),
    };
    const { followers } = await follow([failing]);
    await until(async () => (await followers.state())[0]?.status === 'stopped');
    expect(await seen()).toEqual([]);
    expect(await checkpoint()).toBe(0);
    expect(event?.position).toBeGreaterThan(0);
  });

  it('moves on past what is not for it, and writes that down when idle', async () => {
    const running = await follow([{ ...counting, kinds: ['zone'] }]);
    const events = await append(2);
    await passed(running, at(events));
    const later = await until(async () => {
      const [next] = await append(1);
      return ((await checkpoint()) ?? 0) >= at(events) ? next : undefined;
    });
    await passed(running, later.position);
    expect(await seen()).toEqual([]);
  });

  it('stops right before an event that it cannot read, says so, and leaves the others alone', async () => {
    const other: Projection = { ...counting, name: 'other', kinds: ['zone'], apply: async () => {} };
    const events = await append(3, poisoned);
    const unknown = headers();
    unknown.set('ce-specversion', '1.0');
    unknown.set('ce-type', 'BrandMovedToTheMoon');
    const { seq: bad } = await poisoned.js.publish('evt.tenant.brand.poison', '{}', { headers: unknown });
    const after = await append(1, poisoned);
    const { followers, positions, said } = await follow([counting, other], { ledger: poisoned });
    expect(await positions.wait(['other'], at(after), 5_000)).toBe(true);
    await until(async () => (await followers.state())[0]?.status === 'stopped');
    expect(await seen()).toEqual(all(at(events)));
    expect(await followers.state()).toMatchObject([
      { name: 'counting', position: bad - 1, status: 'stopped', error: expect.stringContaining(`position ${bad}`) },
      { name: 'other', status: 'live', error: null },
    ]);
    expect(said).toEqual([expect.stringContaining(`error: follower counting has stopped after position ${bad - 1}`)]);
  });

  it('passes over what is no event at all, and says where it lies', async () => {
    const before = await append(1, answered);
    const { seq } = await answered.js.publish('evt.tenant.brand.answer', '{"stream":"EVENTS","seq":5}');
    const after = await append(1, answered);
    const running = await follow([counting], { ledger: answered });
    await passed(running, at(after));
    expect(await seen()).toEqual([at(before), at(after)]);
    expect(running.said).toEqual([expect.stringMatching(new RegExp(`^error: .*position ${seq}: .*no event`))]);
  });

  it('of two replicas on one checkpoint applies nothing twice and leaves nothing out', async () => {
    const replicas = await Promise.all([follow(), follow(), follow()]);
    const batches = await Promise.all(Array.from({ length: 8 }, () => append(25)));
    const last = Math.max(...batches.map(at));
    for (const replica of replicas) await passed(replica, last);
    expect(await seen()).toEqual(all(last));
    for (const { followers } of replicas) expect(await followers.state()).toMatchObject([{ status: 'live' }]);
  });

  it('hands over to a replica that was idle while others worked', async () => {
    const [one, two] = [await follow(), await follow()];
    await passed(one, at(await append(5)));
    await passed(two, at(await append(5)));
    await one.followers.close();
    const events = await append(5);
    await passed(two, at(events));
    expect(await seen()).toEqual(all(at(events)));
  });
});

describe('a feed', () => {
  it('goes on after NATS was away, with nothing left out', async () => {
    const running = await follow();
    await passed(running, at(await append(3)));
    await nats.kill();
    await nats.restart();
    await until(() => nc.flush().then(() => true));
    const events = await append(3);
    await passed(running, at(events));
    expect(await seen()).toEqual(all(at(events)));
  });

  it('ends at once, also when it has only just begun and nothing comes', async () => {
    const running = await follow();
    await passed(running, at(await append(1)));
    await running.followers.close();
    const { followers } = await follow();
    await followers.close();
    expect(await followers.state()).toMatchObject([{ lag: 0 }]);
  });

  it('has nothing to do where nobody follows', async () => {
    const { followers, said } = await follow([]);
    await followers.close();
    expect(said).toEqual([]);
  });
});

describe('a follower of another ledger', () => {
  it('does not start: neither on a stream that was made anew, nor on one that ends before its checkpoint', async () => {
    const { created, last } = await ledger.state();
    await pool.query(`INSERT INTO checkpoint VALUES ('counting', 5, '2020-01-01T00:00:00.000Z')`);
    await expect(follow()).rejects.toThrow('made at 2020-01-01T00:00:00.000Z');
    await pool.query(`UPDATE checkpoint SET position = $1, epoch = $2`, [last + 1, created]);
    await expect(follow()).rejects.toThrow(`ends at ${last}`);
  });

  it('stops and says so when the ledger is replaced while it runs', async () => {
    const running = await follow();
    await passed(running, at(await append(2)));
    const { last } = await ledger.state();
    await ledger.jsm.streams.delete(EVENTS);
    await ensureLedger(nc, 1);
    await until(async () => (await running.followers.state())[0]?.status === 'stopped');
    expect(running.said).toContainEqual(expect.stringContaining(`but ${last} was read of one made at`));
  });
});
