import { checkpointTable } from '@freehold/ledger/follower';
import { resourceTable } from '@freehold/ledger/resource-rows';
import { workTable } from '@freehold/ledger/work';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The first migration of every service that owns kinds: what the ledger's runners keep in its schema. */
export class LedgerTables1700000000001 implements MigrationInterface {
  readonly name = 'LedgerTables1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(checkpointTable);
    await runner.query(resourceTable);
    await runner.query(workTable);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE work, resource, checkpoint');
  }
}
