import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the service keeps of nodes beside their rows. `node_identity`: the hash of the join token that is good, and the certificate
 * that was issued last, which the node may have before its row says so. `node_drift`: what was last found other than it should be.
 */
export class Nodes1700000000002 implements MigrationInterface {
  readonly name = 'Nodes1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE node_identity (
        node_id text PRIMARY KEY,
        token_sha256 bytea,
        token_expires_at timestamptz,
        issued_serial text
      )`,
    );
    await runner.query(
      `CREATE TABLE node_drift (
        node_id text PRIMARY KEY,
        found_at timestamptz NOT NULL,
        total int NOT NULL,
        report_only boolean NOT NULL,
        differences jsonb NOT NULL
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE node_drift, node_identity');
  }
}
