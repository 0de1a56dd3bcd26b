import type { Pool, PoolClient } from 'pg';

/**
 * One row a message: an event, and a webhook that is told of it. `body` is what is sent, the same at each try.
 *
 * `pending`: to be tried at `due_at`; `delivered`; `failed`: given up after the last try; `dropped`: its webhook was disabled
 * before it was reached.
 */
export const deliveryTable = `
CREATE TABLE delivery (
  id text PRIMARY KEY, webhook_id text NOT NULL, position bigint NOT NULL, type text NOT NULL, body text NOT NULL,
  status text NOT NULL DEFAULT 'pending', tries int NOT NULL DEFAULT 0, due_at timestamptz NOT NULL DEFAULT now(),
  tried_at timestamptz, response_status int, error text, created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX delivery_due ON delivery (webhook_id, due_at) WHERE status = 'pending';
CREATE INDEX delivery_newest ON delivery (webhook_id, position DESC);
CREATE INDEX delivery_old ON delivery (created_at) WHERE status <> 'pending'`;

/** How long it can be seen what was sent, and replayed. */
const KEPT = '30 days';

export interface Delivery {
  readonly id: string;
  readonly webhook_id: string;
  readonly position: number;
  readonly type: string;
  readonly status: 'pending' | 'delivered' | 'failed' | 'dropped';
  readonly tries: number;
  /** When it is tried next; of one that is not pending, when it last was due. */
  readonly due_at: string;
  readonly tried_at: string | null;
  readonly response_status: number | null;
  readonly error: string | null;
  readonly created_at: string;
}

/** A message before it is a row. */
export interface Message {
  readonly id: string;
  readonly webhook_id: string;
  readonly position: number;
  readonly type: string;
  readonly body: string;
}

/** What one try came to. `due_in_ms` says when the next one is, where there is one. */
export interface Try {
  readonly status: Delivery['status'];
  readonly response_status: number | null;
  readonly error: string | null;
  readonly due_in_ms?: number;
}

const COLUMNS = 'id, webhook_id, position, type, status, tries, due_at, tried_at, response_status, error, created_at';

/** Writes messages down; one that is there stays as it is. */
export async function addDeliveries(messages: readonly Message[], tx: PoolClient): Promise<void> {
  if (messages.length === 0) return;
  await tx.query({
    name: 'delivery.add',
    text: `INSERT INTO delivery (id, webhook_id, position, type, body)
      SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[]) ON CONFLICT (id) DO NOTHING`,
    values: [
      messages.map(({ id }) => id),
      messages.map(({ webhook_id }) => webhook_id),
      messages.map(({ position }) => position),
      messages.map(({ type }) => type),
      messages.map(({ body }) => body),
    ],
  });
}

export class DeliveryRows {
  constructor(private readonly pool: Pool) {}

  /** What is due for a webhook, longest due first. */
  async due(webhook_id: string, limit: number): Promise<(Delivery & { readonly body: string })[]> {
    const { rows } = await this.pool.query<Delivery & { body: string }>({
      name: 'delivery.due',
      text: `SELECT ${COLUMNS}, body FROM delivery WHERE webhook_id = $1 AND status = 'pending' AND due_at <= now()
        ORDER BY due_at, position LIMIT $2`,
      values: [webhook_id, limit],
    });
    return rows;
  }

  /** Milliseconds until something is due for a webhook; undefined when nothing waits. */
  async nextDue(webhook_id: string): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ ms: number | null }>({
      name: 'delivery.next',
      text: `SELECT extract(epoch FROM min(due_at) - clock_timestamp())::float8 * 1000 AS ms FROM delivery
        WHERE webhook_id = $1 AND status = 'pending'`,
      values: [webhook_id],
    });
    return rows[0]?.ms ?? undefined;
  }

  /** Whether the last tries have failed: messages wait that were tried. */
  async isFailing(webhook_id: string): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'delivery.failing',
      text: `SELECT 1 FROM delivery WHERE webhook_id = $1 AND status = 'pending' AND tries > 0 LIMIT 1`,
      values: [webhook_id],
    });
    return rowCount !== 0;
  }

  async tried(id: string, { status, response_status, error, due_in_ms = 0 }: Try): Promise<void> {
    await this.pool.query({
      name: 'delivery.tried',
      text: `UPDATE delivery SET status = $2, response_status = $3, error = $4, tries = tries + 1, tried_at = now(),
        due_at = now() + $5 * interval '1 millisecond' WHERE id = $1`,
      values: [id, status, response_status, error, due_in_ms],
    });
  }

  /** What waits is not sent any more. */
  async drop(webhook_id: string, why: string): Promise<void> {
    await this.pool.query({
      name: 'delivery.drop',
      text: `UPDATE delivery SET status = 'dropped', error = $2 WHERE webhook_id = $1 AND status = 'pending'`,
      values: [webhook_id, why],
    });
  }

  /** Nothing is known any more of what a webhook was told. */
  async forgetOf(webhook_id: string): Promise<void> {
    await this.pool.query({
      name: 'delivery.forget_of',
      text: 'DELETE FROM delivery WHERE webhook_id = $1',
      values: [webhook_id],
    });
  }

  /** Newest first; at most 200. @param before only those of events before this position */
  async list(webhook_id: string, limit: number, before?: number): Promise<Delivery[]> {
    const { rows } = await this.pool.query<Delivery>({
      name: 'delivery.list',
      text: `SELECT ${COLUMNS} FROM delivery WHERE webhook_id = $1 AND position < coalesce($3::bigint, 9007199254740991)
        ORDER BY position DESC LIMIT $2`,
      values: [webhook_id, limit, before ?? null],
    });
    return rows;
  }

  /** Has a message sent again, with all its tries. @returns undefined when there is none */
  async replay(webhook_id: string, id: string): Promise<Delivery | undefined> {
    const { rows } = await this.pool.query<Delivery>({
      name: 'delivery.replay',
      text: `UPDATE delivery SET status = 'pending', tries = 0, due_at = now(), error = NULL WHERE webhook_id = $1 AND id = $2
        RETURNING ${COLUMNS}`,
      values: [webhook_id, id],
    });
    return rows[0];
  }

  /** Forgets what was sent long ago. */
  async forget(): Promise<void> {
    await this.pool.query(`DELETE FROM delivery WHERE status <> 'pending' AND created_at < now() - interval '${KEPT}'`);
  }
}
