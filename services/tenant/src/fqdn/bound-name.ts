import { refuse } from '@freehold/contracts/decider';
import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { naturalId } from '@freehold/contracts/ids';
import { Fqdn, fqdnOf } from '@freehold/contracts/tenant/fqdn';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Pool } from 'pg';

/**
 * Completes a new name with the tenant of its webroot, and keeps it out of zones of others. Advice, as all facts: a zone that is
 * created in the same moment is not seen. A zone without a tenant is the operator's, who may put a tenant's name in it. It throws Rejected
 * `fqdn.foreign_zone`, which does not say whose the zone is, and `fqdn.managed`.
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
    if (zone !== undefined && zone.tenant_id !== null && zone.tenant_id !== (spec['tenant_id'] ?? null))
      throw refuse(Fqdn, 'foreign_zone', `${name} lies within a zone that is not this tenant’s`, 'fqdn');
    const hosts = brands.map((brand) => normaliseDomainName(String(brand.spec['base_hostname'])));
    if (spec['managed_by'] !== 'auto' && hosts.some((host) => isServiceHostname(name, host)))
      throw refuse(Fqdn, 'managed', `${name} is a service host name: the platform binds those itself`, 'fqdn');
    return spec;
  };
}

/** Whoever held such a name would keep a neighbour's webroot from having it, or pass for it. */
function isServiceHostname(name: string, host: string): boolean {
  const [label = '', ...rest] = name.split('.');
  return /^w[a-z0-9]{10}$/.test(label) && rest.join('.') === host;
}

interface Zone {
  readonly tenant_id: string | null;
}

/** The zone of the platform that a name is in: the innermost that encloses it. */
async function nearestZone(name: string, pool: Pool): Promise<Zone | undefined> {
  const labels = name.split('.');
  const ids = labels.map((_, cut) => naturalId('zone', labels.slice(cut).join('.')));
  const { rows } = await pool.query<Zone>({
    name: 'fqdn.zones',
    text: `SELECT tenant_id FROM resource WHERE kind = 'zone' AND id = ANY ($1) ORDER BY array_position($1, id) LIMIT 1`,
    values: [ids],
  });
  return rows[0];
}
