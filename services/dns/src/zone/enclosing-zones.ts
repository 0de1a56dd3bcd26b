import { Rejected } from '@freehold/contracts/command';
import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { naturalId } from '@freehold/contracts/ids';
import type { LocalView } from '@freehold/ledger/local-view';

/**
 * Keeps a tenant from taking a name out of his neighbour's zone: a zone may lie within another one only if both are the same
 * tenant's. Advice, as all facts: two that are created in the same moment are told apart by the id of the name alone.
 * @throws Rejected `zone.nested_foreign`; it does not say whose the other zone is
 */
export async function refuseForeignNesting(
  spec: Record<string, unknown>,
  view: Pick<LocalView, 'get'>,
): Promise<Record<string, unknown>> {
  const labels = normaliseDomainName(String(spec['name'])).split('.');
  for (let cut = 1; cut < labels.length - 1; cut++) {
    const above = await view.get('zone', naturalId('zone', labels.slice(cut).join('.')));
    if (above === undefined || (above.spec['tenant_id'] ?? null) === (spec['tenant_id'] ?? null)) continue;
    const detail = `${String(spec['name'])} lies within a zone that is not this tenant’s: ask its holder to delegate the name`;
    throw new Rejected('zone.nested_foreign', detail, [{ pointer: '/name', detail }]);
  }
  return spec;
}
