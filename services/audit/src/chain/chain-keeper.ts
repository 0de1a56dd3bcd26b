import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, type Checkpoint, type Place, signCheckpoint } from '@freehold/chain/checkpoint';
import { entryOf } from '@freehold/chain/entry';
import { link } from '@freehold/chain/hash';
import type { Signer } from '@freehold/chain/key';
import { Bell } from '@freehold/ledger/bell';
import { isDatabaseAway } from '@freehold/ledger/database-away';
import type { Arrival } from '@freehold/ledger/envelope';
import type { Reader } from '@freehold/ledger/feed';
import type { PoolClient } from 'pg';
import type { ChainRows } from './chain-rows.js';
import { ChainBroken, KnownPlaces } from './known-places.js';

export interface ChainKeeperOptions {
  readonly rows: ChainRows;
  /** The key that signs now. */
  readonly signer: (tx: PoolClient) => Promise<Signer>;
  /** A checkpoint follows so many events at the latest. */
  readonly every_events: number;
  /** A checkpoint follows an event within so many milliseconds. */
  readonly every_ms: number;
  readonly now: () => Date;
  readonly report: (level: 'warn' | 'error', message: string) => void;
  /** Told after a checkpoint was committed. */
  readonly onCheckpoint: () => void;
}

const BATCH = 1_000;
const BUFFER = 2_000;
const DATABASE_RETRY_MS = 500;

/**
 * Chains every message of the ledger in its order. Head and checkpoints are committed together and only from where the head stood, so that
 * neither a kill nor a second replica can fork the chain: who finds the head elsewhere folds on until it stands there too, and stops when it
 * comes by another hash. At a start what was chained last is folded once more.
 */
export class ChainKeeper implements Reader {
  /** Why it has stopped, if it has. */
  stopped: string | undefined;

  private buffer: Arrival[] = [];
  private taken = 0;
  private place: Place = BEGINNING;
  /** Where the head stands in the database. */
  private written = 0;
  private epoch = '';
  private last: Place = BEGINNING;
  private lastSigned = 0;
  private known = new KnownPlaces();
  private readonly arrived = new Bell();
  private readonly drained = new Bell();
  private closing = false;
  private running: Promise<void> | undefined;

  constructor(private readonly options: ChainKeeperOptions) {}

  /** Of the last message that was taken in. */
  get position(): number {
    return this.taken;
  }

  /** The head as it is committed. */
  get head(): number {
    return Math.min(this.place.position, this.written);
  }

  get lastCheckpoint(): number {
    return this.last.position;
  }

  /**
   * Finds its place. The same stream is folded again from the last checkpoint but one, any other one from the beginning.
   * @param ledger the stream's creation time and its last position
   */
  async open(ledger: { readonly created: string; readonly last: number }): Promise<void> {
    const { rows } = this.options;
    const head = await rows.head(ledger.created);
    const last = await rows.last();
    this.epoch = ledger.created;
    this.written = head.position;
    this.last = last ?? BEGINNING;
    const anew = head.epoch !== ledger.created || head.position < this.last.position;
    this.place = anew ? BEGINNING : (last?.previous ?? BEGINNING);
    this.taken = this.place.position;
    this.known = new KnownPlaces();
    if (head.position > 0) this.known.add(head);
    for (const checkpoint of await this.checkpointsAfter(this.place.position)) this.known.add(checkpoint);
    this.lastSigned = Date.now();
    const { furthest } = this.known;
    if (ledger.last < furthest)
      this.halt(
        new ChainBroken(
          `the ledger ends at ${ledger.last} and was chained up to ${furthest}: its end was cut off, or it is an older or another one. See the runbook audit-chain-broken`,
        ),
      );
  }

  start(): void {
    this.running = this.run();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.arrived.ring();
    this.drained.ring();
    await this.running;
  }

  async offer(arrival: Arrival): Promise<void> {
    while (this.buffer.length >= BUFFER && this.stopped === undefined && !this.closing) await this.drained.wait(1_000);
    if (this.stopped !== undefined || this.closing) return;
    this.buffer.push(arrival);
    this.taken = arrival.seq;
    this.arrived.ring();
  }

  halt(error: Error): void {
    if (this.stopped !== undefined) return;
    this.stopped = error.message;
    this.buffer = [];
    this.arrived.ring();
    this.drained.ring();
    this.options.report('error', `the chain has stopped after position ${this.head}: ${error.message}`);
  }

  private async run(): Promise<void> {
    while (!this.closing && this.stopped === undefined) {
      if (this.buffer.length === 0 && !this.isDue()) {
        await this.arrived.wait(this.untilDue());
        continue;
      }
      try {
        await this.step();
      } catch (error) {
        if (!isDatabaseAway(error)) return this.halt(error instanceof Error ? error : new Error(String(error)));
        this.options.report('warn', `the chain waits for the database at position ${this.head}`);
        await pause(DATABASE_RETRY_MS);
      }
    }
  }

  /** Folds what has come, up to where a checkpoint is due, and commits it. What was committed before is only folded. */
  private async step(): Promise<void> {
    const batch = this.buffer.slice(0, this.room());
    let place = this.place;
    for (const { message } of batch) {
      if (message.seq !== place.position + 1)
        throw new ChainBroken(`the ledger gave position ${message.seq} after ${place.position}`);
      place = { position: message.seq, hash: link(place.hash, entryOf(message)) };
      this.known.check(place);
    }
    const isNew = place.position >= this.known.furthest && place.position > this.last.position;
    if (isNew && !(await this.commit(place))) return this.follow();
    this.place = place;
    this.buffer.splice(0, batch.length);
    this.drained.ring();
  }

  /** @returns false when the head was not where this keeper had left it */
  private async commit(place: Place): Promise<boolean> {
    const { rows, signer, now, onCheckpoint } = this.options;
    const due = place.position - this.last.position >= this.options.every_events || this.isDue();
    const previous = this.last;
    const sign = async (tx: PoolClient): Promise<Checkpoint> => {
      const count = place.position - previous.position;
      const { position, hash } = previous;
      return signCheckpoint(
        { ...place, count, time: now().toISOString(), previous: { position, hash } },
        await signer(tx),
      );
    };
    const done = await rows.advance(this.written, { ...place, epoch: this.epoch }, due ? sign : undefined);
    if (done === undefined) return false;
    this.written = place.position;
    if (done.checkpoint === undefined) return true;
    this.last = place;
    this.lastSigned = Date.now();
    onCheckpoint();
    return true;
  }

  /** Another replica was first: what it has written is where the chain has to come by. */
  private async follow(): Promise<void> {
    const { rows } = this.options;
    const head = await rows.head(this.epoch);
    if (head.position < this.written || head.epoch !== this.epoch)
      throw new ChainBroken(`the head of the chain was set back from ${this.written} to ${head.position}`);
    this.known.add(head);
    for (const checkpoint of await this.checkpointsAfter(this.place.position)) this.known.add(checkpoint);
    this.written = head.position;
    this.last = (await rows.last()) ?? BEGINNING;
    this.lastSigned = Date.now();
  }

  private async checkpointsAfter(position: number): Promise<Checkpoint[]> {
    const found: Checkpoint[] = [];
    for (let from = position; ; ) {
      const page = await this.options.rows.after(from, BATCH);
      found.push(...page);
      const end = page.at(-1);
      if (end === undefined || page.length < BATCH) return found;
      from = end.position;
    }
  }

  /** So many events until the next checkpoint is due, or until where the chain was written before. */
  private room(): number {
    const ahead = this.known.furthest - this.place.position;
    if (ahead > 0) return Math.min(ahead, BATCH);
    return Math.min(Math.max(1, this.last.position + this.options.every_events - this.place.position), BATCH);
  }

  private isDue(): boolean {
    return this.unsigned() && Date.now() - this.lastSigned >= this.options.every_ms;
  }

  private untilDue(): number {
    return this.unsigned() ? Math.max(10, this.lastSigned + this.options.every_ms - Date.now()) : 60_000;
  }

  private unsigned(): boolean {
    return this.place.position > this.last.position && this.place.position >= this.known.furthest;
  }
}
