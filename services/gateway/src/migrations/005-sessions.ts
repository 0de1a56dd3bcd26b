import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers that have logged in, and logins that are under way. Of what a browser shows there is the digest alone. */
export class Sessions1700000001011 implements MigrationInterface {
  readonly name = 'Sessions1700000001011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        digest text PRIMARY KEY, previous_digest text, previous_until timestamptz, user_id text NOT NULL, grants jsonb,
        csrf text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), expires_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(), rotated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX session_previous ON session (previous_digest) WHERE previous_digest IS NOT NULL;
      CREATE INDEX session_age ON session (expires_at)`);
    await runner.query(`
      CREATE TABLE login (
        digest text PRIMARY KEY, verifier text NOT NULL, return_to text NOT NULL, expires_at timestamptz NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE login, session');
  }
}
