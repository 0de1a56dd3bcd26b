import type { Kind } from '@freehold/contracts/kind';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { isSomebodys } from '../access/borders.js';
import { GENERIC_KINDS } from '../read-models/resources.projection.js';

/** What a tenant can have: every kind that clients see and that belongs to tenants, in the order of the contracts. A new kind joins by its declaration. */
export const TENANTS_KINDS: readonly Kind[] = GENERIC_KINDS.filter(
  (kind) => kind.routes !== undefined && kind.name !== Tenant.name && isSomebodys(kind),
);
