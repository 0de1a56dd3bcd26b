import { referrersOf } from '@freehold/contracts/kinds';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import type { Trigger } from '@freehold/ledger/resource-rows';
import type { Pool } from 'pg';

const children = referrersOf(Tenant.name).filter(({ on_delete }) => on_delete === 'cascade');

/** The kinds of all owners that go with their tenant. */
export const CHILD_KINDS: readonly string[] = children.map(({ kind }) => kind.name);
const SUSPENDABLE = children.flatMap(({ kind }) => (kind.suspendable ? [kind.name] : []));

/** A child for which its tenant has to wait. */
export interface Outstanding {
  readonly kind: string;
  readonly id: string;
  readonly status: string;
  readonly status_message: string | null;
}

const OF_TENANT = 'tenant_id = $1 AND kind = ANY ($2)';

/** One that is not suspended yet, or not everywhere; one that failed comes first. */
export async function notYetSuspended(tenant: string, pool: Pool): Promise<Outstanding | undefined> {
  const { rows } = await pool.query<Outstanding>({
    name: 'tenant.not_yet_suspended',
    text: `SELECT kind, id, status, status_message FROM resource
      WHERE ${OF_TENANT} AND status <> 'deleting' AND (spec->>'suspend_reason' IS NULL OR converged < generation)
      ORDER BY status <> 'failed' LIMIT 1`,
    values: [tenant, SUSPENDABLE],
  });
  return rows[0];
}

/**
 * One that has not come back since the tenant has. Of those that are not suspended any more, the ones that wait for their backend
 * count only when it was the suspension that they were last changed by: a new one that cannot be served yet holds nobody up.
 * @param since position from which on the tenant is not suspended
 */
export async function notYetRestored(tenant: string, since: number, pool: Pool): Promise<Outstanding | undefined> {
  const { rows } = await pool.query<Outstanding>({
    name: 'tenant.not_yet_restored',
    text: `SELECT kind, id, status, status_message FROM resource
      WHERE ${OF_TENANT} AND status <> 'deleting' AND (spec->>'suspend_reason' IS NOT NULL
        OR (status <> 'failed' AND revision < $3 AND generation > $3 AND converged < generation))
      LIMIT 1`,
    values: [tenant, SUSPENDABLE, since],
  });
  return rows[0];
}

/** One that is still there. */
export async function notYetGone(tenant: string, pool: Pool): Promise<Outstanding | undefined> {
  const { rows } = await pool.query<Outstanding>({
    name: 'tenant.not_yet_gone',
    text: `SELECT kind, id, status, status_message FROM resource WHERE ${OF_TENANT} LIMIT 1`,
    values: [tenant, CHILD_KINDS],
  });
  return rows[0];
}

/** A child that has come further wakes its tenant while that one waits. */
export const wakesTenant: Trigger = async ({ before, after }, tx) => {
  if (!CHILD_KINDS.includes(after.kind)) return [];
  if (before?.status === after.status && before.converged === after.converged && before.tenant_id === after.tenant_id)
    return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'tenant.waiting',
    text: `SELECT id FROM resource WHERE kind = 'tenant' AND id = ANY ($1) AND (status = 'deleting' OR converged < generation)`,
    values: [[before?.tenant_id, after.tenant_id].filter((id) => typeof id === 'string')],
  });
  return rows.map(({ id }) => ({ kind: Tenant.name, id }));
};
