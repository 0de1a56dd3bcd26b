import { AssignmentRow } from './assignment-rows.js';
import { IpRow } from './ip-row.js';
import { by, ReadModel } from './read-model.js';
import { SyncRunRow } from './sync-run-row.js';
import { VpsRow } from './vps-row.js';

/**
 * A thing was last seen by the newest sync of its provider that was complete: until then it has vanished, if it has. So a
 * sync that finds all as it was writes no row.
 */
const LAST_SEEN = `greatest(t.first_seen_at, (
    SELECT r.finished_at FROM sync_run r
    WHERE r.provider_id = t.provider_id AND r.completed_position <= coalesce(least(t.vanished_position, $1::bigint), 9223372036854775807)
    ORDER BY r.completed_position DESC LIMIT 1)) AS last_seen_at`;

interface Seen {
  readonly last_seen_at: string;
}

/** What clients see of a row, in this order, beside the words of every resource. */
const VPS_FIELDS = [
  ...(['id', 'provider_id', 'external_id', 'name', 'hostname', 'region', 'status', 'power_state', 'plan'] as const),
  ...([
    'ram_mb',
    'cpu_count',
    'disk_gb',
    'bandwidth_gb',
    'bandwidth_used_gb',
    'main_ip',
    'private_ip',
    'ipv6',
  ] as const),
  ...(['approximate_cost', 'tenant_id', 'domain', 'first_seen_at', 'last_seen_at', 'updated_at'] as const),
];
const IP_FIELDS = [
  ...(['id', 'address', 'family', 'provider_id', 'vps_id', 'reverse_name', 'status', 'tenant_id', 'domain'] as const),
  ...(['first_seen_at', 'last_seen_at', 'updated_at'] as const),
];
const SYNC_RUN_FIELDS = [
  ...(['id', 'provider_id', 'trigger', 'status', 'status_message', 'starts', 'started_at', 'finished_at'] as const),
  ...(['duration_ms', 'counts', 'failures', 'failure_count', 'held', 'confirmed', 'created_at', 'updated_at'] as const),
];
const ASSIGNMENT_FIELDS = ['kind', 'resource_id', 'tenant_id', 'domain', 'assigned_at', 'unassigned_at'] as const;

function pick<R, F extends keyof R>(row: R, fields: readonly F[]): Pick<R, F> {
  return Object.fromEntries(fields.map((field) => [field, row[field]])) as Pick<R, F>; // just these fields
}

type SeenVps = VpsRow & Seen & { readonly bandwidth_used_gb: number | null };
type SeenIp = IpRow & Seen;

export const vpsModel = new ReadModel({
  row: VpsRow,
  id: 'id',
  // What was measured is not kept: a look back tells what was known, not what had been used.
  columns: `${LAST_SEEN}, CASE WHEN $1::bigint IS NULL THEN s.bandwidth_used_gb END AS bandwidth_used_gb`,
  joins: 'LEFT JOIN vps_sample s ON s.vps_id = t.id',
  filters: ['tenant_id', 'status', 'domain', 'provider_id', 'region', 'power_state', 'external_id', 'main_ip'],
  searched: ['id', 'external_id', 'name', 'hostname', 'main_ip', 'domain'],
  sorts: {
    created_at: by('first_seen_at', 'timestamptz'),
    first_seen_at: by('first_seen_at', 'timestamptz'),
    updated_at: by('updated_at', 'timestamptz'),
    name: by('name'),
    hostname: by('hostname'),
    region: by('region'),
    status: by('status'),
    plan: by('plan'),
    ram_mb: by('ram_mb', 'bigint'),
    cpu_count: by('cpu_count', 'bigint'),
    disk_gb: by('disk_gb', 'bigint'),
    approximate_cost: by('approximate_cost', 'numeric'),
    tenant_id: by('tenant_id'),
    id: by('id'),
  },
  render: (row: SeenVps) => ({ ...pick(row, VPS_FIELDS), status_message: null, created_at: row.first_seen_at }),
});

export const ipModel = new ReadModel({
  row: IpRow,
  id: 'id',
  columns: LAST_SEEN,
  filters: ['tenant_id', 'address', 'status', 'vps_id', 'domain', 'provider_id'],
  searched: ['id', 'address', 'reverse_name', 'domain'],
  sorts: {
    created_at: by('first_seen_at', 'timestamptz'),
    first_seen_at: by('first_seen_at', 'timestamptz'),
    updated_at: by('updated_at', 'timestamptz'),
    address: by('address', 'inet'),
    reverse_name: by('reverse_name'),
    status: by('status'),
    tenant_id: by('tenant_id'),
    id: by('id'),
  },
  render: (row: SeenIp) => ({ ...pick(row, IP_FIELDS), status_message: null, created_at: row.first_seen_at }),
});

export const syncRunModel = new ReadModel({
  row: SyncRunRow,
  id: 'id',
  filters: ['provider_id', 'status', 'trigger'],
  searched: ['id', 'provider_id', 'status_message'],
  sorts: {
    created_at: by('created_at', 'timestamptz'),
    updated_at: by('updated_at', 'timestamptz'),
    status: by('status'),
    duration_ms: by('duration_ms', 'bigint'),
    id: by('id'),
  },
  render: (row: SyncRunRow) => pick(row, SYNC_RUN_FIELDS),
});

export const assignmentModel = new ReadModel({
  row: AssignmentRow,
  id: 'position',
  changing: { unassigned_at: 'CASE WHEN ended_position > $1 THEN NULL ELSE unassigned_at END' },
  filters: ['tenant_id', 'kind', 'resource_id', 'domain'],
  searched: ['resource_id', 'tenant_id', 'domain'],
  sorts: { assigned_at: by('assigned_at', 'timestamptz') },
  render: (row: AssignmentRow) => ({ id: String(row.position), ...pick(row, ASSIGNMENT_FIELDS) }),
});
