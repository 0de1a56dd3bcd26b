import { ensureLedger, Ledger } from '@freehold/ledger/ledger';
import type { AskReply } from '@freehold/service/asks';
import { connectNats } from '@freehold/service/nats';
import { until } from '@freehold/testing/until';
import type { NatsConnection } from '@nats-io/transport-node';
import type pg from 'pg';
import { bareUpsert, writeBatches } from '../bare-upsert.js';
import { startChild } from '../child.js';
import { writeZones } from '../event-log.js';
import { type Figure, figure } from '../figure.js';
import { inBatches, newestOf, readLedger, versionsOf } from '../history.js';
import { inTurns } from '../rounds.js';
import { openPool, withServers } from '../servers.js';

const [ROUNDS, ZONES, BATCH_EVENTS] = [5, 2_000, 1_000];

/** How quickly a service makes its rows anew from the whole ledger, against the writing of those rows alone. */
export async function catchUp(): Promise<Figure[]> {
  return await withServers(async ({ nats, environment }) => {
    const nc = await connectNats('bench', { nats_url: nats.url });
    const pool = openPool(environment.FREEHOLD_POSTGRES_URL);
    await ensureLedger(nc, 1);
    const events = await writeZones(nc, ZONES);
    const service = await startChild(new URL('../processes/zone-service.js', import.meta.url), { environment });
    try {
      await until(async () => (await ask<{ lag: number }[]>(nc, 'projections'))[0]?.lag === 0, { within: 60_000 });
      const bare = await bareRows(pool, await Ledger.open(nc));
      const rebuild = async () => {
        const from = performance.now();
        await ask(nc, 'rebuild', { name: 'rows' });
        return (events * 1_000) / (performance.now() - from);
      };
      const { ours, theirs, ratio } = await inTurns(ROUNDS, {
        ours: rebuild,
        theirs: async () => events / (await bare()),
      });
      return [
        figure({
          name: 'Rebuild of a service’s rows, events',
          value: { amount: ours, unit: '/s' },
          baseline: { name: 'the same rows by bare unnest upserts', amount: theirs, unit: '/s' },
          ratio,
          bounds: [{ at_least: 0.45 }, { what: 'events', measured: ours, unit: '/s', at_least: 20_000 }],
          conditions: `${events.toLocaleString('en')} events of ${ZONES.toLocaleString('en')} zones with 8 records each; batches of ${BATCH_EVENTS.toLocaleString('en')}, a transaction each; from the request to the swapped tables; ${ROUNDS} rounds in turns`,
        }),
      ];
    } finally {
      await service.stop();
      await pool.end();
      await nc.close();
    }
  });
}

/** The last state of every resource after each batch of events, written to a table like the service's own. */
async function bareRows(pool: pg.Pool, ledger: Ledger): Promise<() => Promise<number>> {
  const batches = inBatches(versionsOf(await readLedger(ledger)), BATCH_EVENTS).map(newestOf);
  await pool.query('CREATE SCHEMA bench');
  await pool.query('CREATE TABLE bench.resource (LIKE dns.resource INCLUDING ALL)');
  const upsert = await bareUpsert(pool, 'bench.resource');
  return async () => {
    await pool.query('TRUNCATE bench.resource');
    return await writeBatches(pool, batches, (batch, tx) =>
      upsert(
        batch.map((resource) => ({ ...resource })),
        tx,
      ),
    );
  };
}

async function ask<Answer>(nc: NatsConnection, verb: string, question: object = {}): Promise<Answer> {
  const reply = (await nc.request(`ask.dns.${verb}`, JSON.stringify(question), { timeout: 120_000 })).json<AskReply>();
  if (reply.outcome !== 'answered') throw new Error(`the service does not answer ${verb}: ${reply.detail}`);
  return reply.answer as Answer; // as the service's own code gives it
}
