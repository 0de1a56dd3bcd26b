import type { LocalView } from '@freehold/ledger/local-view';
import { ROWS } from '@freehold/service/runtime';
import type { Pool } from 'pg';
import { type Backend, backendsOf } from './backend.js';

/** The backends of a cluster. */
export async function backendsOfCluster(cluster: string, view: LocalView, pool: Pool): Promise<Backend[]> {
  // Read first: the rows, read after it, are at least as new.
  const position = await knownPosition(pool);
  const shards = await view.list('shard', { cluster_id: cluster, role: 'web' });
  return backendsOf(shards, await view.list('node', { cluster_id: cluster }), position);
}

/** Of the ledger, up to which the rows are known. */
export async function knownPosition(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ position: number }>({
    name: 'backend.position',
    text: 'SELECT position FROM checkpoint WHERE name = $1',
    values: [ROWS],
  });
  return rows[0]?.position ?? 0;
}
