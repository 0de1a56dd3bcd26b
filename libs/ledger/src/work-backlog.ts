import type { Queryable } from './work.js';

/** How much of one kind of work waits: `due` could run now, `parked` waits for a person. */
export interface WorkBacklog {
  readonly kind: string;
  readonly due: number;
  readonly parked: number;
}

const backlogSql = `
SELECT kind, count(*) FILTER (WHERE due <= now())::int AS due, count(*) FILTER (WHERE parked_at IS NOT NULL)::int AS parked
FROM work WHERE due IS NOT NULL OR parked_at IS NOT NULL GROUP BY kind ORDER BY kind`;

/** Counts what waits, for metrics. Kinds without any are left out. */
export async function workBacklog(client: Queryable): Promise<WorkBacklog[]> {
  const { rows } = await client.query<WorkBacklog & Record<string, unknown>>({ text: backlogSql, values: [] });
  return rows;
}
