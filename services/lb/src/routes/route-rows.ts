import { ROWS } from '@freehold/service/runtime';
import type { Pool } from 'pg';
import { isRouted, type Name, type RoutedName } from './route.js';

/** In one statement, and so as it was at one moment, with the position of that moment. */
const NAMES = `
  SELECT f.id, f.spec->>'fqdn' AS fqdn, f.spec->>'webroot_id' AS webroot_id, f.status, f.generation,
    f.observed->'conditions'->'route' AS route, t.spec->>'cluster_id' AS cluster_id,
    coalesce(s.spec->>'lb_backend', s.spec->>'name') AS backend, checkpoint.position
  FROM checkpoint
  JOIN resource f ON f.kind = 'fqdn'
  LEFT JOIN resource t ON t.kind = 'tenant' AND t.id = f.tenant_id
  LEFT JOIN resource s ON s.kind = 'shard' AND s.id = t.spec->>'shard_id'
  WHERE checkpoint.name = $1`;

/** Undefined when the name is gone. */
export async function nameOf(id: string, pool: Pool): Promise<Name | undefined> {
  const { rows } = await pool.query<Name>({ name: 'route.name', text: `${NAMES} AND f.id = $2`, values: [ROWS, id] });
  return rows[0];
}

/** Every name that the load balancers of a cluster lead somewhere. */
export async function namesOf(cluster: string, pool: Pool): Promise<RoutedName[]> {
  const { rows } = await pool.query<Name>({
    name: 'route.names',
    text: `${NAMES} AND t.spec @> jsonb_build_object('cluster_id', $2::text)`,
    values: [ROWS, cluster],
  });
  return rows.filter(isRouted);
}
