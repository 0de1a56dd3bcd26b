import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  ADMINISTRATORS,
  makeReader,
  OWNERS,
  OWNERS_AND_SHARED,
  READER,
  secure,
  unsecure,
} from '../access/row-security.js';

/** Who sees which rows. Rented infrastructure is for administrators alone. */
const TABLES: Readonly<Record<string, string>> = {
  resource: OWNERS_AND_SHARED,
  resource_version: OWNERS_AND_SHARED,
  event: OWNERS,
  operation: OWNERS,
  vps: ADMINISTRATORS,
  vps_version: ADMINISTRATORS,
  ip_address: ADMINISTRATORS,
  ip_address_version: ADMINISTRATORS,
  sync_run: ADMINISTRATORS,
  assignment: ADMINISTRATORS,
  vps_sample: ADMINISTRATORS,
};

/** Requests are answered under a role that sees the rows within a reach alone; a connection that is set to nothing sees nothing. */
export class RowSecurity1700000001010 implements MigrationInterface {
  readonly name = 'RowSecurity1700000001010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(makeReader);
    await runner.query(`GRANT USAGE ON SCHEMA gateway TO ${READER}`);
    for (const [table, condition] of Object.entries(TABLES)) await secure(runner, table, condition);
    await runner.query(`
      CREATE INDEX resource_tenant ON resource (tenant_id, kind, created_at, id) WHERE tenant_id IS NOT NULL;
      CREATE INDEX resource_brand ON resource (brand_id, kind, created_at, id) WHERE brand_id IS NOT NULL;
      CREATE INDEX event_tenant ON event (tenant_id, position) WHERE tenant_id IS NOT NULL;
      CREATE INDEX operation_tenant ON operation (tenant_id, position) WHERE tenant_id IS NOT NULL;
      CREATE INDEX resource_digest ON resource ((spec->>'digest')) WHERE kind = 'api-key';
      CREATE INDEX resource_previous_digest ON resource ((spec->>'previous_digest')) WHERE kind = 'api-key'`);
    await runner.query(`
      CREATE TABLE api_key_use (id text PRIMARY KEY, last_used_at timestamptz NOT NULL);
      GRANT SELECT ON api_key_use TO ${READER}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_key_use');
    await runner.query(
      'DROP INDEX resource_previous_digest, resource_digest, operation_tenant, event_tenant, resource_brand, resource_tenant',
    );
    for (const table of Object.keys(TABLES)) await unsecure(runner, table);
  }
}
