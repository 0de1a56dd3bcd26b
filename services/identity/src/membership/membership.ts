import { lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { Membership } from '@freehold/contracts/identity/membership';
import { PlatformRole } from '@freehold/contracts/identity/roles';

/** A role of the platform is given within nothing, one of a tenant within a tenant or a brand. */
export const membership = lifecycle(Membership, {
  create: placed,
  update: placed,
});

function placed({ role, tenant_id, brand_id }: Record<string, unknown>, { facts }: Situation) {
  const within = [tenant_id, brand_id].filter((id) => id !== undefined && id !== null).length;
  if (within > 1) return refuse(Membership, 'misplaced_role', 'name a tenant or a brand, not both', 'brand_id');
  const home = facts.refs['user_id']?.spec['tenant_id'] ?? undefined;
  if (home !== undefined && home !== tenant_id)
    return refuse(
      Membership,
      'misplaced_role',
      'the user is a tenant’s own, and has roles within that tenant alone',
      'tenant_id',
    );
  const ofPlatform = PlatformRole.safeParse(role).success;
  if (ofPlatform && within > 0)
    return refuse(
      Membership,
      'misplaced_role',
      `${String(role)} is a role of the platform: name no tenant or brand`,
      'role',
    );
  if (!ofPlatform && within === 0)
    return refuse(
      Membership,
      'misplaced_role',
      `${String(role)} is a role within a tenant or a brand: name one`,
      'role',
    );
  return undefined;
}
