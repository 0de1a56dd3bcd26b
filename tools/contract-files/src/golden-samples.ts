/**
 * One sample of the spec of each kind, and of each fact that is special to one. From them the first golden file of an event
 * type is made; once made, a golden file is never written again.
 */
type Data = Readonly<Record<string, unknown>>;

export const specs: Readonly<Record<string, Data>> = {
  'platform-config': {
    values: { base_domain: 'freehold.example', primary_ns: 'ns1.freehold.example', default_ttl: '3600' },
  },
  brand: {
    name: 'Freehold',
    base_hostname: 'freehold.example',
    primary_ns: 'ns1.freehold.example',
    secondary_ns: 'ns2.freehold.example',
    hostmaster_email: 'hostmaster@freehold.example',
    mail_hostname: 'mail.freehold.example',
    spf_includes: ['spf.freehold.example'],
    dkim_selector: 's1',
    dkim_public_key: 'MIIBIjANBg==',
    dmarc_policy: 'reject',
  },
  tenant: { name: 'Acme', brand_id: 'default', customer_id: 'c-17', region_id: 'r1', cluster_id: 'c1' },
  zone: { name: 'acme.example', tenant_id: 'tabcdefghij', brand_id: 'default', region_id: 'r1', dnssec: true },
  record: {
    zone_id: '0d3c7b52-6b0b-5d0e-9a55-0f0f2d0f7c11',
    type: 'MX',
    name: '@',
    content: 'mail.acme.example.',
    ttl: 300,
    priority: 10,
    managed_by: 'custom',
  },
  provider: {
    name: 'Hostwinds',
    kind: 'hostwinds',
    settings: { base_url: 'https://clients.hostwinds.com/cloud/api.php', requests_per_second: 2, location_id: '1' },
    credentials: 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..golden',
    sync_interval: 900,
  },
  sync: { provider_id: 'hostwinds', trigger: 'schedule' },
  vps: {
    provider_id: 'hostwinds',
    external_id: '700001',
    name: 'web-001',
    hostname: 'hwsrv-700001.servers.example',
    region: '1',
    status: 'active',
    power_state: 'running',
    plan: 'Unmanaged Linux 1',
    ram_mb: 1024,
    cpu_count: 1,
    disk_gb: 30,
    bandwidth_gb: 1000,
    main_ip: '198.51.100.7',
    private_ip: '10.0.0.7',
    ipv6: '2001:db8::7',
    approximate_cost: '4.99',
    created_at: '2025-01-02T03:04:05Z',
  },
  ip: {
    provider_id: 'hostwinds',
    address: '198.51.100.7',
    family: 4,
    vps_id: '8b5a0c1e-52a3-5f8e-8b1e-5a0c52a35f8e',
    reverse_name: 'web.acme.example',
  },
};

/** One field of each kind that an `updated` or `changed` event changes. */
export const changes: Readonly<Record<string, readonly [changes: Data, previous: Data]>> = {
  'platform-config': [{ values: { base_domain: 'new.example' } }, { values: { base_domain: 'freehold.example' } }],
  brand: [
    { name: 'Renamed', mail_hostname: null },
    { name: 'Freehold', mail_hostname: 'mail.freehold.example' },
  ],
  tenant: [
    { name: 'Acme Ltd', customer_id: null },
    { name: 'Acme', customer_id: 'c-17' },
  ],
  zone: [
    { tenant_id: null, dnssec: false },
    { tenant_id: 'tabcdefghij', dnssec: true },
  ],
  record: [
    { content: 'mx.acme.example.', priority: 20 },
    { content: 'mail.acme.example.', priority: 10 },
  ],
  provider: [{ sync_interval: 0 }, { sync_interval: 900 }],
  vps: [{ power_state: 'off' }, { power_state: 'running' }],
  ip: [{ reverse_name: 'www.acme.example' }, { reverse_name: 'web.acme.example' }],
};

const observed: Readonly<Record<string, Data>> = {
  zone: {
    serial: 42,
    ds: ['12345 13 2 49fd46e6c4b45c55d4ac69cbd3cd34ac1afe51de'],
    nameservers: ['ns1.freehold.example', 'ns2.freehold.example'],
  },
  record: { fqdn: 'acme.example', rdata: '10 mail.acme.example.' },
};

const counts = {
  vps: 2,
  ips: 3,
  vps_discovered: 1,
  vps_changed: 1,
  vps_vanished: 0,
  ips_discovered: 2,
  ips_moved: 1,
  ips_changed: 0,
  ips_released: 0,
};

/** Data of a fact, as the current version writes it. @throws Error for a fact that has no sample yet: add one here */
export function sampleOf(kind: string, fact: string): Data {
  const [changed = {}, previous = {}] = changes[kind] ?? [];
  const samples: Readonly<Record<string, Data>> = {
    created: { spec: specs[kind] },
    updated: { changes: changed, previous },
    retried: {},
    converged: { generation: 7, observed: observed[kind] ?? {} },
    failed:
      kind === 'sync'
        ? { reason: 'unauthorized: the provider does not take the key', duration_ms: 812 }
        : { generation: 7, reason: 'refused: conflicts with another RRset' },
    drift_detected: { differences: ['www.acme.example A was gone'] },
    delete_requested: {},
    deleted: {},
    discovered: { spec: specs[kind] },
    changed: { changes: changed, previous },
    vanished: {},
    released: {},
    moved: { vps_id: null, previous_vps_id: '8b5a0c1e-52a3-5f8e-8b1e-5a0c52a35f8e' },
    assigned: { tenant_id: 'tabcdefghij', domain: 'acme.example', previous_tenant_id: null },
    unassigned: { previous_tenant_id: 'tabcdefghij', previous_domain: 'acme.example' },
    requested: { spec: specs[kind] },
    started: {},
    completed: {
      counts,
      duration_ms: 1234,
      failures: [{ what: 'ips', external_id: '700001', reason: 'timed out' }],
      failure_count: 1,
    },
    held: {
      would_vanish_vps: 40,
      would_release_ips: 120,
      known_vps: 100,
      known_ips: 300,
      reason: '40 of 100 VPS would vanish',
    },
    confirmed: {},
  };
  const sample = samples[fact];
  if (sample === undefined) throw new Error(`there is no sample of ${kind} ${fact}: add one to golden-samples.ts`);
  return sample;
}
