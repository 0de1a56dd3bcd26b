import type { Resource } from '@freehold/contracts/resource';
import { type Condition, type ConditionName, conditionsOf, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Reconciler } from '@freehold/ledger/reconciler';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { Later } from '@freehold/ledger/work-outcome';

/** What is told wakes the name; this is for a wake-up that nobody has yet had reason to give. */
const AGAIN_MS = 30_000;
/** What other services tell, and what this one does: needed before a bound name is on the web, and before a deleted one is off it. */
const TOLD_BY_OTHERS: readonly ConditionName[] = ['dns', 'route'];
const NEEDED: readonly ConditionName[] = [...TOLD_BY_OTHERS, 'site'];

/** A bound name is on the web once everything that it needs has been told so; one that is not bound needs nothing. */
export function fqdnReconciler(view: Pick<LocalView, 'get'>): Reconciler {
  return {
    kind: Fqdn,
    async converge(name) {
      if (typeof name.spec['webroot_id'] !== 'string') return { observed: { conditions: {} } };
      refuseFailed(name);
      if (!NEEDED.every((condition) => isDone(name, condition))) throw new Later(AGAIN_MS);
      return { observed: { conditions: { certificate: withoutCertificate(name) } } };
    },
    async remove(name) {
      refuseFailed(name);
      const needed = (await hasSite(name, view)) ? NEEDED : TOLD_BY_OTHERS;
      if (!needed.every((condition) => toldNow(name, condition)?.state === 'skipped')) throw new Later(AGAIN_MS);
    },
  };
}

/** A name's work is worth a run once the last of its conditions is told, or one has failed, or its webroot is gone. */
export const wakesName: Trigger = async ({ event, after }, tx) => {
  if (after.kind === Fqdn.name) {
    const needed = after.status === 'deleting' ? TOLD_BY_OTHERS : NEEDED;
    const decides = needed.every((condition) => isDone(after, condition)) || failed(after) !== undefined;
    return event.fact === 'condition_reported' && decides ? [{ kind: Fqdn.name, id: after.id }] : [];
  }
  if (after.kind !== 'webroot' || after.status !== 'deleted') return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'fqdn.of_webroot',
    text: `SELECT id FROM resource WHERE kind = 'fqdn' AND spec->>'webroot_id' = $1`,
    values: [after.id],
  });
  return rows.map(({ id }) => ({ kind: Fqdn.name, id }));
};

/** A webroot that is gone has taken its sites along; a name that is bound to none has none. */
async function hasSite({ spec }: Resource, view: Pick<LocalView, 'get'>): Promise<boolean> {
  const { webroot_id } = spec;
  return typeof webroot_id === 'string' && (await view.get('webroot', webroot_id)) !== undefined;
}

/** What was told of the present wish; an answer to an older one counts as none. */
function toldNow(name: Resource, condition: ConditionName): Condition | undefined {
  const told = conditionsOf(name)[condition];
  return told?.generation === name.generation ? told : undefined;
}

function isDone(name: Resource, condition: ConditionName): boolean {
  const state = toldNow(name, condition)?.state;
  return state === 'served' || state === 'skipped';
}

/** The first of its conditions that has failed, in words. */
function failed(name: Resource): string | undefined {
  const condition = NEEDED.find((needed) => toldNow(name, needed)?.state === 'failed');
  return condition && `${condition}: ${toldNow(name, condition)?.detail}`;
}

/** @throws BackendError `refused` */
function refuseFailed(name: Resource): void {
  const why = failed(name);
  if (why !== undefined) throw new BackendError('refused', why);
}

/** Certificates are not issued in this version; a name that wants one is served without. */
function withoutCertificate({ spec, generation }: Resource): Condition {
  const detail =
    spec['ssl_enabled'] === true
      ? 'certificates are not issued in this version: the name is served without TLS'
      : 'no certificate is wanted';
  return { state: 'skipped', generation, detail };
}
