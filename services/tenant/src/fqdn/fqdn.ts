import type { Rejected } from '@freehold/contracts/command';
import { type Decider, type Decision, lifecycle, refuse, type Situation, same } from '@freehold/contracts/decider';
import { isPublicSuffix } from '@freehold/contracts/dns/domain-name';
import { isGone, type Resource, suspendReason } from '@freehold/contracts/resource';
import {
  type Condition,
  type ConditionName,
  conditionsOf,
  Fqdn,
  fqdnOf,
  isWildcard,
} from '@freehold/contracts/tenant/fqdn';
import { foreignSubscription } from '@freehold/contracts/tenant/subscription';
import { invalid } from '@freehold/contracts/validation';

/** A name is bound to a webroot of its own tenant, and follows what is told of its conditions. */
export const fqdn: Decider = lifecycle(Fqdn, {
  create: (spec, situation) => unbindable(spec) ?? (isManaged(spec) ? undefined : fits(spec, situation)),
  update: (spec, situation) => (isManaged(spec) ? managed() : fits(spec, situation)),
  delete: needed,
  verbs: { condition_reported: told, converged },
});

const standard = lifecycle(Fqdn);

function unbindable(spec: Record<string, unknown>): Rejected | undefined {
  const name = fqdnOf(spec);
  if (isWildcard(name)) return refuse(Fqdn, 'wildcard', `${name} is a wildcard: bind each name by itself`, 'fqdn');
  if (isPublicSuffix(name)) {
    const detail = `${name} is a public suffix: everybody registers names below it, nobody holds it`;
    return refuse(Fqdn, 'public_suffix', detail, 'fqdn');
  }
  if (typeof spec['tenant_id'] === 'string') return undefined;
  return invalid(Fqdn.name, [{ pointer: '/tenant_id', detail: 'name a tenant, or a webroot of one' }]);
}

function fits(spec: Record<string, unknown>, { facts }: Situation): Rejected | undefined {
  const { tenant_id } = spec;
  const { tenant_id: tenant, webroot_id: webroot } = facts.refs;
  if (webroot && webroot.spec['tenant_id'] !== tenant_id)
    return refuse(Fqdn, 'foreign_webroot', `the webroot ${webroot.id} is not this tenant’s`, 'webroot_id');
  if (tenant && suspendReason(tenant.spec) !== undefined)
    return refuse(Fqdn, 'tenant_suspended', `the tenant ${tenant.id} is suspended: unsuspend it first`);
  return foreignSubscription(Fqdn, spec, facts);
}

function isManaged({ managed_by }: Readonly<Record<string, unknown>>): boolean {
  return managed_by === 'auto';
}

/** What the platform has bound is bound for as long as there is reason to: the webroot, and that it wants a service hostname. */
function needed({ resource, facts }: Situation): Rejected | undefined {
  if (resource === undefined || !isManaged(resource.spec)) return undefined;
  const webroot = facts.refs['webroot_id'];
  if (isGone(webroot) || webroot.status === 'deleting' || webroot.spec['service_hostname_enabled'] !== true)
    return undefined;
  return managed();
}

function managed(): Rejected {
  const detail = 'the platform manages this name: it follows the service hostname of its webroot';
  return refuse(Fqdn, 'managed', detail);
}

/** An answer to an older wish counts as none, and what was told already is no news. */
function told({ command, resource }: Situation): Decision {
  if (resource === undefined) return undefined;
  const { condition, ...now } = command.data as Condition & { condition: ConditionName }; // by the fact's schema
  if (now.generation < resource.generation || same(now, conditionsOf(resource)[condition])) return undefined;
  return { fact: 'condition_reported', data: { condition, ...now } };
}

/** The reconciler says that what has been told is enough. It may have been told more since it looked: that stays. */
function converged(situation: Situation): Decision {
  const { command, resource } = situation;
  if (resource === undefined) return undefined;
  const { observed } = command.data as { observed: { conditions: Partial<Record<ConditionName, Condition>> } }; // by the fact's schema
  const conditions = { ...held(resource), ...observed.conditions };
  return standard.decide({
    ...situation,
    command: { ...command, data: { ...command.data, observed: { conditions } } },
  });
}

/** Of a name that is not bound, what other services still have of it counts; that it has no site follows from itself. */
function held(resource: Resource): Partial<Record<ConditionName, Condition>> {
  const all = conditionsOf(resource);
  if (typeof resource.spec['webroot_id'] === 'string') return all;
  const { dns, route } = all;
  return { ...(dns && { dns }), ...(route && { route }) };
}
