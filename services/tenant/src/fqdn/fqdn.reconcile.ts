import type { Resource } from '@freehold/contracts/resource';
import { type Condition, type ConditionName, conditionsOf, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Reconciler } from '@freehold/ledger/reconciler';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { Later } from '@freehold/ledger/work-outcome';

/** What is told wakes the name; this is for a wake-up that nobody has yet had reason to give. */
const AGAIN_MS = 30_000;
/** What has to be told before a bound name is on the web. */
const NEEDED: readonly ConditionName[] = ['dns', 'route', 'site'];

/** A bound name is on the web once everything that it needs has been told so; one that is not bound needs nothing. */
export function fqdnReconciler(view: Pick<LocalView, 'get'>): Reconciler {
  return {
    kind: Fqdn,
    async converge(name) {
      if (!isBound(name)) return { observed: { conditions: {} } };
      for (const condition of NEEDED) if (!isDone(name, condition)) throw new Later(AGAIN_MS);
      return { observed: { conditions: { certificate: withoutCertificate(name) } } };
    },
    async remove(name) {
      for (const condition of NEEDED) {
        if (condition === 'site' && !(await hasSite(name, view))) continue;
        if (!isLeft(name, condition)) throw new Later(AGAIN_MS);
      }
    },
  };
}

/** What is told of a name, and the end of its webroot, may be what its work waits for. */
export const wakesName: Trigger = async ({ event, after }, tx) => {
  if (after.kind === Fqdn.name) return event.fact === 'condition_reported' ? [{ kind: Fqdn.name, id: after.id }] : [];
  if (after.kind !== 'webroot' || after.status !== 'deleted') return [];
  const { rows } = await tx.query<{ id: string }>({
    name: 'fqdn.of_webroot',
    text: `SELECT id FROM resource WHERE kind = 'fqdn' AND spec @> jsonb_build_object('webroot_id', $1::text)`,
    values: [after.id],
  });
  return rows.map(({ id }) => ({ kind: Fqdn.name, id }));
};

/** @throws BackendError when what was told of the present wish is that it failed */
function isDone(name: Resource, condition: ConditionName): boolean {
  const told = toldNow(name, condition);
  if (told?.state === 'failed') throw new BackendError('refused', `${condition}: ${told.detail}`);
  return told?.state === 'served' || told?.state === 'skipped';
}

/**
 * Whether nothing is left of a name that is being deleted, as far as a condition goes: whoever sees to it has told so since. Of a
 * name that is not bound there is nothing left already, unless it is still told to be served from when it was.
 */
function isLeft(name: Resource, condition: ConditionName): boolean {
  const told = toldNow(name, condition);
  if (told?.state === 'failed') throw new BackendError('refused', `${condition}: ${told.detail}`);
  if (told?.state === 'skipped') return true;
  const last = conditionsOf(name)[condition];
  return !isBound(name) && (last === undefined || last.state === 'skipped');
}

/** A webroot that is gone has taken its sites along. */
async function hasSite({ spec }: Resource, view: Pick<LocalView, 'get'>): Promise<boolean> {
  const { webroot_id } = spec;
  return typeof webroot_id === 'string' && (await view.get('webroot', webroot_id)) !== undefined;
}

function isBound({ spec }: Resource): boolean {
  return typeof spec['webroot_id'] === 'string';
}

function toldNow(name: Resource, condition: ConditionName): Condition | undefined {
  const told = conditionsOf(name)[condition];
  return told?.generation === name.generation ? told : undefined;
}

/** Certificates are not issued in this version; a name that wants one is served without. */
function withoutCertificate({ spec, generation }: Resource): Condition {
  const detail =
    spec['ssl_enabled'] === true
      ? 'certificates are not issued in this version: the name is served without TLS'
      : 'no certificate is wanted';
  return { state: 'skipped', generation, detail };
}
