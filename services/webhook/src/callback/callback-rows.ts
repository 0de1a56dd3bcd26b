import type { RecordedEvent } from '@freehold/contracts/event';
import type { Pool, PoolClient } from 'pg';

/**
 * One row a command whose sender wants to be told of its end. `url` is sealed: people put secrets into such addresses.
 *
 * `registered`: written down before the command was sent; `armed`: the command has its event, so its end is told; `delivered`, `failed`.
 * A command that was refused has no event, so its row never wakes, and is forgotten.
 */
export const callbackTable = `
CREATE TABLE callback (
  id text PRIMARY KEY, context text NOT NULL, kind text NOT NULL, resource_id text NOT NULL, aggregate_kind text NOT NULL, aggregate_id text NOT NULL,
  url text NOT NULL, status text NOT NULL DEFAULT 'registered', tries int NOT NULL DEFAULT 0, due_at timestamptz NOT NULL DEFAULT now(),
  response_status int, error text, created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX callback_armed ON callback (aggregate_kind, aggregate_id) WHERE status = 'armed'`;

/** A command that is not followed by its event within this time has none. */
const EVENT_WITHIN = '1 day';
const KEPT = '7 days';

export interface Callback {
  /** Of the command. */
  readonly id: string;
  readonly context: string;
  readonly kind: string;
  readonly resource_id: string;
  readonly aggregate_kind: string;
  readonly aggregate_id: string;
  readonly url: string;
  readonly status: 'registered' | 'armed' | 'delivered' | 'failed';
  readonly tries: number;
}

export type Registration = Omit<Callback, 'status' | 'tries'>;

/**
 * Arms the callbacks of commands whose events have come.
 * @returns ids of the callbacks to look at: those, and all that wait for something on the subjects of these events
 */
export async function callbacksToWake(events: readonly RecordedEvent[], tx: PoolClient): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'callback.wake',
    text: `WITH told AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS event (id, aggregate_kind, aggregate_id)),
      armed AS (UPDATE callback c SET status = 'armed' FROM told WHERE c.id = told.id AND c.status = 'registered' RETURNING c.id)
      SELECT id FROM armed
      UNION SELECT c.id FROM callback c JOIN told USING (aggregate_kind, aggregate_id) WHERE c.status = 'armed'`,
    values: [
      events.map(({ id }) => id),
      events.map(({ aggregate_kind }) => aggregate_kind),
      events.map(({ aggregate_id }) => aggregate_id),
    ],
  });
  return rows.map(({ id }) => id);
}

export class CallbackRows {
  constructor(private readonly pool: Pool) {}

  /** A repeated request registers what is registered. */
  async register(callback: Registration): Promise<void> {
    const { id, context, kind, resource_id, aggregate_kind, aggregate_id, url } = callback;
    await this.pool.query({
      name: 'callback.register',
      text: `INSERT INTO callback (id, context, kind, resource_id, aggregate_kind, aggregate_id, url) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO NOTHING`,
      values: [id, context, kind, resource_id, aggregate_kind, aggregate_id, url],
    });
  }

  async get(id: string): Promise<Callback | undefined> {
    const { rows } = await this.pool.query<Callback>({
      name: 'callback.get',
      text: `SELECT id, context, kind, resource_id, aggregate_kind, aggregate_id, url, status, tries FROM callback WHERE id = $1`,
      values: [id],
    });
    return rows[0];
  }

  /** A command that had nothing to change has no event to be armed by. @returns whether it waits now */
  async arm(id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'callback.arm',
      text: `UPDATE callback SET status = 'armed' WHERE id = $1 AND status = 'registered'`,
      values: [id],
    });
    return rowCount === 1;
  }

  /** The command was refused. */
  async withdraw(id: string): Promise<void> {
    await this.pool.query({
      name: 'callback.withdraw',
      text: `DELETE FROM callback WHERE id = $1 AND status = 'registered'`,
      values: [id],
    });
  }

  /** What one try came to. @param due_in_ms until the next one */
  async tried(id: string, status: Callback['status'], said: { status?: number; error?: string }, due_in_ms = 0) {
    await this.pool.query({
      name: 'callback.tried',
      text: `UPDATE callback SET status = $2, tries = tries + 1, response_status = $3, error = $4,
        due_at = now() + $5 * interval '1 millisecond' WHERE id = $1`,
      values: [id, status, said.status ?? null, said.error ?? null, due_in_ms],
    });
  }

  /** Milliseconds until the next try. */
  async dueIn(id: string): Promise<number> {
    const { rows } = await this.pool.query<{ ms: number }>({
      name: 'callback.due',
      text: 'SELECT extract(epoch FROM due_at - clock_timestamp())::float8 * 1000 AS ms FROM callback WHERE id = $1',
      values: [id],
    });
    return rows[0]?.ms ?? 0;
  }

  async forget(): Promise<void> {
    await this.pool.query(
      `DELETE FROM callback WHERE (status = 'registered' AND created_at < now() - interval '${EVENT_WITHIN}')
        OR (status IN ('delivered', 'failed') AND due_at < now() - interval '${KEPT}')`,
    );
  }
}
