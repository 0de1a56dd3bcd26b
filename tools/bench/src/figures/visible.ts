import { jetstream } from '@nats-io/jetstream';
import { bareUpsert, writeBatches } from '../bare-upsert.js';
import { brandCreated, createBrand } from '../brands.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { oneByOne } from '../rounds.js';
import { openPool } from '../servers.js';
import { quantile } from '../statistics.js';

const [ROUNDS, POSTS] = [5, 200];

/** How soon what one client has posted can be read, against the two writes that it takes at least. */
export async function visible(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const pool = openPool(platform.postgresUrl);
    const nc = await platform.connectAs('tenant');
    const writes = await bareWrites(nc, pool);
    const ours: number[] = [];
    const theirs: number[] = [];
    try {
      for (let round = 0; round <= ROUNDS; round++) {
        const posted = await oneByOne(POSTS, () => postAndGet(platform));
        const written = await oneByOne(POSTS, writes);
        if (round === 0) continue;
        ours.push(...posted);
        theirs.push(...written);
      }
    } finally {
      await nc.close();
      await pool.end();
    }
    const [p50, p99] = [quantile(ours, 0.5), quantile(ours, 0.99)];
    return [
      figure({
        name: 'From a POST until a GET shows it, p50',
        value: { amount: p50, unit: 'ms' },
        baseline: {
          name: 'one awaited publish and one awaited upsert, p50',
          amount: quantile(theirs, 0.5),
          unit: 'ms',
        },
        bounds: [
          { what: 'p50', measured: p50, unit: 'ms', at_most: 10 },
          { what: 'p99', measured: p99, unit: 'ms', at_most: 30 },
        ],
        conditions: `one client, p99 ${p99.toFixed(1)} ms (baseline ${quantile(theirs, 0.99).toFixed(1)} ms); brands, whose three read models commit on their own; ${ROUNDS} rounds of ${POSTS} in turns`,
      }),
    ];
  });
}

async function postAndGet({ client }: RunningPlatform): Promise<void> {
  const { id } = await client.post<{ id: string }>('/brands', createBrand().data);
  await client.get(`/brands/${id}`);
}

/** An event into the platform's own ledger, and a row into a table beside its own. */
async function bareWrites(
  nc: Awaited<ReturnType<RunningPlatform['connectAs']>>,
  pool: ReturnType<typeof openPool>,
): Promise<() => Promise<void>> {
  const js = jetstream(nc);
  await pool.query('CREATE SCHEMA bench');
  await pool.query('CREATE TABLE bench.resource (LIKE gateway.resource INCLUDING ALL)');
  const upsert = await bareUpsert(pool, 'bench.resource');
  return async () => {
    const { id, subject, payload, headers } = brandCreated();
    const { seq } = await js.publish(subject, payload, { msgID: id, headers, expect: { lastSubjectSequence: 0 } });
    const now = new Date().toISOString();
    const positions = { revision: seq, generation: seq, converged: 0, position: seq };
    const row = { kind: 'brand', id, status: 'active', spec: {}, created_at: now, updated_at: now, ...positions };
    await writeBatches(pool, [[row]], upsert);
  };
}
