import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of {@link infrastructureProjection}, their versions for `?asOf=`, and the newest samples. Entities say the same; a spec holds them to it. */
export class InfrastructureTables1700000001003 implements MigrationInterface {
  readonly name = 'InfrastructureTables1700000001003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE vps (
        id text PRIMARY KEY, provider_id text NOT NULL, external_id text NOT NULL, name text NOT NULL, hostname text, region text,
        status text NOT NULL, provider_status text NOT NULL, power_state text NOT NULL, plan text, ram_mb bigint, cpu_count bigint,
        disk_gb bigint, bandwidth_gb bigint, main_ip text, private_ip text, ipv6 text, approximate_cost numeric,
        provider_created_at timestamptz, tenant_id text, brand_id text, domain text, first_seen_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL, vanished_position bigint, revision bigint NOT NULL, generation bigint NOT NULL, position bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE ip_address (
        id text PRIMARY KEY, address text NOT NULL, family bigint NOT NULL, provider_id text NOT NULL, vps_id text, reverse_name text,
        status text NOT NULL, tenant_id text, brand_id text, domain text, first_seen_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL, vanished_position bigint, revision bigint NOT NULL, generation bigint NOT NULL, position bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE sync_run (
        id text PRIMARY KEY, provider_id text NOT NULL, trigger text NOT NULL, status text NOT NULL, status_message text,
        created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, starts bigint NOT NULL, started_at timestamptz,
        finished_at timestamptz, duration_ms bigint, counts jsonb, failures jsonb NOT NULL, failure_count bigint NOT NULL, held jsonb,
        confirmed boolean NOT NULL, completed_position bigint, revision bigint NOT NULL, position bigint NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE assignment (
        position bigint PRIMARY KEY, kind text NOT NULL, resource_id text NOT NULL, tenant_id text NOT NULL, domain text,
        assigned_at timestamptz NOT NULL, unassigned_at timestamptz
      )`);
    await runner.query(
      'CREATE TABLE vps_sample (vps_id text PRIMARY KEY, bandwidth_used_gb double precision NOT NULL, observed_at timestamptz NOT NULL)',
    );
    for (const table of ['vps', 'ip_address']) {
      await runner.query(
        `CREATE TABLE ${table}_version (LIKE ${table}, until_position bigint NOT NULL, PRIMARY KEY (id, position))`,
      );
    }
    await runner.query(`
      CREATE INDEX vps_order ON vps (first_seen_at, id);
      CREATE INDEX vps_tenant ON vps (tenant_id) WHERE tenant_id IS NOT NULL;
      CREATE INDEX ip_address_order ON ip_address (first_seen_at, id);
      CREATE INDEX ip_address_address ON ip_address (address);
      CREATE INDEX ip_address_tenant ON ip_address (tenant_id) WHERE tenant_id IS NOT NULL;
      CREATE INDEX ip_address_vps ON ip_address (vps_id);
      CREATE INDEX sync_run_order ON sync_run (created_at, id);
      CREATE INDEX sync_run_newest ON sync_run (provider_id, created_at, id);
      CREATE INDEX sync_run_completed ON sync_run (provider_id, completed_position);
      CREATE INDEX assignment_tenant ON assignment (tenant_id);
      CREATE INDEX assignment_open ON assignment (kind, resource_id) WHERE unassigned_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE vps_sample, assignment, sync_run, ip_address_version, ip_address, vps_version, vps');
  }
}
