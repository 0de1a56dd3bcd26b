import { createBrand } from '../brands.js';
import { startChild } from '../child.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { inTurns } from '../rounds.js';

const [ROUNDS, SECONDS, CONNECTIONS] = [5, 3, 32];

/** How many times a second the gateway answers with one resource, against the least that could. */
export async function gatewayGet(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const bare = await startChild<{ url: string }>(new URL('../processes/bare-handler.js', import.meta.url), {
      environment: { BENCH_POSTGRES_URL: platform.postgresUrl },
    });
    const load = await startChild(new URL('../processes/load.js', import.meta.url));
    try {
      const { id } = await platform.client.post<{ id: string }>('/brands', createBrand().data);
      const { ours, theirs, ratio } = await inTurns(ROUNDS, {
        ours: () => rate(load, platform.client.url(`/brands/${id}`), platform),
        theirs: () => rate(load, `${bare.ready.url}/brands/${id}`, platform),
      });
      return [
        figure({
          name: 'Gateway: GET of one resource',
          value: { amount: ours, unit: '/s' },
          baseline: { name: 'a bare Fastify and pg handler with the same query', amount: theirs, unit: '/s' },
          ratio,
          bounds: [{ at_least: 0.6 }],
          conditions: `${CONNECTIONS} connections of autocannon in a process of its own; the whole platform in one process, the bare handler in another, both on the platform’s PostgreSQL; authenticated, with ETag and security headers, against none of these; ${ROUNDS} rounds of ${SECONDS} s in turns`,
        }),
      ];
    } finally {
      await load.stop();
      await bare.stop();
    }
  });
}

async function rate(
  load: Awaited<ReturnType<typeof startChild>>,
  url: string,
  { client }: RunningPlatform,
): Promise<number> {
  const { requests_per_second } = await load.ask<{ requests_per_second: number }>({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers: { authorization: client.headers['authorization'] },
  });
  return requests_per_second;
}
