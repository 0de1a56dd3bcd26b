import type { Reach } from '@freehold/contracts/identity/grant';
import { kinds } from '@freehold/contracts/kinds';
import { Coalesced } from '@freehold/service/coalesced';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';

/** What is read by: a query of which only rows within a reach are seen. */
export interface Rows {
  readonly reach: Reach;
  /** Whoever asks the same within the same reach may get the same rows: nobody changes them. */
  query<R extends QueryResultRow>(query: Query): Promise<Pick<QueryResult<R>, 'rows'>>;
}

interface Query {
  readonly name?: string;
  readonly text: string;
  readonly values?: unknown[];
  /** What many want at once: it is asked once for all who wait for it. */
  readonly hot?: true;
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
  private readonly coalesced = new Coalesced<{ rows: QueryResultRow[] }>();

  /** @param pool whose connections have the reader's role */
  constructor(private readonly pool: Pool) {}

  within(reach: Reach): Rows {
    const settings = settingsOf(reach);
    const key = settings.join('\n');
    return {
      reach,
      query: async <R extends QueryResultRow>({ hot, ...query }: Query) => {
        const ask = async (sent?: () => void) => await this.query(settings, key, query, sent);
        const same = hot && `${key}\n${query.text}\n${JSON.stringify(query.values)}`;
        const answer = same === undefined ? await ask() : await this.coalesced.answer(same, ask);
        return answer as Pick<QueryResult<R>, 'rows'>; // whoever wrote the query knows its rows
      },
    };
  }

  private async query(
    settings: readonly string[],
    key: string,
    query: Omit<Query, 'hot'>,
    sent: () => void = () => undefined,
  ): Promise<{ rows: QueryResultRow[] }> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      if (this.set.get(client) !== key) {
        this.set.delete(client);
        await client.query({ ...SET, values: [...settings] });
        this.set.set(client, key);
      }
      sent();
      return await client.query({ ...query });
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
