import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keptAnswerTable } from '../commands/kept-answers.js';
import { budgetTable } from '../limits/shared-budgets.js';

/** What was answered under Idempotency-Keys, what is left of everybody's budget of requests, and where to look for differences. */
export class KeptAnswers1700000001013 implements MigrationInterface {
  readonly name = 'KeptAnswers1700000001013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(keptAnswerTable);
    await runner.query(budgetTable);
    await runner.query(`
      CREATE INDEX resource_version_begun ON resource_version (position);
      CREATE INDEX resource_version_ended ON resource_version (until_position)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX resource_version_ended, resource_version_begun; DROP TABLE rate_limit, kept_answer');
  }
}
