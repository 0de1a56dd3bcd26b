/** The stress of the work table, for specs of any length: raises without a pause while workers run, fail and lose their connections. */
import { freshDatabase } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import pg from 'pg';
import { raiseWork, workTable } from './work.js';
import { WorkWorker } from './work-worker.js';

export interface Churn {
  /** Runs that began while another run of the same key had not ended. */
  readonly overlaps: number;
  /** Keys whose last run read something older than what was raised last. */
  readonly stale: number;
  /** Keys that are still dirty or leased. */
  readonly unsettled: number;
  readonly raises: number;
  readonly runs: number;
  /** Connections that were ended under the workers. */
  readonly kills: number;
}

const KEYS = 60;
/** Leases end often enough here that keys of killed claims come back within the test. */
const LEASE_MS = 1_500;

/** Churns for `ms`, lets the workers come to rest, and counts what must not have happened. */
export async function churn(ms: number): Promise<Churn> {
  const { url } = await freshDatabase();
  const pools = ['worker', 'worker', 'raiser'].map(
    (application_name) =>
      new pg.Pool({
        connectionString: url,
        application_name,
        max: 8,
        // As in services: one that is ended while it is lent out fails its query, and emits an error besides.
        onConnect: (client) => void client.on('error', () => {}),
      }),
  );
  for (const pool of pools) pool.on('error', () => {}); // idle connections are ended on purpose
  const [one, two, raiser] = pools as [pg.Pool, pg.Pool, pg.Pool]; // three were mapped above
  await raiser.query(`${workTable}; CREATE TABLE wish (id text PRIMARY KEY, version int NOT NULL)`);
  await raiser.query(`INSERT INTO wish SELECT 'k' || n, 0 FROM generate_series(1, ${KEYS}) n`);
  const seen = new Seen();
  const workers = [one, one, two].map((pool) => seen.worker(pool));
  await Promise.all(workers.map((worker) => worker.start()));

  const end = performance.now() + ms;
  const [raises, kills] = await Promise.all([raiseUntil(end, raiser), killUntil(end, raiser)]);
  const atRest = () =>
    raiser.query('SELECT 1 FROM work WHERE wanted > done OR token IS NOT NULL').then(({ rowCount }) => rowCount === 0);
  await until(atRest);
  await Promise.all(workers.map((worker) => worker.stop()));

  const { rows } = await raiser.query<{ id: string; version: number; settled: boolean }>(
    `SELECT id, version, coalesce(wanted = done AND token IS NULL, version = 0) AS settled FROM wish LEFT JOIN work USING (id)`,
  );
  await Promise.all(pools.map((pool) => pool.end()));
  const stale = rows.filter(({ id, version }) => (seen.versions.get(id) ?? 0) !== version).length;
  const unsettled = rows.filter(({ settled }) => !settled).length;
  return { overlaps: seen.overlaps, stale, unsettled, raises: raises.flat().length, runs: seen.runs, kills };
}

/** What the handlers of all workers saw. */
class Seen {
  readonly versions = new Map<string, number>();
  private readonly running = new Set<string>();
  overlaps = 0;
  runs = 0;

  worker(pool: pg.Pool): WorkWorker {
    const handler = async ({ id }: { id: string }) => {
      if (this.running.has(id)) this.overlaps++;
      this.running.add(id);
      this.runs++;
      try {
        const { rows } = await pool.query<{ version: number }>('SELECT version FROM wish WHERE id = $1', [id]);
        await sleep(Math.random() * 4);
        if (Math.random() < 0.05) throw new Error('the backend hiccups');
        for (const { version } of rows) this.versions.set(id, version);
      } finally {
        this.running.delete(id);
      }
    };
    // No poll within the test: an announcement that is lost leaves its key dirty.
    return new WorkWorker({
      pool,
      handlers: new Map([['zone', handler]]),
      leaseMs: LEASE_MS,
      pollMs: 3_600_000,
      backoff: () => 10,
      maxAttempts: () => Infinity,
    });
  }
}

/** Four writers: each transaction changes a few rows and raises their keys; one in ten is rolled back. */
async function raiseUntil(end: number, pool: pg.Pool): Promise<number[][]> {
  const writer = async () => {
    const raised: number[] = [];
    while (performance.now() < end) {
      const ids = [...new Set([anyKey(), anyKey(), anyKey()])].sort();
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM wish WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
      await client.query('UPDATE wish SET version = version + 1 WHERE id = ANY ($1)', [ids]);
      const wishes = ids.map((id) => ({ kind: 'zone', id }));
      await raiseWork(client, wishes);
      await client.query(Math.random() < 0.1 ? 'ROLLBACK' : 'COMMIT');
      client.release();
      raised.push(ids.length);
      await sleep(Math.random() * 3);
    }
    return raised;
  };
  return Promise.all([writer(), writer(), writer(), writer()]);
}

/** Ends one connection in three of the workers, their listeners among them, every 200 ms. */
async function killUntil(end: number, pool: pg.Pool): Promise<number> {
  let kills = 0;
  while (performance.now() < end) {
    await sleep(200);
    const { rowCount } = await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'worker' AND datname = current_database() AND random() < 0.33`,
    );
    kills += rowCount ?? 0;
  }
  return kills;
}

const anyKey = () => `k${1 + Math.floor(Math.random() * KEYS)}`;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
