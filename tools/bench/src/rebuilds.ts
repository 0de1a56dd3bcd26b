import type { Resource } from '@freehold/contracts/resource';
import { Ledger } from '@freehold/ledger/ledger';
import type { AskReply } from '@freehold/service/asks';
import { until } from '@freehold/testing/until';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import { bareUpsert, type Upsert, writeBatches } from './bare-upsert.js';
import { type Figure, figure } from './figure.js';
import { inBatches, newestOf, readLedger, type Version, versionsOf } from './history.js';
import { inTurns } from './rounds.js';

const [ROUNDS, BATCH_EVENTS] = [5, 1_000];
const FOLLOWED_WITHIN_MS = 120_000;

/** A projection that is to be rebuilt, and the connections over which that is measured. */
export interface Rebuilt {
  /** The row of the table. */
  readonly name: string;
  /** Of the service that has it. */
  readonly context: string;
  /** Schema of that service. */
  readonly schema: string;
  readonly projection: string;
  /** Also writes `resource_version`, a row for every event. */
  readonly versions: boolean;
  /** What the events are of. */
  readonly conditions: string;
  readonly nc: NatsConnection;
  readonly pool: pg.Pool;
}

/** How quickly a projection makes its rows anew from the whole ledger, against the writing of those rows alone. */
export async function measureRebuild(rebuilt: Rebuilt): Promise<Figure> {
  const { nc, context, projection } = rebuilt;
  await until(async () => (await lagOf(rebuilt)) === 0, { within: FOLLOWED_WITHIN_MS, every: 100 });
  const history = versionsOf(await readLedger(await Ledger.open(nc)));
  const bare = await bareWriter(rebuilt, history);
  const { ours, theirs, ratio } = await inTurns(ROUNDS, {
    async ours() {
      const from = performance.now();
      await ask(nc, context, 'rebuild', { name: projection });
      return (history.length * 1_000) / (performance.now() - from);
    },
    theirs: async () => history.length / (await bare()),
  });
  return figure({
    name: rebuilt.name,
    value: { amount: ours, unit: '/s' },
    baseline: { name: 'the same rows by bare unnest upserts', amount: theirs, unit: '/s' },
    ratio,
    bounds: [{ at_least: 0.45 }, { what: 'events', measured: ours, unit: '/s', at_least: 20_000 }],
    conditions: `${history.length.toLocaleString('en')} events of ${rebuilt.conditions}; batches of ${BATCH_EVENTS.toLocaleString('en')}, a transaction each; from the request to the swapped tables; ${ROUNDS} rounds in turns`,
  });
}

/** The last state of every resource after each batch of events, and every version, into tables like the projection's own. */
async function bareWriter(
  { pool, schema, versions }: Rebuilt,
  history: readonly Version[],
): Promise<() => Promise<number>> {
  const tables = ['resource', ...(versions ? ['resource_version'] : [])];
  await pool.query('CREATE SCHEMA bench');
  for (const table of tables) await pool.query(`CREATE TABLE bench.${table} (LIKE ${schema}.${table} INCLUDING ALL)`);
  const upserts = await Promise.all(tables.map((table) => bareUpsert(pool, `bench.${table}`)));
  const batches = inBatches(history, BATCH_EVENTS).map((batch) => [newestOf(batch).map(asRow), batch.map(asVersion)]);
  return async () => {
    for (const table of tables) await pool.query(`TRUNCATE bench.${table}`);
    return await writeBatches(pool, batches, async (rows, tx) => {
      for (const [index, upsert] of upserts.entries()) await upsert(rows[index] ?? [], tx);
    });
  };
}

type Row = Parameters<Upsert>[0][number];

function asRow(resource: Resource): Row {
  return { ...resource };
}

function asVersion({ resource, until: until_position }: Version): Row {
  return { ...resource, until_position: until_position ?? Number.MAX_SAFE_INTEGER };
}

async function lagOf({ nc, context, projection }: Rebuilt): Promise<number | undefined> {
  const states = await ask<{ name: string; lag: number }[]>(nc, context, 'projections');
  return states.find(({ name }) => name === projection)?.lag;
}

async function ask<Answer>(nc: NatsConnection, context: string, verb: string, question: object = {}): Promise<Answer> {
  const reply = (
    await nc.request(`ask.${context}.${verb}`, JSON.stringify(question), { timeout: 120_000 })
  ).json<AskReply>();
  if (reply.outcome !== 'answered') throw new Error(`${context} does not answer ${verb}: ${reply.detail}`);
  return reply.answer as Answer; // as the service's own code gives it
}
