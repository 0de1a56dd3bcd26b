import type { Pool } from 'pg';

/** A budget: so many requests within so many seconds. */
export interface Quota {
  readonly limit: number;
  readonly window_seconds: number;
}

/** What of a budget was handed out, and what is left of it for everybody. */
export interface Share {
  readonly granted: number;
  readonly left: number;
  /** Until all of it is there again, if nothing more is taken. */
  readonly full_in_seconds: number;
}

/**
 * One row a budget that somebody draws on: the time, in seconds of the epoch, until which it is spent. It refills evenly
 * (the generic cell rate algorithm, of ATM), so no window has a beginning at which everybody may start again. Not worth a
 * write-ahead log: after a crash of PostgreSQL everybody has a full budget.
 */
export const budgetTable = `
CREATE UNLOGGED TABLE rate_limit (subject text PRIMARY KEY, spent_until double precision NOT NULL, granted int NOT NULL);`;

const NOW = 'extract(epoch FROM now())::float8';

/** Budgets of requests in PostgreSQL, from which every gateway takes shares: together they never hand out more than there is. */
export class SharedBudgets {
  constructor(private readonly pool: Pool) {}

  /** Takes as much of a budget as is left, up to what is wanted. */
  async take(subject: string, wanted: number, { limit, window_seconds }: Quota): Promise<Share> {
    const { rows } = await this.pool.query<{ granted: number; spent_for: number }>({
      name: 'rate_limit.take',
      text: `INSERT INTO rate_limit AS budget (subject, spent_until, granted)
        VALUES ($1, ${NOW} + least($2::int, $3::int) * $4::float8 / $3, least($2, $3))
        ON CONFLICT (subject) DO UPDATE SET (spent_until, granted) = (
          SELECT spent + share * $4::float8 / $3, share FROM (
            SELECT spent, greatest(0, least($2, floor((${NOW} + $4 - spent) * $3 / $4 + 0.000001)))::int AS share
            FROM (SELECT greatest(budget.spent_until, ${NOW}) AS spent) AS at) AS taken)
        RETURNING granted, spent_until - ${NOW} AS spent_for`,
      values: [subject, wanted, limit, window_seconds],
    });
    const [row] = rows;
    if (row === undefined) throw new Error('an upsert returned no row');
    const left = Math.max(0, Math.floor(((window_seconds - row.spent_for) * limit) / window_seconds));
    return { granted: row.granted, left, full_in_seconds: Math.max(0, row.spent_for) };
  }

  /** Forgets budgets that are full. */
  async forget(): Promise<void> {
    await this.pool.query(`DELETE FROM rate_limit WHERE spent_until < ${NOW}`);
  }
}
