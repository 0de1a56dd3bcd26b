import { startPostgres } from '@freehold/stack/postgres';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { Follower, type Projection } from './follower.js';
import { Followers } from './followers.js';
import { draft, freshLedger, makeTables, poolOf } from './ledger-under-test.js';
import { Positions } from './positions.js';

const { ledger } = await freshLedger();
const dataDir = await temporaryDirectory('postgres');
let server = await startPostgres({ dataDir });
const pool = poolOf(server.url('postgres'));
await makeTables(pool);
await pool.query('CREATE TABLE seen (position bigint)');
afterAll(async () => {
  await pool.end();
  await server.stop();
});

/** Not idempotent on purpose, and slow enough that a power cut finds it in the middle. */
const counting: Projection = {
  name: 'counting',
  tables: ['seen'],
  kinds: ['brand'],
  async apply(events, tx) {
    for (const { position } of events) await tx.query('INSERT INTO seen VALUES ($1)', [position]);
  },
};

const followed = (projection: Projection) => {
  const positions = new Positions();
  const said: string[] = [];
  const followers = new Followers({
    pool,
    ledger,
    positions,
    projections: [projection],
    report: (level, message) => said.push(`${level}: ${message}`),
  });
  return { followers, positions, said };
};

let made = 0;

async function fill(count: number): Promise<number> {
  const appended = await Promise.all(
    Array.from({ length: count }, () => ledger.append(draft({ resource_id: `b${++made}` }), 0)),
  );
  return Math.max(...appended.map(({ position }) => position));
}

describe('a follower whose PostgreSQL is cut off in the middle of batches', () => {
  it('waits for it, says so once a cut, and applies every event once', async () => {
    const replicas = [followed(counting), followed(counting)];
    for (const { followers } of replicas) await followers.start();
    let last = 0;
    for (let cut = 0; cut < 2; cut++) {
      const filling = fill(800);
      await until(async () => {
        const { rows } = await pool.query<{ active: number }>(
          `SELECT count(*)::int AS active FROM pg_locks WHERE relation = 'seen'::regclass`,
        );
        return (rows[0]?.active ?? 0) > 0;
      });
      await server.kill();
      last = Math.max(last, await filling);
      server = await startPostgres({ dataDir, port: server.port });
    }
    for (const { positions } of replicas) expect(await positions.wait(['counting'], last, 20_000)).toBe(true);
    const { rows } = await pool.query<{ position: number }>('SELECT position FROM seen ORDER BY position');
    expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    for (const { followers, said } of replicas) {
      expect(said.length).toBeLessThanOrEqual(2);
      expect(said.filter((line) => !line.startsWith('warn: follower counting waits for the database'))).toEqual([]);
      expect(await followers.state()).toMatchObject([{ status: 'live', lag: 0 }]);
    }
    expect(replicas.some(({ said }) => said.length > 0)).toBe(true);
    await Promise.all(replicas.map(({ followers }) => followers.close()));
  });

  it('can be closed while it waits, with its buffer full', async () => {
    await fill(1_500);
    await pool.query('TRUNCATE checkpoint, seen');
    let reached = () => {};
    const begun = new Promise<void>((resolve) => (reached = resolve));
    const stuck: Projection = {
      ...counting,
      async apply(events, tx) {
        reached();
        await tx.query('SELECT pg_sleep(60)');
        await counting.apply(events, tx, true);
      },
    };
    const { followers, said } = followed(stuck);
    const offered = jest.spyOn(Follower.prototype, 'offer');
    await followers.start();
    await begun;
    await until(() => offered.mock.calls.length > 2_000); // so many it holds; the next one waits for room
    await server.kill();
    await until(() => said.length > 0);
    await followers.close();
    server = await startPostgres({ dataDir, port: server.port });
    const { rows } = await pool.query('SELECT 1 FROM seen');
    expect(rows).toEqual([]);
  });
});
