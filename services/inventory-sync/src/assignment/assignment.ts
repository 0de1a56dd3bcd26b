import { Rejected } from '@freehold/contracts/command';
import { type Decision, refuse, type Situation } from '@freehold/contracts/decider';
import type { Assign, Assignment, Unassign } from '@freehold/contracts/inventory/assignment';
import type { Kind } from '@freehold/contracts/kind';
import { isGone } from '@freehold/contracts/resource';
import type { z } from 'zod';

/** The rules by which VPS and addresses are given to tenants: one holds a thing at a time, and only he who holds it loses it. */
export function assignmentRules(kind: Kind): {
  assign(situation: Situation): Decision;
  unassign(situation: Situation): Decision;
} {
  return { assign: (situation) => assign(kind, situation), unassign: (situation) => unassign(kind, situation) };
}

function assign(kind: Kind, { command, resource, facts }: Situation): Decision {
  if (resource === undefined) return absent(kind, command.resource_id);
  const wanted = command.data as z.output<typeof Assign>; // parsed with the verb's schema
  const held = resource.spec as z.output<typeof Assignment>; // part of the kind's spec
  const tenant = facts.refs['tenant_id'];
  if (isGone(tenant) || tenant.status === 'deleting') {
    const detail = `there is no tenant ${wanted.tenant_id}`;
    return new Rejected(`${kind.name}.reference_missing`, detail, [{ pointer: '/tenant_id', detail }]);
  }
  if (held.tenant_id !== null && held.tenant_id !== wanted.tenant_id) {
    return refuse(
      kind,
      'held',
      `the ${kind.name} ${resource.id} belongs to the tenant ${held.tenant_id}: unassign it first`,
      'tenant_id',
    );
  }
  const domain = wanted.domain === undefined ? held.domain : wanted.domain;
  if (held.tenant_id === wanted.tenant_id && held.domain === domain) return undefined;
  if (resource.status === 'vanished')
    return refuse(kind, 'gone', `the provider does not show the ${kind.name} ${resource.id} any more`);
  return { fact: 'assigned', data: { tenant_id: wanted.tenant_id, domain, previous_tenant_id: held.tenant_id } };
}

function unassign(kind: Kind, { command, resource }: Situation): Decision {
  if (resource === undefined) return absent(kind, command.resource_id);
  const { tenant_id } = command.data as z.output<typeof Unassign>; // parsed with the verb's schema
  const held = resource.spec as z.output<typeof Assignment>; // part of the kind's spec
  if (held.tenant_id === null) return undefined;
  if (tenant_id !== undefined && tenant_id !== held.tenant_id) {
    return refuse(
      kind,
      'held',
      `the ${kind.name} ${resource.id} belongs to the tenant ${held.tenant_id}, not to ${tenant_id}`,
      'tenant_id',
    );
  }
  return { fact: 'unassigned', data: { previous_tenant_id: held.tenant_id, previous_domain: held.domain } };
}

function absent(kind: Kind, id: string): Rejected {
  return refuse(kind, 'not_found', `there is no ${kind.name} ${id}`);
}
