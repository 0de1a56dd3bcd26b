import type { ApiClient } from './api-client.js';

/** One server-sent event. */
export interface Sent {
  /** The `id` field: a position. */
  readonly position: number;
  readonly event: {
    readonly type: string;
    readonly kind: string;
    readonly resource_id: string;
    readonly [field: string]: unknown;
  };
}

/** A client of `/events/stream` that remembers everything it was sent. */
export class EventListener {
  readonly received: Sent[] = [];
  private readonly giveUp = new AbortController();
  private connection: Promise<void> = Promise.resolve();

  constructor(private readonly query = '') {}

  /** Connects, from after the last event that it has, or from `after`; resolves when the stream is open. */
  async listen(api: ApiClient, after?: number): Promise<void> {
    const last = this.received.at(-1)?.position ?? after;
    const response = await fetch(api.at(`/events/stream${this.query}`), {
      headers: { ...api.credentials, ...(last !== undefined && { 'last-event-id': String(last) }) },
      signal: this.giveUp.signal,
    });
    if (response.status !== 200 || response.body === null) throw new Error(`the stream answered ${response.status}`);
    this.connection = this.read(response.body);
  }

  /** Resolves when the stream has ended, whoever ended it. */
  async ended(): Promise<void> {
    await this.connection;
  }

  get positions(): number[] {
    return this.received.map(({ position }) => position);
  }

  async close(): Promise<void> {
    this.giveUp.abort();
    await this.connection;
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    try {
      for await (const chunk of body) {
        const frames = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
        text = frames.pop() ?? '';
        for (const frame of frames) this.take(frame);
      }
    } catch {
      // The connection broke, or we gave it up: what has arrived is what counts.
    }
  }

  private take(frame: string): void {
    const fields = new Map(
      frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const [id, data] = [fields.get('id'), fields.get('data')];
    if (id !== undefined && data !== undefined)
      this.received.push({ position: Number(id), event: JSON.parse(data) as Sent['event'] }); // specs look into it
  }
}
