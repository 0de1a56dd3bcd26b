import { z } from 'zod';
import { Id } from '../fields.js';
import { kind } from '../kind.js';
import { PlatformRole, TenantRole } from './roles.js';

/** A role that somebody has: within a tenant, within all tenants of a brand, or, where neither is named, on the platform. */
export const Membership = kind({
  context: 'identity',
  name: 'membership',
  plural: 'memberships',
  summary: 'A role that a user has, within a tenant, a brand, or the platform',
  lifecycle: 'synchronous',
  id: {
    scheme: 'natural',
    of: ({ user_id, tenant_id, brand_id }) => [user_id, tenant_id ?? '', brand_id ?? ''].join('/'),
  },
  routes: { item: '/memberships', lists: [{ path: '/memberships', create: true }] },
  spec: z.strictObject({
    user_id: Id,
    role: z.union([TenantRole, PlatformRole], { error: 'a role of a tenant, or of the platform' }),
    tenant_id: Id.optional(),
    brand_id: Id.optional(),
  }),
  refs: {
    user_id: { kind: 'user', on_delete: 'cascade' },
    tenant_id: { kind: 'tenant', on_delete: 'cascade' },
    brand_id: { kind: 'brand', on_delete: 'refuse' },
  },
  immutable: ['user_id', 'tenant_id', 'brand_id'],
  filters: ['user_id', 'tenant_id', 'brand_id'],
  reasons: {
    misplaced_role: { status: 400, title: 'The role does not go with what it is given within' },
  },
});
