import type { Sync } from '@freehold/contracts/inventory/sync';
import type { ObservedOf, SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import type { Pool } from 'pg';

/** A sync run as its row has it. */
export type Run = Resource<SpecOf<typeof Sync>, ObservedOf<typeof Sync>> & {
  readonly observed: ObservedOf<typeof Sync>;
};

/** Runs of a provider that have not ended, oldest first. */
export async function openRuns(pool: Pool, provider_id: string): Promise<Run[]> {
  const { rows } = await pool.query<Run>({
    name: 'sync.open',
    text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = 'sync' AND spec ->> 'provider_id' = $1 AND status IN ('pending', 'running', 'held') ORDER BY created_at, id`,
    values: [provider_id],
  });
  return rows;
}

/** The newest run of a provider, whatever became of it. */
export async function newestRun(pool: Pool, provider_id: string): Promise<Run | undefined> {
  const { rows } = await pool.query<Run>({
    name: 'sync.newest',
    text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = 'sync' AND spec ->> 'provider_id' = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
    values: [provider_id],
  });
  return rows[0];
}
