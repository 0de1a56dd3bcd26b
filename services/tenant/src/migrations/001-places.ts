import type { Migration } from '@freehold/service/postgres';

type Steps = InstanceType<Migration>;
type Runner = Parameters<Steps['up']>[0];

/** Finds the tenants of a shard, what belongs to a tenant, and the names of a webroot, among tens of thousands. */
export class Places1700000000002 implements Steps {
  readonly name = 'Places1700000000002';

  async up(runner: Runner): Promise<void> {
    await runner.query(`CREATE INDEX tenant_shard ON resource ((spec->>'shard_id')) WHERE kind = 'tenant'`);
    await runner.query('CREATE INDEX resource_tenant ON resource (tenant_id, kind)');
    await runner.query(`CREATE INDEX fqdn_webroot ON resource ((spec->>'webroot_id')) WHERE kind = 'fqdn'`);
  }

  async down(runner: Runner): Promise<void> {
    for (const index of ['tenant_shard', 'resource_tenant', 'fqdn_webroot']) await runner.query(`DROP INDEX ${index}`);
  }
}
