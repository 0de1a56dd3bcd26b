import type { RecordedEvent } from '@freehold/contracts/event';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Pool, PoolClient } from 'pg';
import { Bell } from './bell.js';
import { isDatabaseAway } from './database-away.js';
import { type Arrival, NoEvent } from './envelope.js';
import { StreamMismatch } from './feed.js';
import type { Positions } from './positions.js';
import { tracedBatch } from './trace.js';
import { inTransaction } from './transaction.js';

/** What one follower makes of events; its rows, its work and its position commit together. */
export interface Projection {
  /** Name of its checkpoint, unique in the service. */
  readonly name: string;
  /** Tables that it writes: a rebuild makes them anew beside the live ones. */
  readonly tables: readonly string[];
  /** Kinds that it reads; `*` reads all. Other events only move its position. */
  readonly kinds: readonly string[] | '*';
  /**
   * Writes rows for a batch of events, in order. Table names are unqualified: the search_path says where they are.
   * @param live false in a rebuild, which writes rows only: no work, no command, no call
   */
  apply(events: readonly RecordedEvent[], tx: PoolClient, live: boolean): Promise<void>;
  /**
   * For tables that tell what they were: SQL over the live ones that yields, as a `row` of jsonb each, the rows that the table had
   * once everything up to a position, a whole number, had happened. By it a replay up to then is compared with what readers are shown of then.
   */
  readonly past?: Readonly<Record<string, (position: number) => string>>;
}

/** The DDL of the checkpoints, for a service's first migration. `epoch` is the creation time of the stream. */
export const checkpointTable = `
CREATE TABLE checkpoint (
  name text PRIMARY KEY,
  position bigint NOT NULL,
  epoch text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
)`;

export interface FollowerOptions {
  readonly pool: Pool;
  readonly projection: Projection;
  readonly positions: Positions;
  /** Creation time of the stream that is followed. */
  readonly epoch: string;
  /** Where the stream ends now: replicas move a checkpoint on while this one starts. */
  readonly end?: () => Promise<number>;
  /** Name of its checkpoint, when it is not the projection's own. */
  readonly checkpoint?: string;
  /** Schema to write to, when it is not the connection's own: that of a rebuild. */
  readonly schema?: string;
  /** A sentence for the log: a stop, a database that is away. */
  readonly report: (level: 'warn' | 'error', message: string) => void;
}

/** What a message is to a follower. One that it cannot read stops it only when its turn comes: what lies before it is good. */
interface Entry {
  readonly seq: number;
  /** Absent where the event does not matter here. */
  readonly event?: RecordedEvent;
  readonly unreadable?: Error;
}

/**
 * Followers find rows by keys, a batch of them at a time. Left alone, the planner reads the whole table for that: what it
 * knows is as old as the last ANALYZE, and a prepared statement keeps the plan of when the table was small.
 */
const BEGIN =
  'BEGIN; SET LOCAL enable_seqscan TO off; SET LOCAL enable_hashjoin TO off; SET LOCAL enable_mergejoin TO off';
const BATCH_EVENTS = 1_000;
const BUFFER_EVENTS = 2_000;
/** A follower that only moves on writes its position down that seldom. */
const IDLE_CHECKPOINT_MS = 1_000;

/** Reads the ledger in order for one projection. A failure of the database is waited out; anything else stops it, and it says so. */
export class Follower {
  readonly name: string;
  /** Why it has stopped, if it has. */
  stopped: string | undefined;
  /** Everything up to here is committed. */
  position = 0;

  private buffer: Entry[] = [];
  private readonly arrived = new Bell();
  private readonly drained = new Bell();
  private readonly ending = new Bell();
  private closing = false;
  private running: Promise<void> | undefined;
  private written = 0;
  private writtenAt = 0;

  /** Kinds of the aggregates on whose subjects the projection's events lie. */
  private readonly aggregates: ReadonlySet<string>;

  constructor(private readonly options: FollowerOptions) {
    const { kinds, name } = options.projection;
    this.name = options.checkpoint ?? name;
    this.aggregates = new Set(kinds === '*' ? [] : kinds.map((kind) => kindNamed(kind).within?.kind ?? kind));
  }

  /**
   * Reads its checkpoint, which it makes when it has none.
   * @param last the stream's last position
   * @throws StreamMismatch when the checkpoint is of another stream or lies past the end of this one
   */
  async open(last: number): Promise<number> {
    const { pool, epoch } = this.options;
    await pool.query('INSERT INTO checkpoint (name, position, epoch) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING', [
      this.name,
      epoch,
    ]);
    const { rows } = await pool.query<{ position: number; epoch: string }>(
      'SELECT position, epoch FROM checkpoint WHERE name = $1',
      [this.name],
    );
    const [row] = rows;
    const isAhead = async () =>
      row !== undefined && row.position > last && row.position > ((await this.options.end?.()) ?? last);
    if (row && row.position > 0 && (row.epoch !== epoch || (await isAhead()))) {
      throw new StreamMismatch(
        `follower ${this.name} has read up to ${row.position} of the stream made at ${row.epoch}, but this one was made at ${epoch} and ends at ${last}: ` +
          'restore the matching stream, or drop the service’s schema, whose rows are then made anew',
      );
    }
    if (row?.position === 0)
      await pool.query('UPDATE checkpoint SET epoch = $2 WHERE name = $1 AND position = 0', [this.name, epoch]);
    this.moved(row?.position ?? 0);
    this.written = this.position;
    return this.position;
  }

  start(): void {
    this.running = this.run();
  }

  /** Takes a message in; waits while the buffer is full. It is decoded here, while the database is busy with those before it. */
  async offer(arrival: Arrival): Promise<void> {
    while (this.buffer.length >= BUFFER_EVENTS && this.stopped === undefined && !this.closing)
      await this.drained.wait(IDLE_CHECKPOINT_MS);
    if (this.stopped !== undefined || this.closing) return;
    this.buffer.push(this.entry(arrival));
    this.arrived.ring();
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const bell of [this.arrived, this.drained, this.ending]) bell.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    let failures = 0;
    /** Events to be committed one by one, as one of them has failed. */
    let suspects = 0;
    while (!this.closing && this.stopped === undefined) {
      if (this.buffer.length === 0) {
        await this.arrived.wait(60_000);
        continue;
      }
      const batch = this.buffer.slice(0, suspects > 0 ? 1 : BATCH_EVENTS);
      try {
        await this.commit(batch);
        const ahead = this.buffer.findIndex(({ seq }) => seq > this.position);
        this.buffer.splice(0, ahead === -1 ? this.buffer.length : ahead);
        this.drained.ring();
        failures = 0;
        suspects = Math.max(0, suspects - 1);
      } catch (error) {
        if (isDatabaseAway(error)) await this.waitForDatabase(error, failures++);
        else if (batch.length === 1) return this.stop(error);
        // Somewhere in the batch: what comes before it is good.
        else suspects = batch.length;
      }
    }
  }

  private async waitForDatabase(error: unknown, failures: number): Promise<void> {
    if (failures === 0) {
      const message = `follower ${this.name} waits for the database at position ${this.position}: ${text(error)}`;
      this.options.report('warn', message);
    }
    await this.ending.wait(Math.min(200 * 2 ** failures, 2_000));
  }

  /** Stops it from outside: what it would be given is not for it. */
  halt(error: Error): void {
    this.stopped = error.message;
    this.arrived.ring();
  }

  private stop(error: unknown): void {
    this.stopped = text(error);
    this.buffer = [];
    this.drained.ring();
    this.options.report(
      'error',
      `follower ${this.name} has stopped after position ${this.position}: ${this.stopped}. Mend the cause, then restart or rebuild it`,
    );
  }

  private entry(arrival: Arrival): Entry {
    const { seq, subject } = arrival;
    if (!this.reads(subject)) return { seq };
    try {
      const event = arrival.event();
      return this.wants(event) ? { seq, event } : { seq };
    } catch (error) {
      if (error instanceof NoEvent) return this.passedOver(error);
      return { seq, unreadable: error instanceof Error ? error : new Error(String(error)) };
    }
  }

  private passedOver({ position, message }: NoEvent): Entry {
    this.options.report('error', `follower ${this.name} passes over what nobody may write: ${message}`);
    return { seq: position };
  }

  private async commit(batch: readonly Entry[]): Promise<void> {
    const last = batch.at(-1)?.seq ?? this.position;
    const events: RecordedEvent[] = [];
    for (const { seq, event, unreadable } of batch) {
      if (seq <= this.position) continue;
      if (unreadable !== undefined) throw unreadable;
      if (event !== undefined) events.push(event);
    }
    if (events.length > 0) return this.moved(await this.tracedTransact(events, last));
    if (Date.now() - this.writtenAt > IDLE_CHECKPOINT_MS) await this.moveOnly(last);
    this.moved(last);
  }

  /** A rebuild belongs to no request: it reads what others caused long ago. */
  private async tracedTransact(events: readonly RecordedEvent[], last: number): Promise<number> {
    const causes = this.options.schema === undefined ? events : [];
    return await tracedBatch(`follow ${this.name}`, causes, async () => this.transact(events, last));
  }

  /** @returns where the checkpoint stands now: at `last`, or where another replica has brought it, whose rows then stand */
  private async transact(events: readonly RecordedEvent[], last: number): Promise<number> {
    const { pool, projection, schema } = this.options;
    const there = await inTransaction(
      pool,
      async (tx) => {
        const elsewhere = await this.advance(tx, last);
        if (elsewhere !== undefined) return elsewhere;
        // Nobody reads what is being rebuilt before the swap, whose own commit brings all of it to disk.
        if (schema) await tx.query(`SET LOCAL search_path TO ${schema}; SET LOCAL synchronous_commit TO off`);
        await projection.apply(events, tx, schema === undefined);
        return last;
      },
      BEGIN,
    );
    this.written = there;
    this.writtenAt = Date.now();
    return there;
  }

  /** Moves the checkpoint from where this follower left it to `last`; if it is elsewhere, says where. */
  private async advance(tx: PoolClient, last: number): Promise<number | undefined> {
    const moved = await tx.query({
      name: 'follower.advance',
      text: 'UPDATE checkpoint SET position = $2, updated_at = now() WHERE name = $1 AND position = $3',
      values: [this.name, last, this.written],
    });
    if (moved.rowCount === 1) return undefined;
    const { rows } = await tx.query<{ position: number }>('SELECT position FROM checkpoint WHERE name = $1', [
      this.name,
    ]);
    if (rows[0] === undefined) throw new Error(`the checkpoint of ${this.name} is gone`);
    return rows[0].position;
  }

  private async moveOnly(last: number): Promise<void> {
    await this.options.pool.query(
      'UPDATE checkpoint SET position = greatest(position, $2), updated_at = now() WHERE name = $1',
      [this.name, last],
    );
    this.written = last;
    this.writtenAt = Date.now();
  }

  private moved(position: number): void {
    this.position = Math.max(this.position, position);
    this.options.positions.announce(this.name, this.position);
  }

  private reads(subject: string): boolean {
    const { kinds } = this.options.projection;
    return kinds === '*' || this.aggregates.has(subject.split('.', 3)[2] ?? '');
  }

  private wants(event: RecordedEvent): boolean {
    const { kinds } = this.options.projection;
    return kinds === '*' || kinds.includes(event.kind);
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
