import { type Reach, reaches } from '@freehold/contracts/identity/grant';
import type { Positions } from '@freehold/ledger/positions';
import type { EventReader } from './event-reader.js';
import { type EventSink, type Framed, framed } from './event-sink.js';

/** Newest events that are kept in memory for those who follow live. */
const RING_EVENTS = 2_048;
const PAGE_EVENTS = 256;
/** How long it takes at most to notice that the last client has left. */
const PUMP_MS = 1_000;
const HEARTBEAT_MS = 15_000;
/** A client that has not read what it was sent for so long is cut off; it may come back with Last-Event-ID. */
const STALLED_MS = 30_000;

export interface StreamFilter {
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
}

/** What a client follows. */
export interface Following {
  /** Whose events it sees. */
  readonly reach: Reach;
  /** Reads within that reach: what lies too far behind to be in memory. */
  readonly events: Pick<EventReader, 'after'>;
  /** Only what comes after this position. */
  readonly after: number;
  readonly filter: StreamFilter;
}

interface Page {
  /** Everything up to here has been looked at. */
  readonly position: number;
  readonly frames: readonly Framed[];
  readonly more: boolean;
}

/**
 * Events in order, each with its position, to whoever follows. Followers pull: each writes as fast as its client reads, from the ring
 * while it keeps up, from the table while it does not; so a slow client costs neither memory nor anybody's time.
 */
export class EventStream {
  private ring: Framed[] = [];
  /** Everything up to here is in the ring or older than it. */
  private position = 0;
  private readonly open = new Set<EventSink>();
  private closing = false;
  private filling: Promise<void> | undefined;
  private arrived = Promise.withResolvers<void>();
  private pumping = false;
  /** The page of the ring that was handed out last, and what it was made of. */
  private handed:
    | { readonly after: number; readonly ring: readonly Framed[]; readonly position: number; readonly page: Page }
    | undefined;

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

  /** Sends every event after a position that lies within the reach, for as long as the client stays. */
  async follow(sink: EventSink, following: Following): Promise<void> {
    this.open.add(sink);
    sink.onClose(() => this.open.delete(sink));
    void this.pump();
    sink.begin();
    let position = following.after;
    try {
      while (sink.isOpen && !this.closing) {
        const page = await this.next(position, following);
        position = page.position;
        if (page.frames.length > 0 && !sink.write(page.frames)) await this.drained(sink);
        if (page.more) continue;
        if (!(await this.moved(position)) && !sink.beat()) await this.drained(sink);
      }
    } finally {
      sink.end();
    }
  }

  /** Ends every stream, so that the server can close. */
  close(): void {
    this.closing = true;
    this.arrived.resolve();
    for (const sink of this.open) sink.end();
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

  private async next(after: number, { reach, events, filter }: Following): Promise<Page> {
    const reached = this.now;
    if (reached <= after) return { position: after, frames: [], more: false };
    await this.fill(reached);
    const oldest = this.ring[0]?.position ?? Number.POSITIVE_INFINITY;
    if (after + 1 >= oldest && this.position >= reached) {
      return this.fromRing(after, reach, filter);
    }
    const rows = await events.after(after, PAGE_EVENTS, filter);
    const last = rows.at(-1);
    const more = rows.length === PAGE_EVENTS && last !== undefined;
    return { position: more ? last.position : Math.max(reached, last?.position ?? 0), frames: rows.map(framed), more };
  }

  /** Who follows everything is handed the same page as the others who do, so that its text too is made once. */
  private fromRing(after: number, reach: Reach, filter: StreamFilter): Page {
    const isWhole = reach === 'everything' && filter.kind === undefined && filter.id === undefined;
    const known = this.handed;
    if (isWhole && known?.ring === this.ring && known.after === after && known.position === this.position)
      return known.page;
    const from = this.ring.findIndex((entry) => entry.position > after);
    const entries = from < 0 ? [] : this.ring.slice(from, from + PAGE_EVENTS);
    const more = from >= 0 && from + entries.length < this.ring.length;
    const page = {
      position: more ? (entries.at(-1)?.position ?? after) : this.position,
      frames: isWhole ? entries : entries.filter((entry) => matches(entry, filter) && reaches(reach, entry)),
      more,
    };
    if (isWhole) this.handed = { after, ring: this.ring, position: this.position, page };
    return page;
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
  private async drained(sink: EventSink): Promise<void> {
    const settled = new AbortController();
    const timer = setTimeout(() => settled.abort(), this.timing.stalledMs);
    try {
      await sink.drained(settled.signal);
    } catch {
      sink.destroy();
    } finally {
      clearTimeout(timer);
      settled.abort();
    }
  }
}

function matches({ kind, resource_id }: Framed, filter: StreamFilter): boolean {
  return (filter.kind === undefined || filter.kind === kind) && (filter.id === undefined || filter.id === resource_id);
}
