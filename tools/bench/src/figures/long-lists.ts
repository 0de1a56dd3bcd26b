import { until } from '@freehold/testing/until';
import type { Pool } from 'pg';
import { writeZones } from '../event-log.js';
import { type Figure, figure } from '../figure.js';
import { withPlatform } from '../platform.js';
import { openPool } from '../servers.js';
import { quantile } from '../statistics.js';

const [ZONES, RECORDS, PAGES] = [1_250, 10_000, 60];
const PROJECTED_MS = 120_000;

/** The statement of a page as the gateway asks it, and as it would stand without anybody to be held to a reach. */
const PAGE = `SELECT kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position, tenant_id,
  brand_id FROM gateway.resource WHERE kind = 'record' AND (created_at, id) < (SELECT created_at, id FROM gateway.resource WHERE kind = 'record' OFFSET $1 LIMIT 1)
  ORDER BY created_at DESC, id DESC LIMIT 51`;

/** Pages of a list of ten thousand, in time of the database: for administrators, and for somebody who is held to a tenant. */
export async function longLists(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const pool = openPool(platform.postgresUrl);
    const dns = await platform.connectAs('dns');
    try {
      await writeZones(dns, ZONES);
      await until(async () => (await count(pool)) === RECORDS, { within: PROJECTED_MS, every: 200 });
      await pool.query("UPDATE gateway.resource SET tenant_id = 't' || (abs(hashtext(id)) % 2) WHERE kind = 'record'");
      await pool.query('ANALYZE gateway.resource');
      const bare = await pages(pool, 'RESET ROLE');
      const figures: Figure[] = [];
      for (const [who, settings] of [
        ['an administrator', "SET freehold.everything = 'on'"],
        [
          'a tenant with half of them',
          "SET freehold.everything = 'off'; SET freehold.tenants = '{t1}'; SET freehold.brands = '{}'; SET freehold.shared = '{}'",
        ],
      ] as const) {
        const times = await pages(pool, `SET ROLE gateway_reader; ${settings}`);
        const p95 = quantile(times, 0.95);
        figures.push(
          figure({
            name: `A page of ${RECORDS.toLocaleString('en')} resources for ${who}, p95`,
            value: { amount: p95, unit: 'ms' },
            baseline: {
              name: 'the same statement without row level security',
              amount: quantile(bare, 0.95),
              unit: 'ms',
            },
            bounds: [{ what: 'p95', measured: p95, unit: 'ms', at_most: 50 }],
            conditions: `${PAGES} pages of 50 at random places of the list; execution and planning as EXPLAIN ANALYZE tells them, so without the way to the client`,
          }),
        );
      }
      return figures;
    } finally {
      await dns.close();
      await pool.end();
    }
  });
}

async function count(pool: Pool): Promise<number> {
  const { rows } = await pool.query("SELECT count(*)::int AS count FROM gateway.resource WHERE kind = 'record'");
  return rows[0].count;
}

/** @returns how long each page took, in ms */
async function pages(pool: Pool, who: string): Promise<number[]> {
  const client = await pool.connect();
  try {
    await client.query(who);
    const times: number[] = [];
    for (let page = 0; page <= PAGES; page++) {
      const place = Math.floor((page * RECORDS) / (PAGES + 1));
      const { rows } = await client.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${PAGE}`, [place]);
      const [plan] = rows[0]['QUERY PLAN'];
      if (page > 0) times.push(plan['Execution Time'] + plan['Planning Time']);
    }
    return times;
  } finally {
    client.release(true);
  }
}
