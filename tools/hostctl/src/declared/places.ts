import { naturalId } from '@freehold/contracts/ids';
import type { ApiClient } from '../api/client.js';
import type { JsonObject } from '../api/json.js';
import { pages } from '../api/pages.js';
import { misused } from '../failure.js';
import { itemPath, routed } from '../kinds/routes.js';
import { getOrNothing } from './present.js';
import type { SeedFile } from './seed-file.js';

type Tenant = Pick<SeedFile['tenants'][number], 'name' | 'region' | 'cluster' | 'shard'>;

/** Ids of where tenants are placed and of the brands that they name, in the order of the file. */
export interface Place {
  readonly region_id: string;
  readonly cluster_id: string;
  readonly shard_id?: string;
}

/**
 * Where each tenant of a file is to be: the only cluster of that name, or the only one there is.
 * @throws Failure when a name leads nowhere, or to several
 */
export async function placesOf(api: ApiClient, tenants: readonly Tenant[]): Promise<Place[]> {
  if (tenants.length === 0) return [];
  const clusters = await all(api, '/clusters');
  const places: Place[] = [];
  for (const tenant of tenants) places.push(await placeOf(api, tenant, clusters));
  return places;
}

async function placeOf(api: ApiClient, tenant: Tenant, clusters: readonly JsonObject[]): Promise<Place> {
  const region_id = tenant.region === undefined ? undefined : naturalId('region', tenant.region);
  const fitting = clusters.filter(
    (one) =>
      (tenant.cluster === undefined || one['name'] === tenant.cluster) &&
      (region_id === undefined || one['region_id'] === region_id),
  );
  const [cluster] = fitting;
  if (cluster === undefined || fitting.length > 1) {
    const wish = [tenant.cluster ?? '', tenant.region === undefined ? '' : `in region ${tenant.region}`]
      .join(' ')
      .trim();
    const found = cluster === undefined ? 'there is no cluster' : `there are ${fitting.length} clusters`;
    throw misused(
      `tenant ${tenant.name}: ${found} ${wish}`.trimEnd() + (cluster ? ': name its region and its cluster' : ''),
    );
  }
  const place = { region_id: String(cluster['region_id']), cluster_id: String(cluster['id']) };
  if (tenant.shard === undefined) return place;
  const shard_id = naturalId('shard', `${place.cluster_id}/${tenant.shard}`);
  if ((await getOrNothing(api, itemPath(routed('shard'), shard_id))) === undefined)
    throw misused(`tenant ${tenant.name}: the cluster ${String(cluster['name'])} has no shard ${tenant.shard}`);
  return { ...place, shard_id };
}

/**
 * Ids of brands that a file names and does not hold, by what it calls them: their name or their id.
 * @throws Failure when there is none
 */
export async function brandsNamed(api: ApiClient, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const brands = await all(api, '/brands');
  return new Map(
    names.map((name) => {
      const brand = brands.find(({ id }) => id === name) ?? brands.find((one) => one['name'] === name);
      if (brand === undefined) throw misused(`there is no brand ${name}`);
      return [name, String(brand['id'])];
    }),
  );
}

async function all(api: ApiClient, path: string): Promise<JsonObject[]> {
  const items: JsonObject[] = [];
  for await (const item of pages(api, { path, query: {}, limit: undefined })) items.push(item);
  return items;
}
