import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  /** Path and query, as they are: nothing is escaped or made normal. */
  readonly target: string;
  /** A header with several values is sent several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | undefined;
}

/** What came back. Of a stream of events nothing is read but that it began. */
export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** So long one answer may take. */
const WITHIN_MS = 30_000;

/** A few connections to one address that stay open: thousands of requests, so many at a time as there are connections. */
export class Connections {
  private readonly agent: Agent;

  /** @param url of the platform, without a path */
  constructor(
    private readonly url: string,
    private readonly count = 16,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: count });
  }

  /** @throws Error when no answer comes, or the connection breaks */
  async send({ method, target, headers = {}, body }: Sent): Promise<Got> {
    const { hostname, port } = new URL(this.url);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sending = request({
        agent: this.agent,
        hostname,
        port,
        method,
        path: target,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      sending.on('response', resolve).on('error', (cause) => {
        reject(new Error(`${method} ${target.slice(0, 200)} got no answer: ${cause.message}`, { cause }));
      });
      sending.end(body);
    });
    const got = { status: response.statusCode ?? 0, headers: response.headers };
    if (!response.headers['content-type']?.startsWith('text/event-stream'))
      return { ...got, text: await text(response) };
    response.destroy();
    return { ...got, text: '' };
  }

  /** Does the same for each of many, so many at a time as there are connections. @throws what the first one throws */
  async each<T>(many: Iterable<T>, one: (item: T) => Promise<void>): Promise<void> {
    const waiting = many[Symbol.iterator]();
    const lane = async () => {
      for (let next = waiting.next(); next.done !== true; next = waiting.next()) await one(next.value);
    };
    await Promise.all(Array.from({ length: this.count }, lane));
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Variables of a platform of which a spec asks more in a minute than anybody may. */
export const UNLIMITED: Readonly<Record<string, string>> = {
  FREEHOLD_GATEWAY_RATE_LIMIT_PER_KEY: '0',
  FREEHOLD_GATEWAY_RATE_LIMIT_PER_TENANT: '0',
  FREEHOLD_GATEWAY_RATE_LIMIT_PER_ADDRESS: '0',
};

/** Of an answer, all that does not differ between two requests of the same sort: two that are alike tell nothing apart. @param ids what was asked for */
export function likeness({ status, headers, text }: Got, ids: readonly string[]): string {
  const names = Object.keys(headers)
    .filter((name) => !/^(ratelimit|retry-after|keep-alive|connection)/.test(name))
    .toSorted();
  // The longest first: an id may be the beginning of another.
  const told = ids
    .flatMap((id) => [id, id.toUpperCase()])
    .toSorted((a, b) => b.length - a.length)
    .reduce((so, id) => so.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID'), text);
  const shown = told.replaceAll(/"(instance|trace_id)":"[^"]*"/g, '');
  return JSON.stringify([status, names, shown]);
}
