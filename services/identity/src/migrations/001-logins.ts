import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the provider keeps, none of it made from events: codes, sessions and refresh tokens; its keys, sealed; tries to log in; claimed addresses. */
export class Logins1700000007001 implements MigrationInterface {
  readonly name = 'Logins1700000007001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE provider_artifact (
        model text NOT NULL, digest text NOT NULL, payload jsonb NOT NULL, grant_id text, user_code text, uid text,
        consumed_at timestamptz, expires_at timestamptz, PRIMARY KEY (model, digest)
      );
      CREATE INDEX provider_artifact_grant ON provider_artifact (grant_id) WHERE grant_id IS NOT NULL;
      CREATE INDEX provider_artifact_user_code ON provider_artifact (user_code) WHERE user_code IS NOT NULL;
      CREATE INDEX provider_artifact_uid ON provider_artifact (uid) WHERE uid IS NOT NULL;
      CREATE INDEX provider_artifact_age ON provider_artifact (expires_at)`);
    await runner.query(`
      CREATE TABLE provider_key (
        id text PRIMARY KEY, purpose text NOT NULL, sealed text NOT NULL, created_at timestamptz NOT NULL,
        used_from timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE login_try (
        subject text PRIMARY KEY, tries int NOT NULL, tried_at timestamptz NOT NULL, blocked_until timestamptz NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE email_claim (email_digest text PRIMARY KEY, user_id text NOT NULL, claimed_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE email_claim, login_try, provider_key, provider_artifact');
  }
}
