import type { QueryRunner } from 'typeorm';

/** The role under which requests are answered. It can log in nowhere; the gateway's own role may become it. */
export const READER = 'gateway_reader';

const setting = (name: string) => `(SELECT current_setting('freehold.${name}', true))`;
const listed = (name: string) => `ANY ((${setting(name)})::text[])`;

/** What administrators of the platform see, and nobody else. Settings stand in a sub-select so that they are read once a query. */
export const ADMINISTRATORS = `${setting('everything')} = 'on'`;

/** Rows of tenants and brands, by the columns `tenant_id` and `brand_id`: those that the connection is set to see. */
export const OWNERS = `${ADMINISTRATORS} OR tenant_id = ${listed('tenants')} OR brand_id = ${listed('brands')}`;

/** As {@link OWNERS}, and the kinds of the platform that are shown to everybody. */
export const OWNERS_AND_SHARED = `${OWNERS} OR kind = ${listed('shared')}`;

/** Makes the reader. Roles are the cluster's: another database's gateway, or whoever set the server up, may have made it. */
export const makeReader = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${READER}') THEN
    CREATE ROLE ${READER} NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;`;

/**
 * Lets the reader see those rows of a table for which the condition holds. Forced: its owner too sees no more than a policy
 * gives it, which is everything, to keep the rows. A rebuild of the table keeps all of it.
 */
export async function secure(runner: QueryRunner, table: string, condition: string): Promise<void> {
  await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  await runner.query(`CREATE POLICY keeper ON ${table} TO CURRENT_USER USING (true) WITH CHECK (true)`);
  await runner.query(`CREATE POLICY reach ON ${table} FOR SELECT TO ${READER} USING (${condition})`);
  await runner.query(`GRANT SELECT ON ${table} TO ${READER}`);
}

/** Takes back what {@link secure} gave. */
export async function unsecure(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
  await runner.query(`DROP POLICY reach ON ${table}; DROP POLICY keeper ON ${table}`);
  await runner.query(`REVOKE SELECT ON ${table} FROM ${READER}`);
}
