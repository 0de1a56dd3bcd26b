import { Rejected } from '@freehold/contracts/command';
import { DEFAULT_BRAND } from '@freehold/contracts/tenant/brand';
import type { LocalView } from '@freehold/ledger/local-view';

/**
 * The spec of a new tenant with its brand: the one that it names, else the default one, else the only one (REST contract, section 3).
 * @throws Rejected `tenant.brand_needed`
 */
export async function withBrand(
  spec: Record<string, unknown>,
  view: Pick<LocalView, 'get' | 'list'>,
): Promise<Record<string, unknown>> {
  if (typeof spec['brand_id'] === 'string') return spec;
  if (await view.get('brand', DEFAULT_BRAND)) return { ...spec, brand_id: DEFAULT_BRAND };
  const [only, ...others] = await view.list('brand');
  if (only && others.length === 0) return { ...spec, brand_id: only.id };
  throw new Rejected(
    'tenant.brand_needed',
    `there are ${only ? others.length + 1 : 'no'} brands and none is called ${DEFAULT_BRAND}: name one in brand_id`,
    [{ pointer: '/brand_id', detail: 'name a brand' }],
  );
}
