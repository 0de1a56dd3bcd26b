import { writeBrands } from '../event-log.js';
import type { Figure } from '../figure.js';
import { withPlatform } from '../platform.js';
import { measureRebuild } from '../rebuilds.js';
import { openPool } from '../servers.js';

const BRANDS = 12_000;

/** The resources that clients read, with all their versions, made anew while the platform serves. */
export async function gatewayRebuild(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const pool = openPool(platform.postgresUrl);
    const tenant = await platform.connectAs('tenant');
    const nc = await platform.connectAs('gateway');
    try {
      await writeBrands(tenant, BRANDS);
      return [
        await measureRebuild({
          name: 'Rebuild of the gateway’s resources and versions, events',
          context: 'gateway',
          schema: 'gateway',
          projection: 'resources',
          versions: true,
          conditions: `${BRANDS.toLocaleString('en')} brands, created and twice updated; the whole platform in one process`,
          nc,
          pool,
        }),
      ];
    } finally {
      await nc.close();
      await tenant.close();
      await pool.end();
    }
  });
}
