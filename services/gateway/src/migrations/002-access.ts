import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may come in, and which commands were sent under an Idempotency-Key. Neither is made from events. */
export class Access1700000001002 implements MigrationInterface {
  readonly name = 'Access1700000001002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_key (
        id text PRIMARY KEY, name text NOT NULL, hash bytea NOT NULL UNIQUE, scopes text[] NOT NULL, brands text[] NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz, revoked_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE idempotency (
        command_id text PRIMARY KEY, body_hash bytea NOT NULL, resource_id text NOT NULL, created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX idempotency_age ON idempotency (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency, api_key');
  }
}
