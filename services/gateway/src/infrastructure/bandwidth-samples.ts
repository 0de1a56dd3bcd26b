import { BANDWIDTH_SUBJECT, BandwidthSamples, SAMPLES } from '@freehold/contracts/inventory/bandwidth-samples';
import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from '@freehold/service/log';
import { type ConsumerMessages, DeliverPolicy } from '@nats-io/jetstream';
import type { Pool } from 'pg';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The newest sample of a VPS. No fact: it lies outside of the projection, and a rebuild leaves it as it is. */
@Entity('vps_sample')
export class VpsSampleRow {
  @PrimaryColumn('text') vps_id!: string; // rows are written by SQL and read by joins
  @Column('double precision') bandwidth_used_gb!: number; // as above
  @Column('timestamptz') observed_at!: string; // as above
}

const RETRY_MS = 1_000;
/** The stream is made by its writer, which may start after us. */
const STREAM_NOT_FOUND = 10059;

/** Keeps the newest bandwidth sample of every VPS. What is missed is made good by the next sync. */
export class BandwidthReader {
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

  private async run(): Promise<void> {
    while (!this.closing && !this.parts.ledger.nc.isClosed()) {
      try {
        await this.consume();
      } catch (error) {
        if (!isMissing(error)) this.parts.log.warn({ err: error }, 'bandwidth samples cannot be read; trying again');
      }
      if (!this.closing) await this.pause();
    }
  }

  private async consume(): Promise<void> {
    const { ledger, pool } = this.parts;
    const { rows } = await pool.query<{ newest: string | null }>('SELECT max(observed_at) AS newest FROM vps_sample');
    const newest = rows[0]?.newest;
    const consumer = await ledger.js.consumers.get(SAMPLES, {
      filter_subjects: BANDWIDTH_SUBJECT,
      ...(newest
        ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: newest }
        : { deliver_policy: DeliverPolicy.All }),
    });
    this.messages = await consumer.consume({ max_messages: 100 });
    for await (const message of this.messages) {
      const samples = BandwidthSamples.safeParse(message.json());
      if (samples.success) await this.write(samples.data);
      else
        this.parts.log.warn({ subject: message.subject, seq: message.seq }, 'a sample cannot be read and is left out');
      if (this.closing) return;
    }
  }

  private async write({ observed_at, samples }: BandwidthSamples): Promise<void> {
    await this.parts.pool.query({
      name: 'vps_sample.upsert',
      text: `INSERT INTO vps_sample AS old (vps_id, bandwidth_used_gb, observed_at) SELECT id, used, $3 FROM unnest($1::text[], $2::float8[]) AS sample (id, used)
        ON CONFLICT (vps_id) DO UPDATE SET bandwidth_used_gb = excluded.bandwidth_used_gb, observed_at = excluded.observed_at
        WHERE old.observed_at <= excluded.observed_at`,
      values: [samples.map(({ vps_id }) => vps_id), samples.map(({ used_gb }) => used_gb), observed_at],
    });
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, RETRY_MS).unref();
    });
  }
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === STREAM_NOT_FOUND;
}
