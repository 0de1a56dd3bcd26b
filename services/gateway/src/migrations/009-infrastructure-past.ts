import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ADMINISTRATORS, secure, unsecure } from '../access/row-security.js';

/**
 * Sync runs as they were, the event that ended an assignment, and ways to what rented things were between two moments. Runs that had ended
 * before have no past until `npx hostctl projections rebuild gateway infrastructure`.
 */
export class InfrastructurePast1700000001015 implements MigrationInterface {
  readonly name = 'InfrastructurePast1700000001015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE sync_run_version (LIKE sync_run, until_position bigint NOT NULL, PRIMARY KEY (id, position))',
    );
    await secure(runner, 'sync_run_version', ADMINISTRATORS);
    await runner.query('ALTER TABLE assignment ADD COLUMN ended_position bigint');
    await runner.query(`
      UPDATE assignment a SET ended_position = (
        SELECT min(e.position) FROM event e WHERE e.kind = a.kind AND e.resource_id = a.resource_id AND e.position > a.position
          AND e.fact IN ('assigned', 'unassigned'))
      WHERE unassigned_at IS NOT NULL`);
    await runner.query(`
      CREATE INDEX vps_version_begun ON vps_version (position);
      CREATE INDEX vps_version_ended ON vps_version (until_position);
      CREATE INDEX ip_address_version_begun ON ip_address_version (position);
      CREATE INDEX ip_address_version_ended ON ip_address_version (until_position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX ip_address_version_ended, ip_address_version_begun, vps_version_ended, vps_version_begun',
    );
    await runner.query('ALTER TABLE assignment DROP COLUMN ended_position');
    await unsecure(runner, 'sync_run_version');
    await runner.query('DROP TABLE sync_run_version');
  }
}
