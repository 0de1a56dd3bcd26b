import { raiseWork, type WorkKey, workTable } from '@freehold/ledger/work';
import { WorkWorker } from '@freehold/ledger/work-worker';
import type pg from 'pg';
import { type Figure, figure } from '../figure.js';
import { inBatches } from '../history.js';
import { inTurns, oneByOne } from '../rounds.js';
import { openPool, withServers } from '../servers.js';
import { median } from '../statistics.js';

const KIND = 'noop';
const [ROUNDS, KEYS, BATCH_KEYS] = [5, 20_000, 128];
const [WAKE_ROUNDS, WAKES] = [5, 100];

/** How quickly a worker gets through keys that need nothing, and how soon one that idles begins. */
export async function work(): Promise<Figure[]> {
  return await withServers(async ({ environment }) => {
    const pool = openPool(environment.FREEHOLD_POSTGRES_URL);
    try {
      await pool.query(workTable);
      return [await throughput(pool), await wakeUp(pool)];
    } finally {
      await pool.end();
    }
  });
}

async function throughput(pool: pg.Pool): Promise<Figure> {
  const keys = Array.from({ length: KEYS }, (_, index) => ({ kind: KIND, id: `k${index}` }));
  const { ours, theirs, ratio } = await inTurns(ROUNDS, {
    ours: () => settledASecond(pool, keys),
    theirs: () => updatedASecond(pool, keys),
  });
  return figure({
    name: 'Work: no-op keys claimed and finished',
    value: { amount: ours, unit: '/s' },
    baseline: { name: `two bare updates of each row, ${BATCH_KEYS} a statement`, amount: theirs, unit: '/s' },
    ratio,
    bounds: [{ what: 'keys', measured: ours, unit: '/s', at_least: 10_000 }],
    conditions: `one worker with the defaults, ${KEYS.toLocaleString('en')} keys due; ${ROUNDS} rounds in turns`,
  });
}

async function settledASecond(pool: pg.Pool, keys: readonly WorkKey[]): Promise<number> {
  await pool.query('TRUNCATE work');
  await raiseWork(pool, keys);
  const done = Promise.withResolvers<void>();
  let settled = 0;
  const worker = new WorkWorker({
    pool,
    handlers: new Map([[KIND, async () => {}]]),
    onEvent: () => (++settled === keys.length ? done.resolve() : undefined),
  });
  const from = performance.now();
  await worker.start();
  await done.promise;
  const rate = (keys.length * 1_000) / (performance.now() - from);
  await worker.stop();
  return rate;
}

/** A claim and a finish, without looking for what is due, without a lease, one after the other. */
async function updatedASecond(pool: pg.Pool, keys: readonly WorkKey[]): Promise<number> {
  await pool.query('TRUNCATE work');
  await raiseWork(pool, keys);
  const from = performance.now();
  for (const batch of inBatches(keys, BATCH_KEYS)) {
    const ids = batch.map(({ id }) => id);
    await pool.query({
      name: 'bare.claim',
      text: 'UPDATE work SET claimed = wanted WHERE kind = $1 AND id = ANY ($2)',
      values: [KIND, ids],
    });
    await pool.query({
      name: 'bare.finish',
      text: 'UPDATE work SET done = claimed WHERE kind = $1 AND id = ANY ($2)',
      values: [KIND, ids],
    });
  }
  return (keys.length * 1_000) / (performance.now() - from);
}

async function wakeUp(pool: pg.Pool): Promise<Figure> {
  await pool.query('TRUNCATE work; CREATE TABLE wish (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)');
  let began: () => void = () => {};
  const worker = new WorkWorker({ pool, handlers: new Map([[KIND, async () => began()]]) });
  await worker.start();
  const listener = await pool.connect();
  await listener.query('LISTEN bench');
  let serial = 0;
  const raise = async () => {
    const run = Promise.withResolvers<void>();
    began = run.resolve;
    await raiseWork(pool, [{ kind: KIND, id: `wake${serial++}` }]);
    await run.promise;
  };
  const notify = async () => {
    const heard = Promise.withResolvers<void>();
    listener.once('notification', () => heard.resolve());
    await pool.query(
      `WITH wish AS (INSERT INTO wish DEFAULT VALUES RETURNING 1) SELECT pg_notify('bench', '') FROM wish`,
    );
    await heard.promise;
  };
  const { ours, theirs, ratio } = await inTurns(WAKE_ROUNDS, {
    ours: async () => median(await oneByOne(WAKES, raise)),
    theirs: async () => median(await oneByOne(WAKES, notify)),
  });
  listener.release(true);
  await worker.stop();
  return figure({
    name: 'Work: from a raise to the run on an idle worker, p50',
    value: { amount: ours, unit: 'ms' },
    baseline: { name: 'a bare insert that notifies, to its listener, p50', amount: theirs, unit: 'ms' },
    ratio,
    bounds: [{ what: 'p50', measured: ours, unit: 'ms', at_most: 5 }],
    conditions: `raised one at a time, each committed on its own; ${WAKE_ROUNDS} rounds of ${WAKES} in turns`,
  });
}
