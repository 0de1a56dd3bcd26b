import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what a tenant had at a position: for its export, and its summary of then. */
export class TenantsPast1700000001014 implements MigrationInterface {
  readonly name = 'TenantsPast1700000001014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX resource_version_tenant ON resource_version (tenant_id, kind, id) WHERE tenant_id IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX resource_version_tenant');
  }
}
