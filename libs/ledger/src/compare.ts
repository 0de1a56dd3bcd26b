import type { PoolClient } from 'pg';
import { type Checksum, checksumOf, type Difference, differencesBetween } from './checksum.js';
import type { Projection } from './follower.js';
import { inScratch, type Scratch, type ScratchOptions } from './scratch.js';

/** How one table stands to what its events make. */
export interface TableComparison {
  readonly table: string;
  /** Folded from the ledger, up to the position. */
  readonly folded: Checksum;
  /** As readers see it; null where the live rows have moved on and do not tell what they were. */
  readonly live: Checksum | null;
  readonly equal: boolean | null;
  /** The first keys at which they differ, by primary key; empty where they do not. */
  readonly differences: readonly Difference[];
}

export interface Comparison {
  readonly name: string;
  /** That both sides stand at. */
  readonly position: number;
  /** Position of the live rows, when they were looked at. */
  readonly live_position: number;
  /** Whether nothing that could be compared differs. */
  readonly equal: boolean;
  readonly tables: readonly TableComparison[];
}

/** More would not help: whoever sees ten knows where to look. */
const SHOWN = 10;

/**
 * Folds a projection from the first event up to a position, in a schema of its own, and compares it with the live rows, which
 * it does not touch. Both sides are read in one snapshot, taken while the live follower is held still for a moment.
 *
 * @param options `to`: a position before now compares those tables whose past the live rows tell ({@link Projection.past})
 * @throws Rejected `request.conflict` while the projection is being rebuilt or compared, here or by a replica
 */
export async function compare(options: ScratchOptions): Promise<Comparison> {
  const { projection, to } = options;
  return await inScratch(options, 'compare', async (scratch) => {
    try {
      const live_position = await snapshot(scratch);
      const position = to ?? live_position;
      const past = position === live_position ? undefined : position;
      const tables: TableComparison[] = [];
      for (const table of projection.tables) tables.push(await compared(projection, table, past, scratch));
      const equal = tables.every((table) => table.equal !== false);
      return { name: projection.name, position, live_position, equal, tables };
    } finally {
      // Its locks would keep the scratch tables from being dropped. Where the connection has broken they are gone with it.
      await scratch.client.query('ROLLBACK').catch(() => undefined);
    }
  });
}

/** Begins a transaction that sees both sides at one position, and for as long as it lasts. @returns the position of the live rows */
async function snapshot(scratch: Scratch): Promise<number> {
  for (;;) {
    await scratch.caughtUp();
    const position = await scratch.held(async (_, live) => {
      await scratch.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      // The first statement takes the snapshot.
      await scratch.client.query('SELECT 1');
      return live;
    });
    if (position !== undefined) return position;
  }
}

/** @param past position of the folded rows, where the live ones have moved on */
async function compared(
  { past: tell = {} }: Projection,
  table: string,
  past: number | undefined,
  { client, live, schema }: Scratch,
): Promise<TableComparison> {
  const folded = rowsOf(schema, table);
  const sum = await checksumOf(client, folded);
  const told = past === undefined ? rowsOf(live, table) : tell[table]?.(past);
  if (told === undefined) return { table, folded: sum, live: null, equal: null, differences: [] };
  const other = await checksumOf(client, told);
  const equal = sum.rows === other.rows && sum.checksum === other.checksum;
  const keys = equal ? [] : await primaryKey(client, live, table);
  const differences = equal ? [] : await differencesBetween(client, { folded, live: told, keys, limit: SHOWN });
  return { table, folded: sum, live: other, equal, differences };
}

function rowsOf(schema: string, table: string): string {
  return `SELECT to_jsonb(t) AS row FROM ${schema}.${table} t`;
}

async function primaryKey(client: PoolClient, schema: string, table: string): Promise<string[]> {
  const { rows } = await client.query<{ attname: string }>(
    `SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indisprimary AND i.indrelid = format('%I.%I', $1::text, $2::text)::regclass
      ORDER BY array_position(i.indkey::int2[], a.attnum)`,
    [schema, table],
  );
  return rows.map(({ attname }) => attname);
}
