import type { MigrationInterface, QueryRunner } from 'typeorm';
import { READER } from '../access/row-security.js';

/** Requests read with a row how far its read model had come when that row was there: a process hears of it later than others see it. */
export class ReadPositions1700000001016 implements MigrationInterface {
  readonly name = 'ReadPositions1700000001016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`GRANT SELECT ON checkpoint TO ${READER}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE SELECT ON checkpoint FROM ${READER}`);
  }
}
