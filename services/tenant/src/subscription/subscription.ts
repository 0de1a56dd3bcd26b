import type { Rejected } from '@freehold/contracts/command';
import { type Decider, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { isGone } from '@freehold/contracts/resource';
import { Subscription } from '@freehold/contracts/tenant/subscription';

/** The default subscription of a tenant bears the tenant's id, so nobody else's does; it goes with its tenant alone. */
export const subscription: Decider = lifecycle(Subscription, { create: unreserved, delete: dispensable });

const TENANT_ID = /^t[a-z0-9]{10}$/;

function unreserved({ tenant_id }: Record<string, unknown>, { command }: Situation): Rejected | undefined {
  const id = command.resource_id;
  if (id === tenant_id || !TENANT_ID.test(id)) return undefined;
  return refuse(Subscription, 'reserved', `${id} is what the default subscription of a tenant is called`, 'id');
}

function dispensable({ resource, facts }: Situation): Rejected | undefined {
  const tenant = facts.refs['tenant_id'];
  if (resource === undefined || resource.id !== resource.spec['tenant_id']) return undefined;
  if (isGone(tenant) || tenant.status === 'deleting') return undefined;
  return refuse(Subscription, 'default', `${resource.id} is the default subscription of its tenant, and goes with it`);
}
