import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the chain has come, its signed checkpoints, the keys, and how far each anchor has them. */
export class Chain1700000003001 implements MigrationInterface {
  readonly name = 'Chain1700000003001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE chain_head (
        id int PRIMARY KEY DEFAULT 1 CHECK (id = 1), epoch text NOT NULL, position bigint NOT NULL, hash text NOT NULL,
        updated_at timestamptz NOT NULL DEFAULT now()
      )`);
    // Two checkpoints cannot follow the same one: the chain has no fork.
    await runner.query(`
      CREATE TABLE chain_checkpoint (
        position bigint PRIMARY KEY, hash text NOT NULL, count bigint NOT NULL, time text NOT NULL,
        previous_position bigint NOT NULL UNIQUE, previous_hash text NOT NULL, key_id text NOT NULL, signature text NOT NULL
      )`);
    // A key without its sealed private half was found again elsewhere: it proves what it signed, and signs no more.
    await runner.query(`
      CREATE TABLE chain_key (
        ordinal int PRIMARY KEY, id text NOT NULL UNIQUE, public_key text NOT NULL, created_at text NOT NULL, endorsed_by text,
        endorsement text, sealed text
      )`);
    await runner.query('CREATE TABLE chain_anchor (name text PRIMARY KEY, position bigint NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE chain_anchor, chain_key, chain_checkpoint, chain_head');
  }
}
