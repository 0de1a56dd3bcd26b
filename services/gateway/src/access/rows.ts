import type { Reach } from '@freehold/contracts/identity/grant';
import { kinds } from '@freehold/contracts/kinds';
import type { Pool, PoolClient, QueryResultRow } from 'pg';

/** What is read by: a query of which only rows within a reach are seen. */
export interface Rows {
  readonly reach: Reach;
  query<R extends QueryResultRow>(query: {
    readonly name?: string;
    readonly text: string;
    readonly values?: unknown[];
  }): Promise<{ rows: R[] }>;
}

const SHARED = kinds.flatMap(({ name, shared }) => (shared ? [name] : []));

const SET = {
  name: 'reach.set',
  text: `SELECT set_config('freehold.everything', $1, false), set_config('freehold.tenants', $2, false),
    set_config('freehold.brands', $3, false), set_config('freehold.shared', $4, false)`,
};

/**
 * Reads under a role that owns nothing and sees no row but those within the reach that its connection is set to (row level
 * security, migration 004). A connection stays set between queries and is set anew when it serves another reach: that
 * costs a second statement then, and none while the same sort of caller asks on. These connections are lent out here alone.
 */
export class ReachedRows {
  private readonly set = new WeakMap<PoolClient, string>();

  /** @param pool whose connections have the reader's role */
  constructor(private readonly pool: Pool) {}

  within(reach: Reach): Rows {
    const settings = settingsOf(reach);
    const key = settings.join('\n');
    return { reach, query: async (query) => await this.query(settings, key, query) };
  }

  private async query<R extends QueryResultRow>(
    settings: readonly string[],
    key: string,
    query: { readonly name?: string; readonly text: string; readonly values?: unknown[] },
  ): Promise<{ rows: R[] }> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      if (this.set.get(client) !== key) {
        this.set.delete(client);
        await client.query({ ...SET, values: [...settings] });
        this.set.set(client, key);
      }
      return await client.query<R>({ ...query });
    } catch (error) {
      // Whatever it was set to, nobody may read by it again.
      if (!this.set.has(client)) broken = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** PostgreSQL's text of the settings: whether everything is seen, whose tenants, whose brands, which kinds are everybody's. */
function settingsOf(reach: Reach): string[] {
  const none = { tenants: [], brands: [] };
  const { tenants, brands } = reach === 'everything' ? none : reach;
  return [reach === 'everything' ? 'on' : 'off', arrayText(tenants), arrayText(brands), arrayText(SHARED)];
}

/** An array as PostgreSQL reads it from a text; every element is quoted. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}
