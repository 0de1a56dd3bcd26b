import type { Pool, PoolClient } from 'pg';

/** Rows of one table, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** Writes rows of a table, whatever stood there before. */
export type Upsert = (rows: readonly Row[], tx: PoolClient) => Promise<void>;

/**
 * The plainest quick way to write rows: one `INSERT … SELECT FROM unnest … ON CONFLICT DO UPDATE`, prepared, made from the
 * table's own columns. What anything that keeps rows up to date is held against.
 * @param table qualified; a name of this bench's own
 */
export async function bareUpsert(pool: Pool, table: string): Promise<Upsert> {
  const { rows: columns } = await pool.query<{ name: string; type: string; keyed: boolean }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, coalesce(attnum = ANY (indkey), false) AS keyed
     FROM pg_attribute LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  const names = columns.map(({ name }) => name);
  const keys = columns.filter(({ keyed }) => keyed).map(({ name }) => name);
  const values = names.filter((name) => !keys.includes(name));
  const text = `INSERT INTO ${table} (${names.join(', ')})
    SELECT * FROM unnest(${columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})
    ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${values.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  return async (rows, tx) => {
    const arrays = columns.map(({ name, type }) => rows.map((row) => (type === 'jsonb' ? json(row[name]) : row[name])));
    await tx.query({ name: `bench.${table}`, text, values: arrays });
  };
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Writes batches, one transaction each. @returns how long it took, in seconds */
export async function writeBatches<T>(
  pool: Pool,
  batches: readonly T[],
  write: (batch: T, tx: PoolClient) => Promise<void>,
): Promise<number> {
  const tx = await pool.connect();
  try {
    const from = performance.now();
    for (const batch of batches) {
      await tx.query('BEGIN');
      await write(batch, tx);
      await tx.query('COMMIT');
    }
    return (performance.now() - from) / 1_000;
  } finally {
    tx.release();
  }
}
