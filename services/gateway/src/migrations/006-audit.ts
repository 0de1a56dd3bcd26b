import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OWNERS, secure, unsecure } from '../access/row-security.js';

/** Who caused an event, for whom, from where and why; what was refused; and ways along the causes of events. */
export class Audit1700000001012 implements MigrationInterface {
  readonly name = 'Audit1700000001012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE event ADD COLUMN on_behalf_of text, ADD COLUMN address text, ADD COLUMN reason text',
    );
    await runner.query(`
      CREATE INDEX event_id ON event (id);
      CREATE INDEX event_causation ON event (causation_id) WHERE causation_id IS NOT NULL;
      CREATE INDEX event_correlation ON event (correlation_id, position);
      CREATE INDEX event_actor ON event (actor, time)`);
    // Of a stream that was made anew, positions begin anew: a refusal is known by both.
    await runner.query(`
      CREATE TABLE refusal (
        epoch text NOT NULL, seq bigint NOT NULL, time timestamptz NOT NULL, actor text NOT NULL, on_behalf_of text, address text NOT NULL,
        method text NOT NULL, route text, target text NOT NULL, kind text, resource_id text, code text NOT NULL, status int NOT NULL,
        detail text NOT NULL, request_id text NOT NULL, reason text, tenant_id text, brand_id text, body jsonb, PRIMARY KEY (epoch, seq)
      );
      CREATE INDEX refusal_time ON refusal (time, seq);
      CREATE INDEX refusal_actor ON refusal (actor, time);
      CREATE INDEX refusal_tenant ON refusal (tenant_id, time) WHERE tenant_id IS NOT NULL`);
    await secure(runner, 'refusal', OWNERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await unsecure(runner, 'refusal');
    await runner.query('DROP TABLE refusal');
    await runner.query('DROP INDEX event_actor, event_correlation, event_causation, event_id');
    await runner.query('ALTER TABLE event DROP COLUMN on_behalf_of, DROP COLUMN address, DROP COLUMN reason');
  }
}
