import { createBrand } from '../brands.js';
import { startChild } from '../child.js';
import { type Figure, figure } from '../figure.js';
import { withPlatform } from '../platform.js';
import { quantile } from '../statistics.js';

const [CLIENTS, SECONDS, STATUS_CHECKS] = [1_000, 15, 100];

interface Crowded {
  readonly requests_per_second: number;
  /** Below which 97.5 % of the answers came, in ms. */
  readonly p97_5: number;
  readonly refused: number;
  readonly errors: number;
}

/** A thousand clients at once, and somebody among them who asks how far an operation has come. */
export async function thousandClients(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const bare = await startChild<{ url: string }>(new URL('../processes/bare-handler.js', import.meta.url), {
      environment: { BENCH_POSTGRES_URL: platform.postgresUrl },
    });
    const load = await startChild(new URL('../processes/load.js', import.meta.url));
    try {
      const { id } = await platform.client.post<{ id: string }>('/brands', createBrand().data);
      const { operation_id } = await platform.client.post<{ operation_id: string }>('/zones', {
        name: 'crowd.example',
      });
      const { authorization } = platform.client.headers;
      const run = async (url: string) =>
        await load.ask<Crowded>({
          url,
          connections: CLIENTS,
          duration: SECONDS,
          headers: { authorization },
          tolerant: true,
        });
      const theirs = await run(`${bare.ready.url}/brands/${id}`);
      const checks: number[] = [];
      const running = run(platform.client.url(`/brands/${id}`));
      for (let check = 0; check < STATUS_CHECKS; check++) {
        const from = performance.now();
        await platform.client.get(`/operations/${operation_id}`);
        checks.push(performance.now() - from);
      }
      const ours = await running;
      const shared = {
        baseline: { name: 'a bare Fastify and pg handler, as many clients', amount: theirs.p97_5, unit: 'ms' as const },
        conditions: `${CLIENTS.toLocaleString('en')} connections of autocannon, each with one request at any moment, for ${SECONDS} s, in a process of its own beside the platform; ${ours.errors} errors, ${ours.refused} answers other than 2xx and 429, of ${Math.round(ours.requests_per_second * SECONDS).toLocaleString('en')}`,
      };
      return [
        figure({
          name: 'A thousand clients: GET, 97.5 % answered within',
          value: { amount: ours.p97_5, unit: 'ms' },
          ...shared,
          bounds: [
            { what: 'p97.5', measured: ours.p97_5, unit: 'ms', at_most: 500 },
            { what: 'errors', measured: ours.errors + ours.refused, at_most: 0 },
          ],
        }),
        figure({
          name: 'Among them: status of an operation, p95',
          value: { amount: quantile(checks, 0.95), unit: 'ms' },
          ...shared,
          bounds: [{ what: 'p95', measured: quantile(checks, 0.95), unit: 'ms', at_most: 200 }],
        }),
      ];
    } finally {
      await load.stop();
      await bare.stop();
    }
  });
}
