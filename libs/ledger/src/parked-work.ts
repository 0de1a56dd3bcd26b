/** Parked work: keys that were put aside because trying again does not help. They are listed, replayed or dropped by people. */
import { channelSql, type Queryable, type WorkKey } from './work.js';

export interface ParkedWork extends WorkKey {
  readonly error: string | null;
  readonly attempts: number;
  readonly parked_at: Date;
}

export interface ParkedPage {
  readonly items: ParkedWork[];
  /** Opaque; null on the last page. */
  readonly next_cursor: string | null;
}

const listSql = `
SELECT kind, id, error, attempts, parked_at FROM work
WHERE parked_at IS NOT NULL AND ($1::text IS NULL OR (kind, id) > ($1, $2))
ORDER BY kind, id LIMIT $3`;

/**
 * Parked keys in the order of kind and id: a page neither skips nor repeats a key when others are parked meanwhile.
 *
 * @param cursor `next_cursor` of the page before; throws `InvalidCursor` for anything else
 * @param limit 1 to 200, default 50
 */
export async function listParked(
  client: Queryable,
  { cursor, limit = 50 }: { cursor?: string; limit?: number } = {},
): Promise<ParkedPage> {
  const size = Math.min(Math.max(1, Math.trunc(limit)), 200);
  const [kind, id] = cursor === undefined ? [null, null] : decode(cursor);
  // One row more than asked for tells whether there is another page.
  const { rows } = await client.query<ParkedWork & Record<string, unknown>>({
    text: listSql,
    values: [kind, id, size + 1],
  });
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, next_cursor: rows.length > size && last ? encode(last) : null };
}

const replaySql = `
WITH woken AS (
  UPDATE work SET parked_at = NULL, attempts = 0, failures = 0, error = NULL, run_at = now()
  WHERE kind = $1 AND id = $2 AND parked_at IS NOT NULL RETURNING 1)
SELECT pg_notify(${channelSql}, '') FROM woken`;

/** Runs a parked key again, with all its attempts; false when it was not parked. */
export async function replayParked(client: Queryable, { kind, id }: WorkKey): Promise<boolean> {
  const { rowCount } = await client.query({ text: replaySql, values: [kind, id] });
  return rowCount === 1;
}

const dropSql = `
UPDATE work SET parked_at = NULL, attempts = 0, failures = 0, error = NULL, done = wanted
WHERE kind = $1 AND id = $2 AND parked_at IS NOT NULL`;

/** Calls a parked key done without running it, until somebody raises it again; false when it was not parked. */
export async function dropParked(client: Queryable, { kind, id }: WorkKey): Promise<boolean> {
  const { rowCount } = await client.query({ text: dropSql, values: [kind, id] });
  return rowCount === 1;
}

/** A cursor that no page handed out. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';

  constructor() {
    super('the cursor is not one that a page of this list handed out');
  }
}

function encode({ kind, id }: WorkKey): string {
  return Buffer.from(JSON.stringify([kind, id])).toString('base64url');
}

function decode(cursor: string): [string, string] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && typeof key[0] === 'string' && typeof key[1] === 'string') return [key[0], key[1]];
  } catch {
    // not JSON: refused below, as any other foreign text
  }
  throw new InvalidCursor();
}
