import { Rejected } from '@freehold/contracts/command';
import { z } from 'zod';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** A text in a query that PostgreSQL can compare with. */
export const Text = z.string().max(1024, 'at most 1024 characters');

/** What every list takes: how many, and from where. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number')
    .transform((text) => Math.min(Math.max(Number(text), 1), MAX_LIMIT))
    .optional()
    .meta({
      description: `Items a page: ${DEFAULT_LIMIT} unless told, at most ${MAX_LIMIT}`,
      type: 'integer',
      minimum: 1,
      maximum: MAX_LIMIT,
    }),
  cursor: Text.optional().meta({ description: '`next_cursor` of the page before' }),
};

export const Position = z
  .string()
  .regex(/^\d{1,15}$/, 'a position: a whole number')
  .transform(Number);

/** What a list answers. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly next_cursor: string | null;
  readonly has_more: boolean;
}

export function limitOf(query: { readonly limit?: number | undefined }): number {
  return query.limit ?? DEFAULT_LIMIT;
}

/**
 * Cuts a page from rows of which one more was asked for than fits.
 * @param keyOf where a row stands in the order of the list: what the cursor holds
 */
export function pageOf<R, T>(
  rows: readonly R[],
  limit: number,
  keyOf: (row: R) => readonly (string | number)[],
  render: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const has_more = rows.length > limit;
  return {
    items: shown.map(render),
    next_cursor: has_more && last !== undefined ? encodeCursor(keyOf(last)) : null,
    has_more,
  };
}

/** A cursor holds where a page ended, and which list it is of. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * @param shape a schema of the key that this list's cursors hold
 * @throws Rejected when it is not a cursor of this list in this order
 */
export function decodeCursor<T extends z.ZodType>(cursor: string, shape: T): z.output<T> {
  try {
    const key = shape.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (key.success) return key.data;
  } catch {
    // not JSON: refused below, as any other foreign text
  }
  throw queryRefusal('cursor', 'not a cursor that a page of this list, in this order, has handed out');
}

/** The refusal of one query parameter, which it names. */
export function queryRefusal(name: string, detail: string): Rejected {
  return new Rejected('request.invalid', `query parameter ${name}: ${detail}`, [{ pointer: `/${name}`, detail }]);
}
