import type { BundleHead } from '@freehold/chain/bundle';
import type { ApiClient } from '../api/client.js';
import { brandsNamed, placesOf } from '../declared/places.js';
import { planOf, type Step } from '../declared/plan.js';
import { readPresent } from '../declared/present.js';
import { misused } from '../failure.js';
import { bundleLines } from './lines.js';
import { BundleContents, type Destination } from './wanted-bundle.js';

/** Names, where the tenant is to be elsewhere than where it was. */
export interface Elsewhere {
  readonly brand?: string;
  readonly region?: string;
  readonly cluster?: string;
  readonly shard?: string;
}

export interface ImportPlan {
  readonly steps: readonly Step[];
  /** What is left out: why, and of how many resources. */
  readonly left: ReadonlyMap<string, number>;
}

/**
 * What is to be done so that a platform has what a verified bundle holds; a second import finds what the first one has made.
 * Events in the bundle are passed over: they are what was, elsewhere.
 */
export async function importPlan(
  path: string,
  head: BundleHead,
  elsewhere: Elsewhere,
  api: ApiClient,
): Promise<ImportPlan> {
  const contents = new BundleContents(await destination(head, elsewhere, api));
  for await (const { line } of bundleLines(path)) {
    if ('event' in line) break;
    if ('resource' in line) contents.add(line.resource.kind, line.resource.item);
  }
  const steps = planOf(contents.wanted, await readPresent(api, contents.wanted));
  return { steps, left: contents.left };
}

/** By name: ids are another platform's. */
async function destination(head: BundleHead, elsewhere: Elsewhere, api: ApiClient): Promise<Destination> {
  const { brand = head.brand?.name ?? undefined, shard } = elsewhere;
  if (brand === undefined)
    throw misused('the bundle does not say of which brand the tenant was: name one with --brand');
  // In another region a cluster of the same name would be found by chance.
  const region = elsewhere.region ?? (elsewhere.cluster === undefined ? head.region?.name : undefined) ?? undefined;
  const cluster = elsewhere.cluster ?? (elsewhere.region === undefined ? head.cluster?.name : undefined) ?? undefined;
  const where = {
    name: head.tenant_id,
    ...(region !== undefined && { region }),
    ...(cluster !== undefined && { cluster }),
    ...(shard !== undefined && { shard }),
  };
  const [brands, [place]] = await Promise.all([brandsNamed(api, [brand]), placesOf(api, [where])]);
  const brand_id = brands.get(brand);
  if (place === undefined || brand_id === undefined) throw misused('there is no place for the tenant');
  return { ...place, brand_id };
}
