import type { Resource } from '@freehold/contracts/resource';
import type { Pool } from 'pg';

/** What of a row a comparison looks at. */
export type KnownRow = Pick<Resource, 'id' | 'status' | 'spec'>;

const PAGE = 2_000;

/** What is known of a provider's VPS or addresses, vanished ones among them; read page by page, so that it need not be held whole. */
export async function* knownOf(pool: Pool, kind: 'vps' | 'ip', provider_id: string): AsyncGenerator<KnownRow> {
  for (let after = '', page = PAGE; page === PAGE; ) {
    const { rows } = await pool.query<KnownRow>({
      name: 'sync.known',
      text: `SELECT id, status, spec FROM resource WHERE kind = $1 AND id > $2 AND spec ->> 'provider_id' = $3 ORDER BY id LIMIT ${PAGE}`,
      values: [kind, after, provider_id],
    });
    yield* rows;
    page = rows.length;
    after = rows.at(-1)?.id ?? after;
  }
}
