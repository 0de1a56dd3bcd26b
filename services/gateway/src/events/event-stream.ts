import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Positions } from '@freehold/ledger/positions';
import type { EventReader, EventView } from './event-reader.js';

/** Newest events that are kept in memory for those who follow live. */
const RING_EVENTS = 2_048;
const PAGE_EVENTS = 256;
/** How long it takes at most to notice that the last client has left. */
const PUMP_MS = 1_000;
const HEARTBEAT_MS = 15_000;
/** A client that has not read what it was sent for so long is cut off; it may come back with Last-Event-ID. */
const STALLED_MS = 30_000;

interface Framed {
  readonly position: number;
  readonly kind: string;
  readonly resource_id: string;
  readonly frame: string;
}

export interface StreamFilter {
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
}

/**
 * Server-sent events, each with its position as id. Followers pull: each writes as fast as its client reads, from the ring
 * while it keeps up, from the table while it does not; so a slow client costs neither memory nor anybody's time.
 */
export class EventStream {
  private ring: Framed[] = [];
  /** Everything up to here is in the ring or older than it. */
  private position = 0;
  private readonly open = new Set<ServerResponse>();
  private closing = false;
  private filling: Promise<void> | undefined;
  private arrived = Promise.withResolvers<void>();
  private pumping = false;

  constructor(
    private readonly events: EventReader,
    private readonly positions: Positions,
    private readonly timing: { readonly heartbeatMs: number; readonly stalledMs: number } = {
      heartbeatMs: HEARTBEAT_MS,
      stalledMs: STALLED_MS,
    },
  ) {}

  /** Where a stream starts that names no position: only what comes from now on. */
  get now(): number {
    return this.positions.of('events');
  }

  /** Sends every event after a position, for as long as the client stays. */
  async follow(response: ServerResponse, after: number, filter: StreamFilter): Promise<void> {
    this.open.add(response);
    response.on('close', () => this.open.delete(response));
    void this.pump();
    response.write(': the ledger of this platform\nretry: 1000\n\n');
    let position = after;
    try {
      while (!response.destroyed && !this.closing) {
        const page = await this.next(position, filter);
        position = page.position;
        if (page.frames !== '' && !response.write(page.frames)) await this.drained(response);
        if (page.more) continue;
        if (!(await this.moved(position)) && !response.write(':\n\n')) await this.drained(response);
      }
    } finally {
      response.end();
    }
  }

  /** Ends every stream, so that the server can close. */
  close(): void {
    this.closing = true;
    this.arrived.resolve();
    for (const response of this.open) response.destroy();
  }

  /** Tells all streams at once that the read model has moved. It runs while there are any. */
  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    while (this.open.size > 0 && !this.closing) {
      if (!(await this.positions.wait(['events'], this.now + 1, PUMP_MS))) continue;
      const { resolve } = this.arrived;
      this.arrived = Promise.withResolvers();
      resolve();
    }
    this.pumping = false;
  }

  /** Whether there is something after a position before the next heartbeat is due. */
  private async moved(position: number): Promise<boolean> {
    if (this.now > position) return true;
    const beat = Promise.withResolvers<false>();
    const timer = setTimeout(() => beat.resolve(false), this.timing.heartbeatMs);
    try {
      return await Promise.race([this.arrived.promise.then(() => true), beat.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async next(
    after: number,
    filter: StreamFilter,
  ): Promise<{ position: number; frames: string; more: boolean }> {
    const reached = this.now;
    if (reached <= after) return { position: after, frames: '', more: false };
    await this.fill(reached);
    const oldest = this.ring[0]?.position ?? Number.POSITIVE_INFINITY;
    if (after + 1 >= oldest && this.position >= reached) {
      const ahead = this.ring.slice(
        Math.max(
          0,
          this.ring.findIndex((entry) => entry.position > after),
        ),
      );
      const page = ahead.slice(0, PAGE_EVENTS);
      const frames = page.filter((entry) => matches(entry, filter)).map(({ frame }) => frame);
      const more = page.length < ahead.length;
      return { position: more ? (page.at(-1)?.position ?? after) : this.position, frames: frames.join(''), more };
    }
    const rows = await this.events.after(after, PAGE_EVENTS, filter);
    const last = rows.at(-1);
    const more = rows.length === PAGE_EVENTS && last !== undefined;
    return {
      position: more ? last.position : Math.max(reached, last?.position ?? 0),
      frames: rows.map((row) => framed(row).frame).join(''),
      more,
    };
  }

  /** One query a commit feeds all streams, however many there are. */
  private async fill(reached: number): Promise<void> {
    while (this.position < reached) {
      this.filling ??= this.load(reached).finally(() => (this.filling = undefined));
      await this.filling;
    }
  }

  private async load(reached: number): Promise<void> {
    const from = Math.max(this.position, reached - RING_EVENTS);
    if (from > this.position) this.ring = [];
    const rows = await this.events.after(from, RING_EVENTS);
    this.ring = [...this.ring, ...rows.map(framed)].slice(-RING_EVENTS);
    this.position = Math.max(reached, rows.at(-1)?.position ?? 0);
  }

  /** Waits until the client has read what it was sent, a bounded time. */
  private async drained(response: ServerResponse): Promise<void> {
    if (response.destroyed) return;
    const settled = new AbortController();
    const timer = setTimeout(() => settled.abort(), this.timing.stalledMs);
    try {
      await Promise.race([once(response, 'drain', settled), once(response, 'close', settled)]);
    } catch {
      response.destroy();
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
  }
}

function matches({ kind, resource_id }: Framed, filter: StreamFilter): boolean {
  return (filter.kind === undefined || filter.kind === kind) && (filter.id === undefined || filter.id === resource_id);
}

function framed(event: EventView): Framed {
  const { position, kind, resource_id } = event;
  return { position, kind, resource_id, frame: `id: ${position}\ndata: ${JSON.stringify(event)}\n\n` };
}
