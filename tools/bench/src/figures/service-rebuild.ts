import { ensureLedger } from '@freehold/ledger/ledger';
import { connectNats } from '@freehold/service/nats';
import { startChild } from '../child.js';
import { writeZones } from '../event-log.js';
import type { Figure } from '../figure.js';
import { measureRebuild } from '../rebuilds.js';
import { openPool, withServers } from '../servers.js';

const ZONES = 2_000;

/** A service's own rows, made anew. */
export async function serviceRebuild(): Promise<Figure[]> {
  return await withServers(async ({ nats, environment }) => {
    const nc = await connectNats('bench', { nats_url: nats.url });
    const pool = openPool(environment.FREEHOLD_POSTGRES_URL);
    await ensureLedger(nc, 1);
    await writeZones(nc, ZONES);
    const service = await startChild(new URL('../processes/zone-service.js', import.meta.url), { environment });
    try {
      return [
        await measureRebuild({
          name: 'Rebuild of a service’s rows, events',
          context: 'dns',
          schema: 'dns',
          projection: 'rows',
          versions: false,
          conditions: `${ZONES.toLocaleString('en')} zones with 8 records each, all created and converged`,
          nc,
          pool,
        }),
      ];
    } finally {
      await service.stop();
      await pool.end();
      await nc.close();
    }
  });
}
