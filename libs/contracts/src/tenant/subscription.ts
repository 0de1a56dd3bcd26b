import { z } from 'zod';
import type { Rejected } from '../command.js';
import { type Facts, refuse } from '../decider.js';
import { Id, Line } from '../fields.js';
import { type Kind, kind, type Ref } from '../kind.js';

/**
 * What a tenant has bought, as its seller's books name it. It is kept, and what belongs to the tenant may name it. Every tenant has a
 * default one, whose id is the tenant's own: what names none is part of that.
 */
export const Subscription = kind({
  context: 'tenant',
  name: 'subscription',
  plural: 'subscriptions',
  summary: 'What a tenant has bought; its resources may name it',
  lifecycle: 'synchronous',
  id: { scheme: 'given' },
  routes: {
    item: '/subscriptions',
    lists: [{ path: '/tenants/{tenant_id}/subscriptions', parent: 'tenant_id', create: true }],
  },
  spec: z.strictObject({ name: Line.optional(), tenant_id: Id }),
  refs: { tenant_id: { kind: 'tenant', on_delete: 'cascade' } },
  immutable: ['tenant_id'],
  filters: ['tenant_id'],
  searched: ['name'],
  reasons: {
    default: { status: 409, title: 'It is the default subscription of its tenant' },
    reserved: { status: 409, title: 'The id is that of another tenant’s default subscription' },
  },
});

/** What a kind of a tenant's declares that may name a subscription. */
export const subscribed = {
  field: { subscription_id: Id.optional().meta({ description: 'Absent: the default subscription of its tenant' }) },
  ref: { subscription_id: { kind: Subscription.name, on_delete: 'refuse' } satisfies Ref },
  reason: { foreign_subscription: { status: 400, title: 'The subscription is another tenant’s' } },
} as const;

/** The refusal of a spec that names the subscription of another tenant than its own. */
export function foreignSubscription(
  kind: Kind,
  { tenant_id }: Readonly<Record<string, unknown>>,
  { refs }: Facts,
): Rejected | undefined {
  const subscription = refs['subscription_id'];
  if (subscription === undefined || subscription.spec['tenant_id'] === tenant_id) return undefined;
  const detail = `the subscription ${subscription.id} is not this tenant’s: name another one, or none`;
  return refuse(kind, 'foreign_subscription', detail, 'subscription_id');
}
