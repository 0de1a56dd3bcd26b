import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** Reads the platform's database as its superuser, past every service. */
export class PostgresUnderTest {
  private constructor(private readonly client: pg.Client) {}

  /** @param url of the database without credentials, as `endpoints.json` has it */
  static async connect(url: string, dataDir: string): Promise<PostgresUnderTest> {
    const address = new URL(url);
    address.username = 'postgres';
    address.password = readFileSync(join(dataDir, 'postgres', 'superuser.password'), 'utf8').trim();
    const client = new pg.Client({ connectionString: address.href, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined); // Specs kill the server; the next query says so.
    await client.connect();
    return new PostgresUnderTest(client);
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(sql, [...values])).rows;
  }

  /** Every table of every service: `schema.table`. */
  async tables(): Promise<string[]> {
    const rows = await this.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name AS name FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  /** The rows of a table as texts, in an order of their own. @param table `schema.table`, from {@link tables} or a spec */
  async rows(table: string): Promise<string[]> {
    const rows = await this.query<{ text: string }>(`SELECT to_jsonb(t)::text AS text FROM ${table} t ORDER BY 1`);
    return rows.map(({ text }) => text);
  }

  /** All that stands in the database, as text. */
  async dump(): Promise<string> {
    const tables: string[] = [];
    for (const table of await this.tables()) tables.push(table, ...(await this.rows(table)));
    return tables.join('\n');
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}
