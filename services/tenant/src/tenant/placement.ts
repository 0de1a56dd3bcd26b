import { type CommandEnvelope, Rejected } from '@freehold/contracts/command';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Pool } from 'pg';
import { withBrand } from './default-brand.js';
import { tenant } from './tenant.js';
import type { UserNumbers } from './user-numbers.js';

/**
 * Completes a new tenant: its brand, the least loaded web shard of its cluster, and the number of its user, which is claimed
 * before the tenant is made. Whoever would be refused claims none, nor does a dry run.
 */
export function placement({ pool, numbers }: { pool: Pool; numbers: UserNumbers }) {
  return async (
    data: Record<string, unknown>,
    view: LocalView,
    command: CommandEnvelope,
  ): Promise<Record<string, unknown>> => {
    const branded = await withBrand(data, view);
    const shard_id = branded['shard_id'] ?? (await leastLoadedShard(branded['cluster_id'], pool));
    const spec = shard_id === undefined ? branded : { ...branded, shard_id };
    const facts = await view.facts(Tenant, command.resource_id, spec, 'create');
    const decision = tenant.decide({
      command: { ...command, data: spec },
      resource: undefined,
      aggregate: new Map(),
      facts,
    });
    if (decision instanceof Rejected) throw decision;
    const uid = command.dry_run ? await numbers.next() : await numbers.claim(command.resource_id);
    return { ...spec, uid };
  };
}

/** The web shard with the fewest tenants; among equals the first by name. */
async function leastLoadedShard(cluster_id: unknown, pool: Pool): Promise<string | undefined> {
  if (typeof cluster_id !== 'string') return undefined;
  const { rows } = await pool.query<{ id: string }>({
    name: 'tenant.least_loaded_shard',
    text: `
      SELECT s.id FROM resource s
      WHERE s.kind = 'shard' AND s.spec @> jsonb_build_object('cluster_id', $1::text, 'role', 'web')
      ORDER BY (SELECT count(*) FROM resource t
        WHERE t.kind = 'tenant' AND t.spec->>'shard_id' = s.id), s.spec->>'name'
      LIMIT 1`,
    values: [cluster_id],
  });
  return rows[0]?.id;
}
