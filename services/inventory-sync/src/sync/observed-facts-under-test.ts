import type { IpFacts } from '@freehold/contracts/inventory/ip';
import type { VpsFacts } from '@freehold/contracts/inventory/vps';

/** A VPS as a provider shows it, but for what a spec is about. */
export function vpsFacts(fields: Partial<VpsFacts> = {}): VpsFacts {
  return {
    provider_id: 'p1',
    external_id: '1001',
    name: 'web-001',
    hostname: 'web-001.example',
    region: 'north',
    status: 'active',
    power_state: 'running',
    plan: 'Small',
    ram_mb: 2048,
    cpu_count: 1,
    disk_gb: 50,
    bandwidth_gb: 2000,
    main_ip: '198.18.0.1',
    private_ip: null,
    ipv6: null,
    approximate_cost: '9.99',
    created_at: '2024-01-01T00:00:00Z',
    ...fields,
  };
}

/** An address as a provider shows it, but for what a spec is about. */
export function addressFacts(fields: Partial<IpFacts> = {}): IpFacts {
  return { provider_id: 'p1', address: '198.18.0.1', family: 4, vps_id: 'v1', reverse_name: null, ...fields };
}
