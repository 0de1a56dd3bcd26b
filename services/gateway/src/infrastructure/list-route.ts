import { z } from 'zod';
import { limitOf, pageQuery, Text } from '../edge/page.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentQuery } from '../resources/moment.js';
import { pageOf } from './documents.js';
import { seenAt } from './moment.js';
import type { ReadModel } from './read-model.js';

/** What every list of a read model takes; the rest are exact filters. */
interface ListRequest extends MomentQuery {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
}

/** The list of a read model, as its columns allow it to be filtered, searched and sorted. */
export function listRoute<R extends object, V>(
  {
    path,
    operation_id,
    summary,
    scope,
    item,
  }: {
    readonly path: string;
    readonly operation_id: string;
    readonly summary: string;
    readonly scope: string;
    readonly item: z.ZodType;
  },
  model: ReadModel<R, V>,
): Route {
  const { filters, searched, sorts } = model.options;
  const names = Object.keys(sorts);
  const query = z.strictObject({
    ...pageQuery,
    ...momentQuery,
    search: Text.optional().meta({ description: `A part of ${searched.join(', ')}; case does not count` }),
    sort: z
      .enum(names)
      .optional()
      .meta({ description: `What to sort by; ${names[0]} unless told` }),
    order: z.enum(['asc', 'desc']).optional().meta({ description: 'desc unless told' }),
    ...Object.fromEntries(
      filters.map((column) => [column, Text.optional().meta({ description: `Exactly this ${column}` })]),
    ),
  });
  return route<ListRequest & Readonly<Record<string, unknown>>>({
    method: 'GET',
    tag: 'infrastructure',
    path,
    operation_id,
    summary,
    scope,
    query,
    answers: { 200: { description: 'A page', schema: pageOf(item) } },
    async handle({ query: asked }, desk) {
      const { cursor, search, sort, order, minPosition, asOf } = asked;
      const as_of = await seenAt({ minPosition, asOf }, desk);
      const given = filters.flatMap((column) => {
        const value = asked[column]; // by the schema a text, where it is given
        return typeof value === 'string' ? [[column, value] as const] : [];
      });
      return {
        status: 200,
        body: await model.list(desk.rows, {
          limit: limitOf(asked),
          cursor,
          search,
          sort,
          order,
          as_of,
          filters: given,
        }),
      };
    },
  });
}
