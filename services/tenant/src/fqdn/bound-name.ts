import { refuse } from '@freehold/contracts/decider';
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
  return async (data: Record<string, unknown>, view: Pick<LocalView, 'get'>): Promise<Record<string, unknown>> => {
    const name = fqdnOf(data);
    const { webroot_id } = data;
    const [webroot, zone] = await Promise.all([
      typeof webroot_id === 'string' ? view.get('webroot', webroot_id) : undefined,
      nearestZone(name, pool),
    ]);
    const tenant_id = data['tenant_id'] ?? webroot?.spec['tenant_id'];
    const spec = tenant_id === undefined ? data : { ...data, tenant_id };
    if (zone === undefined || mayLieIn(zone, spec)) return spec;
    throw refuse(Fqdn, 'foreign_zone', `${name} lies within a zone that is not this tenant’s`, 'fqdn');
  };
}

/** The platform's own names lie in the platform's own zones; nobody else's do. */
function mayLieIn({ tenant_id }: Zone, spec: Readonly<Record<string, unknown>>): boolean {
  return tenant_id === (spec['tenant_id'] ?? null) || (tenant_id === null && spec['managed_by'] === 'auto');
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
