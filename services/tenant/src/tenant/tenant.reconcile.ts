import type { CommandReply } from '@freehold/contracts/command';
import { suspendReason } from '@freehold/contracts/resource';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import type { Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import { certified, record, type Shred } from '@freehold/service/erasure';
import type { Pool } from 'pg';
import { notYetGone, notYetRestored, notYetSuspended } from './children.js';

/** Children wake their tenant; this is for a wake-up that their owners have not yet had reason to give. */
const AGAIN_MS = 30_000;

interface TenantReconcilerParts {
  readonly pool: Pool;
  readonly resyncEvery: number;
  readonly shred: Shred;
  readonly command: (wish: Wish) => Promise<CommandReply>;
}

/**
 * A tenant is as it should be once what belongs to it is: suspended with it, back with it, gone before it. It has no backend of its
 * own; each service that owns children of tenants takes its own along, and may take as long as it needs. The last thing of a tenant that
 * goes is its key, and with it what was sealed for it, in the ledger and in every copy of it; that is recorded before the deletion is.
 */
export function tenantReconciler({ pool, resyncEvery, shred, command }: TenantReconcilerParts): Reconciler {
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
      await record(Tenant, id, await certified(id, shred), command);
    },
  };
}
