import { refuse } from '@freehold/contracts/decider';
import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { naturalId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import { Fqdn, fqdnOf } from '@freehold/contracts/tenant/fqdn';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Pool } from 'pg';

/**
 * Completes a new name with the tenant of its webroot, and keeps it out of zones of others. Advice, as all facts: a zone that is
 * created in the same moment is not seen. It throws Rejected `fqdn.foreign_zone`, which does not say whose the zone is.
 */
export function boundName(pool: Pool) {
  return async (
    data: Record<string, unknown>,
    view: Pick<LocalView, 'get' | 'list'>,
  ): Promise<Record<string, unknown>> => {
    const name = fqdnOf(data);
    const { webroot_id } = data;
    const [webroot, zone, brands] = await Promise.all([
      typeof webroot_id === 'string' ? view.get('webroot', webroot_id) : undefined,
      nearestZone(name, pool),
      view.list('brand'),
    ]);
    const tenant_id = data['tenant_id'] ?? webroot?.spec['tenant_id'];
    const spec = tenant_id === undefined ? data : { ...data, tenant_id };
    const isOurs = brands.some((brand) => isWithin(name, normaliseDomainName(String(brand.spec['base_hostname']))));
    if (mayLieIn(zone, spec, isOurs)) return spec;
    throw refuse(Fqdn, 'foreign_zone', `${name} lies within a zone that is not this tenant’s`, 'fqdn');
  };
}

/**
 * A zone without a tenant is the operator's, who may put a tenant's name in it. Below a brand's own host name the platform alone binds
 * names: a tenant's would pass for a service host name, or for the brand itself.
 */
function mayLieIn(zone: Zone | undefined, spec: Readonly<Record<string, unknown>>, isOurs: boolean): boolean {
  if (zone !== undefined && isTheirs(zone, spec)) return true;
  if (zone !== undefined && zone.tenant_id !== null) return false;
  return spec['managed_by'] === 'auto' || !isOurs;
}

function isTheirs({ tenant_id }: Zone, spec: Readonly<Record<string, unknown>>): boolean {
  return tenant_id === (spec['tenant_id'] ?? null);
}

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

type Zone = Pick<Resource, 'id' | 'tenant_id'>;

/** The zone of the platform that a name is in: the innermost that encloses it. */
async function nearestZone(name: string, pool: Pool): Promise<Zone | undefined> {
  const labels = name.split('.');
  const ids = labels.map((_, cut) => naturalId('zone', labels.slice(cut).join('.')));
  const { rows } = await pool.query<Zone>({
    name: 'fqdn.zones',
    text: `SELECT id, tenant_id FROM resource WHERE kind = 'zone' AND id = ANY ($1) ORDER BY array_position($1, id) LIMIT 1`,
    values: [ids],
  });
  return rows[0];
}
