import type { Kind } from '@freehold/contracts/kind';

/** Columns of a table where a kind's own fields, in their order, would not be what people look for. */
const CHOSEN: Readonly<Record<string, readonly string[]>> = {
  zone: ['id', 'name', 'status', 'tenant_id', 'dnssec', 'serial', 'created_at'],
  record: ['id', 'name', 'type', 'ttl', 'priority', 'content', 'status', 'managed_by'],
  'api-key': ['id', 'name', 'scopes', 'brands', 'tenant_id', 'expires_at', 'created_at'],
  user: ['id', 'email', 'name', 'tenant_id', 'disabled', 'created_at'],
  membership: ['id', 'user_id', 'role', 'tenant_id', 'brand_id', 'created_at'],
  provider: ['id', 'name', 'kind', 'status', 'sync_interval', 'settings.base_url', 'created_at'],
  vps: ['id', 'name', 'status', 'power_state', 'main_ip', 'region', 'plan', 'tenant_id', 'domain'],
  ip: ['id', 'address', 'status', 'vps_id', 'reverse_name', 'tenant_id', 'domain'],
  sync: [
    'id',
    'provider_id',
    'status',
    'trigger',
    'started_at',
    'duration_ms',
    'counts.vps',
    'counts.ips',
    'status_message',
  ],
};

export const EVENT_COLUMNS = ['position', 'time', 'type', 'resource_id', 'actor'];
export const HISTORY_COLUMNS = ['position', 'time', 'type', 'actor', 'changes'];
export const OPERATION_COLUMNS = ['id', 'kind', 'resource.id', 'status', 'created_at', 'error'];

const MOST = 7;

/** What a table of a kind shows: what was chosen for it, else its name and its first simple fields. */
export function columnsOf(kind: Kind): readonly string[] {
  const chosen = CHOSEN[kind.name];
  if (chosen !== undefined) return chosen;
  const hidden = new Set([...(kind.secret ?? []), 'name']);
  const fields = Object.keys(kind.spec.shape).filter((field) => !hidden.has(field));
  const name = 'name' in kind.spec.shape ? ['name'] : [];
  return ['id', ...name, ...fields.slice(0, MOST - 3 - name.length), 'status', 'created_at'];
}

/** Columns for items that no kind describes: every simple field of the first few of them. */
export function columnsFrom(items: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const fields = items.slice(0, 20).flatMap((item) => Object.entries(item));
  const simple = fields.filter(([, value]) => typeof value !== 'object' || value === null).map(([field]) => field);
  return [...new Set(simple)].slice(0, 9);
}
