import { freshDatabase } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { BackendError } from './backend-error.js';
import { listParked } from './parked-work.js';
import { raiseWork, workTable } from './work.js';
import { fullJitter, Later, Park } from './work-outcome.js';
import type { WorkHandler } from './work-runs.js';
import { type WorkEvent, WorkWorker, type WorkWorkerOptions } from './work-worker.js';

const database = await freshDatabase();
const pool = new pg.Pool({ connectionString: database.url, application_name: 'worker' });
pool.on('error', () => {}); // an idle connection was ended, by a test or with the database
const workers: WorkWorker[] = [];
let events: WorkEvent[];

beforeAll(async () => {
  await pool.query(workTable);
});
beforeEach(async () => {
  events = [];
  await pool.query('TRUNCATE work');
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(100)));
});
afterAll(() => pool.end());

const zone = (id: string) => ({ kind: 'zone', id });
const raise = (...ids: string[]) => raiseWork(pool, ids.map(zone));

/** A started worker. It hardly polls: what wakes it within a test is an announcement or a due time. */
async function work(handler: WorkHandler, options: Partial<WorkWorkerOptions> = {}): Promise<WorkWorker> {
  const worker = new WorkWorker({
    pool,
    handlers: new Map([['zone', handler]]),
    pollMs: 60_000,
    backoff: () => 5,
    onEvent: (event) => events.push(event),
    ...options,
  });
  workers.push(worker);
  await worker.start();
  return worker;
}

async function clean(): Promise<boolean> {
  const { rows } = await pool.query('SELECT 1 FROM work WHERE wanted > done OR token IS NOT NULL');
  return rows.length === 0;
}

const parked = async () => (await listParked(pool)).items.map(({ id, error, attempts }) => ({ id, error, attempts }));

/** A promise and what resolves it. */
const gate = () => Promise.withResolvers<void>();

describe('a worker', () => {
  it('runs what was raised before it started, and wakes for what is raised later', async () => {
    const ran: string[] = [];
    await raise('before');
    await work(async ({ id }) => void ran.push(id));
    await until(() => ran.includes('before'));
    await until(clean);
    await raise('after');
    await until(() => ran.includes('after'));
    await until(clean);
    expect(ran).toEqual(['before', 'after']);
  });

  it('runs a key that was raised while it ran once more', async () => {
    let runs = 0;
    const first = gate();
    await work(async () => {
      if (++runs === 1) await first.promise;
    });
    await raise('a');
    await until(() => runs === 1);
    await raise('a');
    await raise('a');
    first.resolve();
    await until(clean);
    expect(runs).toBe(2);
  });

  it('wakes at run_at', async () => {
    let ranAt = 0;
    await work(async () => void (ranAt = Date.now()));
    const run_at = new Date(Date.now() + 300);
    await raiseWork(pool, [{ ...zone('a'), run_at }]);
    await until(clean);
    expect(ranAt).toBeGreaterThanOrEqual(run_at.getTime());
  });

  it('never runs more handlers at once than its concurrency', async () => {
    let [now, most] = [0, 0];
    await raise(...Array.from({ length: 100 }, (_, index) => `z${index}`));
    await work(
      async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setTimeout(resolve, 1));
        now--;
      },
      { concurrency: 4 },
    );
    await until(clean);
    expect(most).toBe(4);
  });
});

describe('a failing handler', () => {
  it('is tried again until it succeeds', async () => {
    const seen: number[] = [];
    await work(async ({ attempts }) => {
      seen.push(attempts);
      if (seen.length < 4) throw new Error('not yet');
    });
    await raise('a');
    await until(clean);
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('parks its key alone after maxAttempts, with the reason, once that was reported', async () => {
    const reported: unknown[] = [];
    await work(
      async ({ id }) => {
        if (id === 'bad') throw new Error('refused');
      },
      {
        maxAttempts: () => 3,
        onParked: async (item, error) => {
          expect(await parked()).toEqual([]);
          reported.push([item.id, error]);
        },
      },
    );
    await raise('bad', 'good');
    await until(async () => (await parked()).length > 0);
    expect(await parked()).toEqual([{ id: 'bad', error: 'refused', attempts: 3 }]);
    expect(reported).toEqual([['bad', new Error('refused')]]);
    const { rows } = await pool.query(`SELECT id FROM work WHERE wanted = done`);
    expect(rows).toEqual([{ id: 'good' }]);
  });

  it('parks at once when it throws Park', async () => {
    await work(async () => {
      throw new Park('the name is reserved');
    });
    await raise('a');
    await until(async () => (await parked()).length > 0);
    expect(await parked()).toEqual([{ id: 'a', error: 'the name is reserved', attempts: 1 }]);
  });

  it('does not park a key whose parking could not be reported', async () => {
    let reports = 0;
    const onParked = async () => {
      if (++reports < 3) throw new Error('NATS is away');
    };
    await work(() => Promise.reject(new Park('no')), { onParked });
    await raise('a');
    await until(async () => (await parked()).length > 0);
    expect(reports).toBe(3);
  });

  it('never parks while the backend is away, and has all its attempts when it is back', async () => {
    let runs = 0;
    await work(
      async ({ attempts }) => {
        if (++runs <= 20) throw new BackendError('unavailable', 'PowerDNS refused the connection');
        expect(attempts).toBe(0);
      },
      { maxAttempts: () => 3 },
    );
    await raise('a');
    await until(clean);
    expect(runs).toBe(21);
  });

  it('that throws Later runs again then, and no attempt is counted', async () => {
    const seen: number[] = [];
    await work(
      async ({ attempts }) => {
        seen.push(attempts);
        if (seen.length < 20) throw new Later(1);
      },
      { maxAttempts: () => 2 },
    );
    await raise('a');
    await until(clean);
    expect(seen).toEqual(Array(20).fill(0));
  });

  it('backs off between 250 ms and 30 s, longer after more failures', () => {
    for (let failures = 1; failures < 100; failures++) {
      const pause = fullJitter(failures);
      expect(pause).toBeGreaterThanOrEqual(250);
      expect(pause).toBeLessThanOrEqual(Math.min(30_000, 250 * 2 ** failures));
    }
  });
});

describe('a lease', () => {
  it('is renewed while the handler runs: nobody else runs the key', async () => {
    let runs = 0;
    const slow: WorkHandler = async () => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 6_000)); // Three leases long.
    };
    await work(slow, { leaseMs: 2_000, pollMs: 20 });
    await work(slow, { leaseMs: 2_000, pollMs: 20 });
    await raise('a');
    await until(clean);
    expect(runs).toBe(1);
  });

  it('that was taken away aborts the handler, whose outcome counts for nothing', async () => {
    let aborted = false;
    let runs = 0;
    await work(
      async (_item, signal) => {
        if (++runs > 1) return;
        await pool.query('UPDATE work SET token = gen_random_uuid()');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        aborted = true;
      },
      { leaseMs: 400 },
    );
    await raise('a');
    await until(() => runs === 2);
    await until(clean);
    expect(aborted).toBe(true);
    expect(events.filter(({ type }) => type === 'lease_lost')).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('lets what runs end, and gives back what has not begun', async () => {
    const running = gate();
    const first = await work(() => running.promise, { concurrency: 1 });
    await raise('a');
    await until(async () => (await pool.query('SELECT 1 FROM work WHERE token IS NOT NULL')).rows.length === 1);
    const stopped = first.stop();
    await raise('b');
    running.resolve();
    await stopped;
    const { rows } = await pool.query('SELECT id, wanted > done AS dirty, token FROM work ORDER BY id');
    expect(rows).toEqual([
      { id: 'a', dirty: false, token: null },
      { id: 'b', dirty: true, token: null },
    ]);
  });

  it('is bounded: a handler that does not end is aborted, and its key is free without an attempt counted', async () => {
    const started = gate();
    const worker = await work(async (_item, signal) => {
      started.resolve();
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    await raise('a');
    await started.promise;
    await worker.stop(50);
    const { rows } = await pool.query('SELECT wanted > done AS dirty, attempts, failures, token FROM work');
    expect(rows).toEqual([{ dirty: true, attempts: 0, failures: 0, token: null }]);
  });
});

describe('a database that goes away', () => {
  it('and comes back finds the worker listening again', async () => {
    const ran: string[] = [];
    await work(async ({ id }) => void ran.push(id));
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    for (const id of ['a', 'b', 'c']) {
      await admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'worker'`);
      await raiseWork(admin, [zone(id)]);
      await until(() => ran.includes(id));
    }
    await admin.end();
    await until(clean);
    expect(events.some((event) => event.type === 'database_failed' && event.doing === 'listen')).toBe(true);
  });
});
