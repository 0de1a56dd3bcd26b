import { Zone } from '@freehold/contracts/dns/zone';
import { naturalId } from '@freehold/contracts/ids';
import type { Resource } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';

/** Who answers for a name: a zone of ours in which its records may stand, one that is somebody else's, or nobody here. */
export type Answering = { readonly zone: Resource } | 'foreign' | 'nobody';

/** Whether a name server of ours answers for a zone: one that has not been made yet, or is going, leaves its names to the zone above. */
export function isServed(zone: Resource | undefined): boolean {
  return zone !== undefined && zone.converged > 0 && zone.status !== 'deleting' && zone.status !== 'deleted';
}

/**
 * The nearest enclosing zone that is served decides, for a name server answers from that one alone: where it is another
 * tenant's, nothing is written, neither there nor above it.
 * @param name in normal form
 */
export async function answeringZone(
  name: string,
  tenantId: string | null,
  view: Pick<LocalView, 'get'>,
): Promise<Answering> {
  const labels = name.split('.');
  const candidates = labels.map((_, cut) => labels.slice(cut).join('.'));
  const zones = await Promise.all(candidates.map((candidate) => view.get(Zone.name, naturalId(Zone.name, candidate))));
  const zone = zones.find(isServed);
  if (zone === undefined) return 'nobody';
  return zone.tenant_id === null || zone.tenant_id === tenantId ? { zone } : 'foreign';
}
