import type { MigrationInterface, QueryRunner } from 'typeorm';
import { callbackTable } from '../callback/callback-rows.js';
import { subscriberTable } from '../delivery/deliveries.projection.js';
import { deliveryTable } from '../delivery/delivery-rows.js';

/** Who is told of what, what they have been told, and who waits for the end of one command. */
export class Deliveries1700000000002 implements MigrationInterface {
  readonly name = 'Deliveries1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(subscriberTable);
    await runner.query(deliveryTable);
    await runner.query(callbackTable);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE callback, delivery, subscriber');
  }
}
