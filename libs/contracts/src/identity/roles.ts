import { z } from 'zod';

/** Resources that a customer organisation has; the plurals of their kinds. A new kind of a tenant's joins here. */
const OF_TENANTS = ['webroots', 'fqdns', 'zones', 'records', 'subscriptions'] as const;

const every = (resources: readonly string[], action: string) => resources.map((resource) => `${resource}:${action}`);

const VIEWER = [...every(OF_TENANTS, 'read'), 'tenants:read', 'operations:read', 'events:read'];
const ENGINEER = [...VIEWER, ...every(OF_TENANTS, 'write')];
const MANAGER = [...ENGINEER, ...every(OF_TENANTS, 'delete'), 'audit:read', 'webhooks:read'];
const ADMIN = [...MANAGER, 'tenants:write', 'webhooks:write', 'webhooks:delete', 'memberships:read'];
const OWNER = [
  ...ADMIN,
  ...every(['users', 'api-keys'], 'read'),
  ...every(['users', 'api-keys', 'memberships'], 'write'),
  ...every(['users', 'api-keys', 'memberships'], 'delete'),
];

/**
 * What each role may do: the one table of it. A role within a tenant reaches what is that tenant's, and within a brand what is any of
 * its tenants'; a role of the platform reaches everything.
 */
export const ROLES = {
  tenant: { owner: OWNER, admin: ADMIN, manager: MANAGER, engineer: ENGINEER, viewer: VIEWER },
  platform: {
    operator: ['*:*'],
    support: ['*:read', 'tenants:write', ...every(OF_TENANTS, 'write')],
    auditor: ['*:read'],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export const TenantRole = z.enum(['owner', 'admin', 'manager', 'engineer', 'viewer']);
export type TenantRole = z.output<typeof TenantRole>;

export const PlatformRole = z.enum(['operator', 'support', 'auditor']);
export type PlatformRole = z.output<typeof PlatformRole>;

/** The scopes of a role, whichever sort it is. */
export function scopesOf(role: TenantRole | PlatformRole): readonly string[] {
  return role in ROLES.platform ? ROLES.platform[role as PlatformRole] : ROLES.tenant[role as TenantRole]; // one of the two tables has it
}
