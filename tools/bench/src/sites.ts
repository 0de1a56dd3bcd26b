import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from './cluster.js';
import { inBatches } from './history.js';
import type { RunningPlatform } from './platform.js';
import { perSecond } from './rounds.js';

const AT_ONCE = 16;
const LOOK_MS = 500;
/** Rows that are neither in service nor parked. */
const UNDER_WAY = ['pending', 'provisioning'] as const;

/** A tenant, and one webroot that runs PHP. */
export interface Site {
  readonly tenant_id: string;
  readonly webroot_id: string;
}

export async function openTenant(
  { client }: RunningPlatform,
  { region_id, cluster_id, shard_id }: Place,
  name: string,
) {
  return (await client.post<{ id: string }>('/tenants', { name, region_id, cluster_id, shard_id })).id;
}

export async function openSite(platform: RunningPlatform, place: Place, name: string): Promise<Site> {
  const tenant_id = await openTenant(platform, place, name);
  const webroot_id = await openWebroot(platform, place, tenant_id);
  await settled(platform, `/tenants/${tenant_id}/webroots`, 60_000);
  return { tenant_id, webroot_id };
}

async function openWebroot({ client }: RunningPlatform, { runtime_version }: Place, tenant: string): Promise<string> {
  const webroot = { runtime: 'php', runtime_version };
  return (await client.post<{ id: string }>(`/tenants/${tenant}/webroots`, webroot)).id;
}

/** Opens so many webroots with a name each, spread over some tenants, and waits until all are in service. */
export async function openSites(
  platform: RunningPlatform,
  place: Place,
  sites: number,
  tenants: number,
): Promise<void> {
  const owners: string[] = [];
  for (let n = 0; n < tenants; n++) owners.push(await openTenant(platform, place, `tenant ${n}`));
  await perSecond(sites, AT_ONCE, async (n) => {
    const webroot = await openWebroot(platform, place, owners[n % tenants] ?? '');
    await platform.client.post(`/webroots/${webroot}/fqdns`, { fqdn: `site${n}.thousand.example` });
  });
  for (const some of inBatches(owners, AT_ONCE)) {
    const lists = some.flatMap((tenant) => [`/tenants/${tenant}/webroots`, `/tenants/${tenant}/fqdns`]);
    await Promise.all(lists.map((list) => settled(platform, list, 1_200_000)));
  }
}

/** Waits until nothing of a list is under way. @throws Error when something has failed, or is still under way after `within` ms */
async function settled({ client }: RunningPlatform, list: string, within: number): Promise<void> {
  const deadline = Date.now() + within;
  const having = async (status: string) =>
    (await client.get<{ items: readonly { status_message: string | null }[] }>(`${list}?status=${status}&limit=1`))
      .items;
  for (;;) {
    const [failed] = await having('failed');
    if (failed) throw new Error(`something of ${list} has failed: ${failed.status_message}`);
    const open = await Promise.all(UNDER_WAY.map(having));
    if (open.flat().length === 0) return;
    if (Date.now() > deadline) throw new Error(`${list} is not in service after ${within} ms`);
    await pause(LOOK_MS);
  }
}
