import { refuse } from '@freehold/contracts/decider';
import { naturalId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import { Fqdn, fqdnOf } from '@freehold/contracts/tenant/fqdn';
import type { LocalView } from '@freehold/ledger/local-view';

/**
 * Completes a new name with the tenant of its webroot, and keeps it out of zones of others. Advice, as all facts: a zone that is
 * created in the same moment is not seen.
 * @throws Rejected `fqdn.foreign_zone`; it does not say whose the zone is
 */
export async function withTenant(
  data: Record<string, unknown>,
  view: Pick<LocalView, 'get'>,
): Promise<Record<string, unknown>> {
  const { webroot_id } = data;
  const webroot = typeof webroot_id === 'string' ? await view.get('webroot', webroot_id) : undefined;
  const tenant_id = data['tenant_id'] ?? webroot?.spec['tenant_id'];
  const spec = tenant_id === undefined ? data : { ...data, tenant_id };
  const zone = await nearestZone(fqdnOf(spec), view);
  if (zone === undefined || mayLieIn(zone, spec)) return spec;
  const detail = `${fqdnOf(spec)} lies within a zone that is not this tenant’s`;
  throw refuse(Fqdn, 'foreign_zone', detail, 'fqdn');
}

/** The platform's own names lie in the platform's own zones; nobody else's do. */
function mayLieIn(zone: Resource, spec: Readonly<Record<string, unknown>>): boolean {
  const holder = zone.spec['tenant_id'] ?? null;
  return holder === (spec['tenant_id'] ?? null) || (holder === null && spec['managed_by'] === 'auto');
}

/** The zone of the platform that a name is in: the innermost that encloses it. */
async function nearestZone(name: string, view: Pick<LocalView, 'get'>): Promise<Resource | undefined> {
  const labels = name.split('.');
  for (let cut = 0; cut < labels.length; cut++) {
    const zone = await view.get('zone', naturalId('zone', labels.slice(cut).join('.')));
    if (zone !== undefined) return zone;
  }
  return undefined;
}
