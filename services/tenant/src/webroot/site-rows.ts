import { ROWS } from '@freehold/service/runtime';
import type { Pool } from 'pg';
import type { Site } from './site.js';

/* A site is read in one statement, and so as it was at one moment, with the position of that moment. Its names come as one column. */

const COLUMNS = `w.id, w.spec, checkpoint.position, jsonb_build_object('id', t.id, 'spec', t.spec) AS tenant,
  jsonb_build_object('id', s.id, 'name', s.spec->>'name') AS shard`;
const PLACED = `checkpoint JOIN resource w ON w.kind = 'webroot' JOIN resource t ON t.kind = 'tenant' AND t.id = w.tenant_id
  JOIN resource s ON s.kind = 'shard' AND s.id = t.spec->>'shard_id'`;
const NAMES = `coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'fqdn', f.spec->'fqdn', 'managed_by', f.spec->'managed_by',
  'status', f.status, 'generation', f.generation, 'site', f.observed->'conditions'->'site')), '[]')`;

const SITES = `SELECT ${COLUMNS}, (SELECT ${NAMES} FROM resource f WHERE f.kind = 'fqdn' AND f.spec->>'webroot_id' = w.id) AS names
  FROM ${PLACED} WHERE checkpoint.name = $1`;

/** The site of one webroot; undefined when the webroot is gone, or its tenant has no place. */
export async function siteOf(webroot: string, pool: Pool): Promise<Site | undefined> {
  const { rows } = await pool.query<Site>({
    name: 'site.of_webroot',
    text: `${SITES} AND w.id = $2`,
    values: [ROWS, webroot],
  });
  return rows[0];
}

/** Every site of some shards that nodes should hold, with a position up to which they are known. */
export async function sitesOf(
  shards: readonly string[],
  pool: Pool,
): Promise<{ readonly sites: readonly Site[]; readonly position: number }> {
  // Read first: the sites, read after it, are at least as new.
  const { rows: known } = await pool.query<{ position: number }>({
    name: 'site.position',
    text: 'SELECT position FROM checkpoint WHERE name = $1',
    values: [ROWS],
  });
  const { rows: sites } = await pool.query<Site>({
    name: 'site.of_shards',
    text: `${SITES} AND t.spec->>'shard_id' = ANY ($2) AND w.status <> 'deleting'`,
    values: [ROWS, shards],
  });
  return { sites, position: known[0]?.position ?? 0 };
}
