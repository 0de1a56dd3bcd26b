import { Refusal } from '@freehold/contracts/audit/refusal';
import { AUDIT } from '@freehold/contracts/audit/streams';
import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from '@freehold/service/log';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { Pool } from 'pg';
import { type Reading, SideStreamReader } from '../read-models/side-stream-reader.js';

/**
 * Keeps the rows of `refusal` as the stream has them, whichever service wrote there. How far it has come is the last row itself; reading one
 * twice changes nothing, so replicas may read side by side.
 */
export class RefusalReader {
  private readonly reader: SideStreamReader;

  constructor(private readonly parts: { readonly ledger: Ledger; readonly pool: Pool; readonly log: Logger }) {
    this.reader = new SideStreamReader({ stream: AUDIT, holds: 'refusals', begin: () => this.begin() }, parts);
  }

  start(): void {
    this.reader.start();
  }

  async close(): Promise<void> {
    await this.reader.close();
  }

  /** Removes rows of what the stream holds no more. */
  async forget(days: number): Promise<void> {
    await this.parts.pool.query("DELETE FROM refusal WHERE time < now() - $1 * interval '1 day'", [days]);
  }

  private async begin(): Promise<Reading> {
    const { ledger, pool } = this.parts;
    const { created } = await ledger.jsm.streams.info(AUDIT);
    const epoch = new Date(created).toISOString();
    const { rows } = await pool.query<{ last: number }>(
      'SELECT coalesce(max(seq), 0) AS last FROM refusal WHERE epoch = $1',
      [epoch],
    );
    return {
      from: {
        deliver_policy: DeliverPolicy.StartSequence,
        opt_start_seq: (rows[0]?.last ?? 0) + 1,
        inactive_threshold: 30_000,
      },
      write: async (messages) => await this.write(epoch, messages),
    };
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
}
