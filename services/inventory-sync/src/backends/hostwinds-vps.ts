import type { ObservedVps, VpsPowerState, VpsStatus } from '@freehold/contracts/inventory/observed';
import type { Instance } from './hostwinds-response.js';

/** The server statuses of OpenStack Nova, on which Hostwinds runs. A reboot or a new password passes: the server stays active. */
const statuses: Readonly<Record<string, VpsStatus>> = {
  ACTIVE: 'active',
  REBOOT: 'active',
  HARD_REBOOT: 'active',
  PASSWORD: 'active',
  BUILD: 'building',
  REBUILD: 'building',
  SHUTOFF: 'stopped',
  STOPPED: 'stopped',
  PAUSED: 'stopped',
  SHELVED: 'stopped',
  SHELVED_OFFLOADED: 'stopped',
  SUSPENDED: 'suspended',
  RESIZE: 'maintenance',
  RESIZED: 'maintenance',
  VERIFY_RESIZE: 'maintenance',
  REVERT_RESIZE: 'maintenance',
  MIGRATING: 'maintenance',
  RESCUE: 'maintenance',
  RESCUED: 'maintenance',
  ERROR: 'error',
  DELETED: 'error',
  SOFT_DELETED: 'error',
};

/** Nova's numbers of power states. */
const powerStates: Readonly<Record<number, VpsPowerState>> = {
  1: 'running',
  3: 'paused',
  4: 'off',
  6: 'crashed',
  7: 'suspended',
};

/** @param costs dollars a month by product id */
export function observedVps(instance: Instance, costs: ReadonlyMap<string, string>): ObservedVps {
  return {
    external_id: instance.serviceid,
    name: instance.srvrname ?? instance.hostname ?? instance.serviceid,
    hostname: instance.hostname,
    region: instance.location_id,
    status: instance.is_suspended === 1 ? 'suspended' : (statuses[instance.status?.toUpperCase() ?? ''] ?? 'unknown'),
    power_state: powerStates[instance.power_state ?? 0] ?? 'unknown',
    plan: instance.product_name,
    ram_mb: instance.ram,
    cpu_count: instance.cpu,
    disk_gb: instance.disk,
    bandwidth_gb: instance.bandwidth,
    bandwidth_used_gb: instance.bandwidth_used,
    main_ip: instance.main_ip,
    private_ip: instance.private_ip,
    ipv6: instance.ip_v6,
    approximate_cost: (instance.product_id === null ? undefined : costs.get(instance.product_id)) ?? null,
    created_at: instance.created_at,
  };
}
