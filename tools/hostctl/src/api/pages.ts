import { z } from 'zod';
import type { ApiClient } from './client.js';

const Page = z.looseObject({
  items: z.array(z.record(z.string(), z.unknown())),
  next_cursor: z.string().nullish(),
  has_more: z.boolean().default(false),
});

/** The API's own bound on one page. */
const PAGE_SIZE = 200;

export interface Listing {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** How many items at most; undefined for all of them. */
  readonly limit: number | undefined;
  /** Milliseconds for each page; 30 s when silent. */
  readonly timeout?: number;
}

/**
 * The items of a list, page after page.
 * @returns whether the platform holds more than were asked for
 */
export async function* pages(
  api: ApiClient,
  { path, query, limit, timeout }: Listing,
): AsyncGenerator<Record<string, unknown>, boolean> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let cursor: string | undefined;
  for (;;) {
    const size = String(Math.min(left, PAGE_SIZE));
    const { body } = await api.send({
      method: 'GET',
      path,
      query: { ...query, limit: size, cursor },
      ...(timeout !== undefined && { timeout }),
    });
    const page = Page.parse(body);
    const items = page.items.slice(0, left);
    yield* items;
    left -= items.length;
    cursor = page.next_cursor ?? undefined;
    const more = page.has_more && cursor !== undefined;
    if (!more || left <= 0) return more || items.length < page.items.length;
  }
}
