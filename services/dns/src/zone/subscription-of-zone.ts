import { Zone } from '@freehold/contracts/dns/zone';
import type { LocalView } from '@freehold/ledger/local-view';

/** A zone that passes to another tenant, or to nobody, leaves the subscription that it had: it falls into the default one. */
export async function leavingSubscription(
  changes: Record<string, unknown>,
  view: Pick<LocalView, 'get'>,
  { resource_id }: { readonly resource_id: string },
): Promise<Record<string, unknown>> {
  if (changes['tenant_id'] === undefined || changes['subscription_id'] !== undefined) return changes;
  const zone = await view.get(Zone.name, resource_id);
  if (zone === undefined || typeof zone.spec['subscription_id'] !== 'string') return changes;
  return (zone.spec['tenant_id'] ?? null) === changes['tenant_id'] ? changes : { ...changes, subscription_id: null };
}
