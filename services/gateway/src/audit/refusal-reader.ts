import { Refusal } from '@freehold/contracts/audit/refusal';
import { AUDIT } from '@freehold/contracts/audit/streams';
import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from '@freehold/service/log';
import { type ConsumerMessages, DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { Pool } from 'pg';

const RETRY_MS = 1_000;
const BATCH = 200;
const HEARTBEAT_MS = 2_000;

/**
 * Keeps the rows of `refusal` as the stream has them. How far it has come is the last row itself; reading one twice changes nothing, so
 * replicas may read side by side.
 */
export class RefusalReader {
  private closing = false;
  private messages: ConsumerMessages | undefined;
  private running: Promise<void> | undefined;
  private wake: () => void = () => {};

  constructor(private readonly parts: { readonly ledger: Ledger; readonly pool: Pool; readonly log: Logger }) {}

  start(): void {
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.messages?.stop();
    this.wake();
    await this.running;
  }

  /** Removes rows of what the stream holds no more. */
  async forget(days: number): Promise<void> {
    await this.parts.pool.query("DELETE FROM refusal WHERE time < now() - $1 * interval '1 day'", [days]);
  }

  private async run(): Promise<void> {
    while (!this.closing && !this.parts.ledger.nc.isClosed()) {
      try {
        await this.consume();
      } catch (error) {
        if (!this.closing) this.parts.log.warn({ err: error }, 'refusals cannot be read; trying again');
      }
      if (!this.closing) await this.pause();
    }
  }

  private async consume(): Promise<void> {
    const { ledger, pool } = this.parts;
    const { created } = await ledger.jsm.streams.info(AUDIT);
    const epoch = new Date(created).toISOString();
    const { rows } = await pool.query<{ last: number }>(
      'SELECT coalesce(max(seq), 0) AS last FROM refusal WHERE epoch = $1',
      [epoch],
    );
    const consumer = await ledger.js.consumers.get(AUDIT, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: (rows[0]?.last ?? 0) + 1,
      inactive_threshold: 30_000,
    });
    this.messages = await consumer.consume({ max_messages: BATCH, idle_heartbeat: HEARTBEAT_MS });
    let batch: JsMsg[] = [];
    for await (const message of this.messages) {
      batch.push(message);
      // What has arrived together is written together.
      if (batch.length < BATCH && message.info.pending > 0) continue;
      await this.write(epoch, batch);
      batch = [];
      if (this.closing) return;
    }
  }

  private async write(epoch: string, messages: readonly JsMsg[]): Promise<void> {
    const refusals = messages.flatMap((message) => this.read(message));
    if (refusals.length === 0) return;
    await this.parts.pool.query({
      name: 'refusal.insert',
      text: `INSERT INTO refusal SELECT $1, row.* FROM jsonb_to_recordset($2::jsonb) AS row (seq bigint, time timestamptz, actor text, on_behalf_of text,
          address text, method text, route text, target text, kind text, resource_id text, code text, status int, detail text, request_id text,
          reason text, tenant_id text, brand_id text, body jsonb)
        ON CONFLICT DO NOTHING`,
      values: [epoch, JSON.stringify(refusals)],
    });
  }

  private read(message: JsMsg): (Refusal & { readonly seq: number })[] {
    const refusal = Refusal.safeParse(message.json());
    if (refusal.success) return [{ seq: message.seq, ...refusal.data }];
    this.parts.log.warn({ seq: message.seq }, 'a refusal cannot be read and is left out');
    return [];
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, RETRY_MS).unref();
    });
  }
}
