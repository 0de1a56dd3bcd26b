import { suspendReason } from '@freehold/contracts/resource';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import type { Pool } from 'pg';
import { notYetGone, notYetRestored, notYetSuspended } from './children.js';

/** Children wake their tenant; this is for a wake-up that their owners have not yet had reason to give. */
const AGAIN_MS = 30_000;

/**
 * A tenant is as it should be once what belongs to it is: suspended with it, back with it, gone before it. It has no backend of its
 * own; each service that owns children of tenants takes its own along, and may take as long as it needs.
 */
export function tenantReconciler({ pool, resyncEvery }: { pool: Pool; resyncEvery: number }): Reconciler {
  return {
    kind: Tenant,
    // Tenants of before there was anything to reconcile are brought into service by the first look.
    resyncEvery,
    async converge({ id, spec, generation }) {
      if (suspendReason(spec) === undefined) {
        if (await notYetRestored(id, generation, pool)) throw new Later(AGAIN_MS);
        return { observed: {} };
      }
      const left = await notYetSuspended(id, pool);
      if (left?.status === 'failed') {
        const why = left.status_message ?? 'it does not say why';
        throw new BackendError('refused', `the ${left.kind} ${left.id} could not be suspended: ${why}`);
      }
      if (left) throw new Later(AGAIN_MS);
      return { observed: {} };
    },
    async remove({ id }) {
      if (await notYetGone(id, pool)) throw new Later(AGAIN_MS);
    },
  };
}
