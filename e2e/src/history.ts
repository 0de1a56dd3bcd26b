import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, ApiClient } from './api-client.js';

/** A command that a client has sent, with everything that it was told. */
export interface Sent {
  /** Its Idempotency-Key, which also stands in the data of its event. */
  readonly key: string;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: object | undefined;
  /** When the first try went out and when the last answer came, on one monotonic clock. */
  readonly from: number;
  readonly to: number;
  /** The different answers and failures before the last answer, in order. */
  readonly doubts: readonly string[];
  /** The answer that ended it: 2xx, or a refusal. */
  readonly status: number;
  /** Of the resource; empty where the answer names none. */
  readonly id: string;
  readonly position: number;
  readonly text: string;
}

/** After a try without a sure answer the client tries again, this much later. */
const RETRY_MS = 100;
const GIVE_UP_MS = 90_000;

/** A client that gives every command a key and repeats it until it knows what became of it. */
export class PersistentClient {
  readonly sent: Sent[] = [];

  constructor(
    private readonly api: ApiClient,
    private readonly name: string,
  ) {}

  /** @param make the body, in which the key stands where it ends up in the event */
  async command(method: Sent['method'], path: string, make?: (key: string) => object): Promise<Sent> {
    const key = `${this.name}-${this.sent.length}`;
    const body = make?.(key);
    const from = performance.now();
    const doubts = new Set<string>();
    for (;;) {
      const answer = await this.attempt(method, path, body, key);
      if (!(answer instanceof Error) && isSure(answer))
        return this.known({ key, method, path, body, from, doubts: [...doubts] }, answer);
      doubts.add(answer instanceof Error ? messageOf(answer) : `${answer.status} ${answer.body.code}`);
      if (performance.now() - from > GIVE_UP_MS)
        throw new Error(`${method} ${path} got no sure answer: ${[...doubts].join(', ')}`);
      await pause(RETRY_MS);
    }
  }

  private async attempt(method: string, path: string, body: object | undefined, key: string): Promise<Answer | Error> {
    try {
      return await this.api.send(method, path, { body, headers: { 'idempotency-key': key }, withinMs: 20_000 });
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error)); // refused, reset, timed out: the outcome is not known
    }
  }

  private known(command: Omit<Sent, 'to' | 'status' | 'id' | 'position' | 'text'>, answer: Answer): Sent {
    const { status, body, headers, text } = answer;
    const position = Number(headers.get('freehold-position') ?? 0);
    const sent: Sent = { ...command, to: performance.now(), status, id: body.id ?? '', position, text };
    this.sent.push(sent);
    return sent;
  }
}

/** Sends a command again under its key. */
export async function repeat(api: ApiClient, { method, path, body, key }: Sent): Promise<Answer> {
  return await api.send(method, path, { body, headers: { 'idempotency-key': key } });
}

/**
 * Whether an answer tells what became of the command: it was applied, or refused for good. Who was killed while it answered leaves the
 * request under way until its lease ends.
 */
function isSure({ status, body }: Answer): boolean {
  return status < 500 && status !== 429 && body.code !== 'request.in_flight';
}

/** What fetch says hides the reason in its cause. */
function messageOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
