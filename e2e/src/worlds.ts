import { until } from '@freehold/testing/until';
import type { ApiClient } from './api-client.js';
import { oneOfEach } from './bodies.js';
import { placedTenant } from './placed-tenant.js';
import { RentedAccount } from './rented-account.js';

/** One tenant and one of everything that a tenant has. */
export interface World {
  /** Stands in the name of everything in it, and nowhere else. */
  readonly mark: string;
  readonly tenant: string;
  readonly brand: string;
  /** Ids by kind; also of an operation, and of a message to its webhook (`delivery`). */
  readonly ids: ReadonlyMap<string, string>;
}

/** What the platform has of its own, and three tenants: ours, another one of our brand, and one of another brand. */
export interface Worlds {
  readonly platform: ReadonlyMap<string, string>;
  readonly ours: World;
  readonly sister: World;
  readonly stranger: World;
  readonly account: RentedAccount;
}

/** Kinds of the platform itself that clients make. */
const OF_THE_PLATFORM = [
  'region-runtime',
  'cluster-runtime',
  'lb-address',
  'shard',
  'host',
  'node-profile',
  'node',
] as const;

/** Makes all of them. @throws Error that names the request that was refused */
export async function makeWorlds(api: ApiClient): Promise<Worlds> {
  await api.put('/platform/config', { primary_ns: 'ns1.host.example', hostmaster_email: 'dns@host.example' });
  const made = await oneOfEach(api, OF_THE_PLATFORM);
  const account = await RentedAccount.rent(api);
  const first = async (what: string) => (await api.get(`/infrastructure/${what}?limit=1`)).body.items[0]?.id ?? '';
  const platform = new Map([
    ...made,
    ['provider', account.provider],
    ['vps', await first('vps')],
    ['ip', await first('ips')],
    ['sync', await first('sync-runs')],
  ]);
  for (const brand of ['kinbrand', 'alienbrand']) await make(api, '/brands', brandNamed(brand));
  return {
    platform,
    account,
    ours: await makeWorld(api, 'ownmark', 'kinbrand'),
    sister: await makeWorld(api, 'sistermark', 'kinbrand'),
    stranger: await makeWorld(api, 'strangermark', 'alienbrand'),
  };
}

/** Texts that tell of a world: its ids, and what things in it are called. */
export function tellsOf({ mark, ids, brand }: World, { brand: ours }: World): string[] {
  const shared = new Set(['brand']);
  return [
    mark,
    ...(brand === ours ? [] : [brand]),
    ...[...ids].flatMap(([kind, id]) => (shared.has(kind) ? [] : [id])),
  ];
}

async function makeWorld(api: ApiClient, mark: string, brand: string): Promise<World> {
  const tenant = await make(api, '/tenants', placedTenant({ name: mark, customer_id: mark, brand_id: brand }));
  const ids = new Map([
    ['tenant', tenant],
    ['brand', brand],
  ]);
  const add = async (kind: string, path: string, body: object) => ids.set(kind, await make(api, path, body));
  await add('webhook', '/webhooks', {
    name: mark,
    url: `https://hooks.${mark}.example/`,
    events: ['zone'],
    tenant_id: tenant,
  });
  await add('zone', '/zones', { name: `${mark}.example`, tenant_id: tenant });
  await add('record', `/zones/${ids.get('zone')}/records`, { type: 'TXT', name: '@', content: mark });
  await add('webroot', `/tenants/${tenant}/webroots`, { name: mark, runtime: 'php', runtime_version: '8.2' });
  await add('fqdn', `/webroots/${ids.get('webroot')}/fqdns`, { fqdn: `www.${mark}.example` });
  await add('subscription', `/tenants/${tenant}/subscriptions`, { id: `s-${mark}`, name: mark });
  await add('user', '/users', personNamed(mark, tenant));
  await add('api-key', '/api-keys', { name: mark, scopes: ['zones:read'], tenant_id: tenant });
  await add('membership', '/memberships', { user_id: ids.get('user'), role: 'viewer', tenant_id: tenant });
  ids.set('operation', (await api.get(`/operations?resource_id=${ids.get('zone')}`)).body.items[0]?.id ?? '');
  const deliveries = `/webhooks/${ids.get('webhook')}/deliveries`;
  ids.set('delivery', await until(async () => (await api.get(deliveries)).body.items[0]?.id));
  return { mark, tenant, brand, ids };
}

async function make(api: ApiClient, path: string, body: object): Promise<string> {
  const answer = await api.send('POST', path, { body });
  if (answer.status !== 201 && answer.status !== 202)
    throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return answer.body.id;
}

function brandNamed(id: string): object {
  return {
    id,
    name: id,
    base_hostname: `${id}.example`,
    primary_ns: `ns1.${id}.example`,
    secondary_ns: `ns2.${id}.example`,
    hostmaster_email: `dns@${id}.example`,
  };
}

function personNamed(mark: string, tenant_id: string): object {
  return {
    id: `u-${mark}`,
    email: `${mark}@people.example`,
    name: mark,
    password: 'long enough for anybody',
    tenant_id,
  };
}
