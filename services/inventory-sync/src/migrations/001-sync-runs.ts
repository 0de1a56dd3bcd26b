import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs are never removed, so what is asked of them before each sync must not read them all. */
export class SyncRuns1700000000002 implements MigrationInterface {
  readonly name = 'SyncRuns1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX sync_newest ON resource ((spec ->> 'provider_id'), created_at, id) WHERE kind = 'sync'`,
    );
    await runner.query(
      `CREATE INDEX sync_open ON resource ((spec ->> 'provider_id'), created_at, id) WHERE kind = 'sync' AND status IN ('pending', 'running', 'held')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX sync_open, sync_newest');
  }
}
