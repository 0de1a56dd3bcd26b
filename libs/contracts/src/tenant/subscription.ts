import { z } from 'zod';
import { Id, Line } from '../fields.js';
import { kind } from '../kind.js';

/** What a tenant has bought, as its seller's books name it. It is kept, and what belongs to the tenant may name it. */
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
});
