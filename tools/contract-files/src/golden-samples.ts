import { changes, type Data, observed, specs } from './golden-specs.js';

/*
 * One sample of each fact. From them the first golden file of an event type is made; once made, a golden file is never written
 * again.
 */

const SEALED = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..golden';

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
    erase_requested: {},
    erased: {
      owner: kind === 'tenant' ? 'tabcdefghij' : `${kind}.ada`,
      key_id: 'Nn1bXo3yR0xq',
      algorithm: 'A256GCM',
      destroyed_at: '2026-11-27T22:00:00.000Z',
    },
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
    provision_requested: {},
    decommission_requested: {},
    converge_requested: { confirm: false },
    step_reached: { generation: 7, step: 'nodes provisioned', detail: '2 of 2' },
    withdrawn: { generation: 7 },
    suspended: { reason: 'unpaid' },
    unsuspended: {},
    enrolled: { certificate_serial: '1f', certificate_expires_at: '2026-01-02T00:00:00.000Z' },
    joined: { incarnation: 'i1' },
    rotated:
      kind === 'webhook'
        ? { secret: SEALED, secret_digest: 'D'.repeat(43), public_key: 'whpk_golden', overlap_seconds: 86_400 }
        : { digest: 'C'.repeat(43), overlap_seconds: 3600 },
    enabled: {},
    disabled: { reason: 'it has not been reached in 10 tries: 503' },
    health_changed: { healthy: false, health_detail: 'nginx: exited with 1' },
    condition_reported: { condition: 'route', state: 'served', generation: 7, detail: 'backend web on 1 node' },
  };
  const sample = samples[fact];
  if (sample === undefined) throw new Error(`there is no sample of ${kind} ${fact}: add one to golden-samples.ts`);
  return sample;
}
