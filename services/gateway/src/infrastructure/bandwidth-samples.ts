import { BANDWIDTH_SUBJECT, BandwidthSamples, SAMPLES } from '@freehold/contracts/inventory/bandwidth-samples';
import type { Ledger } from '@freehold/ledger/ledger';
import type { Logger } from '@freehold/service/log';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { Pool } from 'pg';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type Reading, SideStreamReader } from '../read-models/side-stream-reader.js';

/** The newest sample of a VPS. No fact: it lies outside of the projection, and a rebuild leaves it as it is. */
@Entity('vps_sample')
export class VpsSampleRow {
  @PrimaryColumn('text') vps_id!: string; // rows are written by SQL and read by joins
  @Column('double precision') bandwidth_used_gb!: number; // as above
  @Column('timestamptz') observed_at!: string; // as above
}

/** Keeps the newest bandwidth sample of every VPS. What is missed is made good by the next sync. */
export class BandwidthReader {
  private readonly reader: SideStreamReader;

  constructor(private readonly parts: { readonly ledger: Ledger; readonly pool: Pool; readonly log: Logger }) {
    this.reader = new SideStreamReader(
      { stream: SAMPLES, holds: 'bandwidth samples', begin: () => this.begin() },
      parts,
    );
  }

  start(): void {
    this.reader.start();
  }

  async close(): Promise<void> {
    await this.reader.close();
  }

  private async begin(): Promise<Reading> {
    const { pool } = this.parts;
    const { rows } = await pool.query<{ newest: string | null }>('SELECT max(observed_at) AS newest FROM vps_sample');
    const newest = rows[0]?.newest;
    return {
      from: {
        filter_subjects: BANDWIDTH_SUBJECT,
        ...(newest
          ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: newest }
          : { deliver_policy: DeliverPolicy.All }),
      },
      write: async (messages) => {
        for (const message of messages) await this.take(message);
      },
    };
  }

  private async take(message: JsMsg): Promise<void> {
    const samples = BandwidthSamples.safeParse(message.json());
    if (samples.success) return await this.write(samples.data);
    this.parts.log.warn({ subject: message.subject, seq: message.seq }, 'a sample cannot be read and is left out');
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
}
