import type { PoolClient } from 'pg';

/** What a table holds, in whatever order. */
export interface Checksum {
  readonly rows: number;
  /** 32 hexadecimal digits; of no row at all as well. It finds mistakes and damage, not somebody who forges it. */
  readonly checksum: string;
}

/** A row that is not the same on both sides. */
export interface Difference {
  /** Values of its primary key, by column. */
  readonly key: Readonly<Record<string, unknown>>;
  /** As the live table has it: not at all, though the events make it; though they do not; or with other values. */
  readonly found: 'missing' | 'unexpected' | 'different';
}

/**
 * Count and checksum of rows: the sum of two hashes of each, which no order changes.
 * @param rows SQL that yields a `row` of jsonb each, whose text does not depend on the order of columns
 */
export async function checksumOf(client: PoolClient, rows: string): Promise<Checksum> {
  const { rows: found } = await client.query<{ rows: number; checksum: string }>(`
    SELECT count(*)::int AS rows, md5(concat_ws('/', sum(hashtextextended(row::text, 0)::numeric),
      sum(hashtextextended(row::text, 1)::numeric))) AS checksum FROM (${rows}) AS t`);
  return { rows: found[0]?.rows ?? 0, checksum: found[0]?.checksum ?? '' };
}

/** The first rows, in the order of their keys, that two sides do not have alike. */
export async function differencesBetween(
  client: PoolClient,
  sides: { readonly folded: string; readonly live: string; readonly keys: readonly string[]; readonly limit: number },
): Promise<Difference[]> {
  const { folded, live, keys, limit } = sides;
  // A table without a primary key is compared by whole rows, which are shown by their hash.
  const columns = keys.map((_, index) => `row->$${index + 1}::text`).join(', ');
  const key = keys.length > 0 ? `jsonb_build_array(${columns})` : `jsonb_build_array(md5(row::text))`;
  const { rows } = await client.query<{ key: unknown[]; found: Difference['found'] }>(
    `SELECT key, CASE WHEN live.row IS NULL THEN 'missing' WHEN folded.row IS NULL THEN 'unexpected' ELSE 'different' END AS found
      FROM (SELECT ${key} AS key, row FROM (${folded}) AS f) AS folded
      FULL JOIN (SELECT ${key} AS key, row FROM (${live}) AS l) AS live USING (key)
      WHERE folded.row IS DISTINCT FROM live.row ORDER BY key LIMIT ${limit}`,
    [...keys],
  );
  const names = keys.length > 0 ? keys : ['row'];
  return rows.map(({ key: values, found }) => ({
    key: Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])),
    found,
  }));
}
