import type { Rejected } from '@freehold/contracts/command';
import { type Decider, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { suspendReason } from '@freehold/contracts/resource';
import { foreignSubscription } from '@freehold/contracts/tenant/subscription';
import { Webroot } from '@freehold/contracts/tenant/webroot';

/** Runtimes that web nodes of this version run. */
const SERVED = ['php', 'static'];

/** A webroot is its tenant's, on the web nodes of the tenant's shard. */
export const webroot: Decider = lifecycle(Webroot, { create: fits, update: fits });

function fits(spec: Record<string, unknown>, { facts }: Situation): Rejected | undefined {
  const { runtime } = spec;
  const tenant = facts.refs['tenant_id'];
  if (tenant && suspendReason(tenant.spec) !== undefined)
    return refuse(Webroot, 'tenant_suspended', `the tenant ${tenant.id} is suspended: unsuspend it first`);
  if (tenant && (typeof tenant.spec['shard_id'] !== 'string' || typeof tenant.spec['uid'] !== 'number'))
    return refuse(Webroot, 'unplaced', `the tenant ${tenant.id} has no web shard that could serve it`, 'tenant_id');
  if (SERVED.includes(String(runtime))) return foreignSubscription(Webroot, spec, facts);
  const detail = `webroots of the runtime ${String(runtime)} are not served in this version: use php or static`;
  return refuse(Webroot, 'runtime_unavailable', detail, 'runtime');
}
