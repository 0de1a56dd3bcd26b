import type { AssignmentRow } from './assignment-rows.js';
import type { IpRow } from './ip-row.js';
import { by, ReadModel } from './read-model.js';
import type { SyncRunRow } from './sync-run-row.js';
import type { VpsRow } from './vps-row.js';

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

export type VpsView = ReturnType<typeof vpsView>;

function vpsView(row: VpsRow & Seen & { bandwidth_used_gb: number | null }) {
  const {
    id,
    provider_id,
    external_id,
    name,
    hostname,
    region,
    status,
    power_state,
    plan,
    ram_mb,
    cpu_count,
    disk_gb,
    bandwidth_gb,
  } = row;
  const {
    bandwidth_used_gb,
    main_ip,
    private_ip,
    ipv6,
    approximate_cost,
    tenant_id,
    domain,
    first_seen_at,
    last_seen_at,
    updated_at,
  } = row;
  return {
    ...{
      id,
      provider_id,
      external_id,
      name,
      hostname,
      region,
      status,
      power_state,
      plan,
      ram_mb,
      cpu_count,
      disk_gb,
      bandwidth_gb,
    },
    ...{
      bandwidth_used_gb,
      main_ip,
      private_ip,
      ipv6,
      approximate_cost,
      tenant_id,
      domain,
      first_seen_at,
      last_seen_at,
    },
    ...{ status_message: null, created_at: first_seen_at, updated_at },
  };
}

export const vpsModel = new ReadModel<VpsRow & Seen & { bandwidth_used_gb: number | null }, VpsView>({
  table: 'vps',
  id: 'id',
  // What was measured is not kept: a look back tells what was known, not what had been used.
  columns: `${LAST_SEEN}, CASE WHEN $1::bigint IS NULL THEN s.bandwidth_used_gb END AS bandwidth_used_gb`,
  joins: 'LEFT JOIN vps_sample s ON s.vps_id = t.id',
  versioned: true,
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
  render: vpsView,
});

export type IpView = ReturnType<typeof ipView>;

function ipView(row: IpRow & Seen) {
  const {
    id,
    address,
    family,
    provider_id,
    vps_id,
    reverse_name,
    status,
    tenant_id,
    domain,
    first_seen_at,
    last_seen_at,
    updated_at,
  } = row;
  return {
    ...{
      id,
      address,
      family,
      provider_id,
      vps_id,
      reverse_name,
      status,
      tenant_id,
      domain,
      first_seen_at,
      last_seen_at,
    },
    ...{ status_message: null, created_at: first_seen_at, updated_at },
  };
}

export const ipModel = new ReadModel<IpRow & Seen, IpView>({
  table: 'ip_address',
  id: 'id',
  columns: LAST_SEEN,
  versioned: true,
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
  render: ipView,
});

export type SyncRunView = ReturnType<typeof syncRunView>;

function syncRunView(run: SyncRunRow) {
  const {
    id,
    provider_id,
    trigger,
    status,
    status_message,
    created_at,
    updated_at,
    starts,
    started_at,
    finished_at,
    duration_ms,
  } = run;
  const { counts, failures, failure_count, held, confirmed } = run;
  return {
    ...{ id, provider_id, trigger, status, status_message, starts, started_at, finished_at, duration_ms },
    ...{ counts, failures, failure_count, held, confirmed, created_at, updated_at },
  };
}

export const syncRunModel = new ReadModel<SyncRunRow, SyncRunView>({
  table: 'sync_run',
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
  render: syncRunView,
});

export type AssignmentView = ReturnType<typeof assignmentView>;

function assignmentView({ position, kind, resource_id, tenant_id, domain, assigned_at, unassigned_at }: AssignmentRow) {
  return { id: String(position), kind, resource_id, tenant_id, domain, assigned_at, unassigned_at };
}

export const assignmentModel = new ReadModel<AssignmentRow, AssignmentView>({
  table: 'assignment',
  id: 'position',
  filters: ['tenant_id', 'kind', 'resource_id', 'domain'],
  searched: ['resource_id', 'tenant_id', 'domain'],
  sorts: { assigned_at: by('assigned_at', 'timestamptz') },
  render: assignmentView,
});
