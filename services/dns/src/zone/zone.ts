import { type Decider, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { isPublicSuffix } from '@freehold/contracts/dns/domain-name';
import { Zone } from '@freehold/contracts/dns/zone';
import { foreignSubscription } from '@freehold/contracts/tenant/subscription';

/** Rules of zones that their declaration does not say. */
export const zone: Decider = lifecycle(Zone, {
  create: (spec, situation) =>
    isPublicSuffix(String(spec['name']))
      ? refuse(
          Zone,
          'public_suffix',
          `${String(spec['name'])} is a public suffix: everybody registers names below it, nobody holds it`,
          'name',
        )
      : fits(spec, situation),
  update: fits,
});

function fits(spec: Record<string, unknown>, situation: Situation) {
  return foreignBrand(spec, situation) ?? foreignSubscription(Zone, spec, situation.facts);
}

/** A zone's brand is its tenant's; one that is named must be that. */
function foreignBrand(spec: Record<string, unknown>, { facts }: Situation) {
  const tenant = facts.refs['tenant_id'];
  if (!tenant || typeof spec['brand_id'] !== 'string' || spec['brand_id'] === tenant.brand_id) return undefined;
  return refuse(
    Zone,
    'brand_mismatch',
    `the tenant ${tenant.id} belongs to the brand ${String(tenant.brand_id)}: leave brand_id away`,
    'brand_id',
  );
}
