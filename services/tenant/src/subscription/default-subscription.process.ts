import { isGone } from '@freehold/contracts/resource';
import { Subscription } from '@freehold/contracts/tenant/subscription';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { type Process, settled } from '@freehold/ledger/process';

const NAME = 'default-subscription';

/**
 * Gives every tenant its default subscription, whose id is the tenant's. Tenants of before there were subscriptions get theirs
 * with their next event.
 */
export const defaultSubscription: Process = {
  name: NAME,
  async trigger({ after }, tx) {
    if (after.kind !== Tenant.name || isGone(after) || after.status === 'deleting') return [];
    const { rowCount } = await tx.query({
      name: 'subscription.default',
      text: 'SELECT 1 FROM resource WHERE kind = $1 AND id = $2',
      values: [Subscription.name, after.id],
    });
    return rowCount === 0 ? [{ kind: NAME, id: after.id }] : [];
  },
  async run({ id }, { view, command }) {
    const tenant = await view.get(Tenant.name, id);
    if (tenant === undefined || tenant.status === 'deleting') return;
    if (await view.get(Subscription.name, id)) return;
    // Where it is there already, or the tenant is leaving just now, the refusal says what is so.
    settled(
      await command({
        kind: Subscription,
        verb: 'create',
        resource_id: id,
        data: { tenant_id: id, name: 'default' },
        cause: [id, NAME],
      }),
    );
  },
};
