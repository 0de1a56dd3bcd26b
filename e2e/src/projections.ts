import { until } from '@freehold/testing/until';
import type { ApiClient, Body } from './api-client.js';
import type { PostgresUnderTest } from './postgres-under-test.js';

/** The tables of a projection, by its service and name as `/projections` lists them; a service's schema follows from its name. */
export const TABLES: Readonly<Record<string, readonly string[]>> = {
  'gateway resources': ['gateway.resource', 'gateway.resource_version'],
  'gateway operations': ['gateway.operation'],
  'gateway events': ['gateway.event'],
  'gateway infrastructure': [
    'gateway.vps',
    'gateway.vps_version',
    'gateway.ip_address',
    'gateway.ip_address_version',
    'gateway.assignment',
    'gateway.sync_run',
    'gateway.sync_run_version',
  ],
  'tenant rows': ['tenant.resource'],
  'tenant erasures': ['tenant.erasure'],
  'fleet rows': ['fleet.resource'],
  'dns rows': ['dns.resource'],
  'lb rows': ['lb.resource'],
  'inventory rows': ['inventory_sync.resource'],
  'identity rows': ['identity.resource'],
  'identity erasures': ['identity.erasure'],
  'webhook rows': ['webhook.resource'],
  'webhook deliveries': ['webhook.subscriber'],
};

/** All projections of the platform: each with its service, name, position, lag and status. */
export async function projections(api: ApiClient): Promise<readonly Body[]> {
  return (await api.get('/projections')).body.items;
}

/** Resolves when every projection has read the whole ledger and no operation is under way. */
export async function quiet(api: ApiClient): Promise<void> {
  await until(
    async () => {
      const open = await Promise.all(
        ['pending', 'running'].map(async (status) => api.get(`/operations?status=${status}`)),
      );
      if (open.some(({ body }) => body.items.length > 0)) return false;
      return (await projections(api)).every(({ lag, status }) => lag === 0 && status === 'live');
    },
    { every: 50 },
  );
}

/** Makes a projection anew, and resolves when the new tables are live. */
export async function rebuild(api: ApiClient, projection: string): Promise<void> {
  const [service = '', name = ''] = projection.split(' ');
  const { status, text } = await api.send('POST', `/projections/${service}/${name}/rebuild`);
  if (status !== 202) throw new Error(`the rebuild of ${projection} was answered with ${status}: ${text}`);
  await until(
    async () =>
      (await projections(api)).some(
        (entry) => entry['service'] === service && entry['name'] === name && entry.status === 'live',
      ),
    { every: 25 },
  );
}

/** The rows of every projection, by table. */
export async function allRows(database: PostgresUnderTest): Promise<Record<string, readonly string[]>> {
  const rows: Record<string, readonly string[]> = {};
  for (const table of Object.values(TABLES).flat()) rows[table] = await database.rows(table);
  return rows;
}
