import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventView } from '@freehold/contracts/event-view';
import type { WebSocket } from 'ws';

/** Where a client's events go, whichever protocol it follows by. */
export interface EventSink {
  readonly isOpen: boolean;
  /** Says that the stream has begun. */
  begin(): void;
  /** @returns whether the client keeps up; if not, {@link drained} says when it has caught up */
  write(frames: readonly Framed[]): boolean;
  /** A sign of life while nothing happens. @returns as {@link write} */
  beat(): boolean;
  /** Resolves when the client has read what it was sent, or has gone; rejects when `signal` says that it takes too long. */
  drained(signal: AbortSignal): Promise<void>;
  /** Ends it in good order. */
  end(): void;
  /** Ends it because its client may not follow any more. */
  dismiss(): void;
  /** Cuts it off. */
  destroy(): void;
  onClose(closed: () => void): void;
}

/** An event in the text of both protocols: made once, for however many follow. */
export interface Framed {
  readonly position: number;
  readonly kind: string;
  readonly resource_id: string;
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
  /** JSON. */
  readonly data: string;
}

export function framed(event: EventView): Framed {
  const { position, kind, resource_id, tenant_id, brand_id } = event;
  return { position, kind, resource_id, tenant_id, brand_id, data: JSON.stringify(event) };
}

/** What pages that many are handed look like on the wire. */
const sseTexts = new WeakMap<readonly Framed[], Buffer>();

/** Server-sent events, each with its position as id. */
export class SseSink implements EventSink {
  constructor(private readonly response: ServerResponse) {}

  get isOpen(): boolean {
    return !this.response.destroyed;
  }

  begin(): void {
    this.response.write(': the ledger of this platform\nretry: 1000\n\n');
  }

  write(frames: readonly Framed[]): boolean {
    const known = sseTexts.get(frames);
    if (known !== undefined) return this.response.write(known);
    const text = Buffer.from(frames.map(({ position, data }) => `id: ${position}\ndata: ${data}\n\n`).join(''));
    sseTexts.set(frames, text);
    return this.response.write(text);
  }

  beat(): boolean {
    return this.response.write(':\n\n');
  }

  async drained(signal: AbortSignal): Promise<void> {
    if (this.response.destroyed) return;
    await Promise.race([once(this.response, 'drain', { signal }), once(this.response, 'close', { signal })]);
  }

  end(): void {
    this.response.end();
  }

  dismiss(): void {
    this.response.destroy();
  }

  destroy(): void {
    this.response.destroy();
  }

  onClose(closed: () => void): void {
    this.response.on('close', closed);
  }
}

/** So much may lie before a client of a WebSocket unread, in bytes. */
const UNREAD_BYTES = 64 * 1024;

/** RFC 6455 §7.4.1: the server goes away; the client may come back. */
export const GOING_AWAY = 1001;
/** Of our own range: what it came in with does not hold any more, as 401 says over HTTP. */
export const NOT_ALLOWED = 4401;

/** A message an event, whose text is that of an event's `data` in SSE. Beats are pings; a client that has not answered one by the next is cut off. */
export class WebSocketSink implements EventSink {
  private answered = true;
  /** Messages that have not been given to the operating system yet. */
  private sent: Promise<void> = Promise.resolve();

  constructor(private readonly socket: WebSocket) {
    socket.on('pong', () => {
      this.answered = true;
    });
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  begin(): void {
    // Its handshake has said so.
  }

  write(frames: readonly Framed[]): boolean {
    for (const { data } of frames) {
      this.sent = new Promise((resolve) => {
        this.socket.send(data, () => resolve()); // also called when it has closed
      });
    }
    return this.socket.bufferedAmount < UNREAD_BYTES;
  }

  beat(): boolean {
    if (!this.answered) this.socket.terminate();
    this.answered = false;
    if (this.isOpen) this.socket.ping();
    return true;
  }

  async drained(signal: AbortSignal): Promise<void> {
    const late = once(signal, 'abort').then(() => Promise.reject(new Error('the client does not read')));
    await Promise.race([this.sent, late]);
  }

  end(): void {
    this.socket.close(GOING_AWAY, 'the platform is stopping; come back with the last position');
  }

  dismiss(): void {
    this.socket.close(NOT_ALLOWED, 'what you came in with does not hold any more');
  }

  destroy(): void {
    this.socket.terminate();
  }

  onClose(closed: () => void): void {
    this.socket.on('close', closed);
  }
}
