import { checkpointTable } from '@freehold/ledger/follower';
import { resourceTable } from '@freehold/ledger/resource-rows';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { eventTable } from '../read-models/events.projection.js';
import { operationTable } from '../read-models/operations.projection.js';
import { resourceVersionTable } from '../read-models/resource-versions.js';

/** What clients read: resources with all their versions, operations, events. */
export class ReadModels1700000001001 implements MigrationInterface {
  readonly name = 'ReadModels1700000001001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(checkpointTable);
    await runner.query(resourceTable);
    await runner.query('CREATE INDEX resource_list ON resource (kind, created_at, id)');
    await runner.query(resourceVersionTable);
    await runner.query(operationTable);
    await runner.query(eventTable);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE event, operation, resource_version, resource, checkpoint');
  }
}
