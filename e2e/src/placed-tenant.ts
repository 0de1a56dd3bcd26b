import { naturalId } from '@freehold/contracts/ids';
import type { ApiClient } from './api-client.js';

const [REGION, CLUSTER] = ['somewhere', 'anywhere'];
const region_id = naturalId('region', REGION);

/** Where tenants are of whom a spec does not care where they are. */
export const PLACE = { region_id, cluster_id: naturalId('cluster', `${region_id}/${CLUSTER}`) } as const;

/** Makes that region and that cluster, which has no nodes, where they are not there yet. @throws Error when that is refused */
export async function makePlace(api: ApiClient): Promise<void> {
  const steps = [
    ['/regions', REGION],
    [`/regions/${region_id}/clusters`, CLUSTER],
  ] as const;
  for (const [path, name] of steps) {
    const { status, text } = await api.post(path, { name });
    if (status !== 201 && status !== 409) throw new Error(`POST ${path} answered ${status}: ${text}`);
  }
}

/** The body of a tenant in that place. */
export function placedTenant(fields: object = {}): Record<string, unknown> {
  return { ...PLACE, ...fields };
}
