import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, isConnectionError, isNamed, type Request } from './client.js';
import { pages } from './pages.js';
import { ApiProblem } from './problem.js';
import { messages } from './server-sent-events.js';

export interface Following {
  readonly path: string;
  readonly query: NonNullable<Request['query']>;
  /** Position after which to begin. */
  readonly after: string;
  /** Told, once a break, that the line is being picked up again. */
  onReconnect(reason: string): void;
  /** Ends it when aborted; without one it goes on. */
  readonly end?: AbortSignal;
}

/** Heartbeats come every few seconds: a line that is silent for so long is dead, even where TCP has not noticed. */
const SILENCE = 60_000;
const LONGEST_PAUSE = 10_000;

/**
 * The data of every event of a stream, in order, without end. A broken line is picked up after the last event that came
 * through (`Last-Event-ID`), so that none is lost and none comes twice.
 * @throws Failure when the very first connection fails
 * @throws ApiProblem when the platform refuses
 */
export async function* follow(api: ApiClient, following: Following): AsyncGenerator<Record<string, unknown>> {
  let last = following.after;
  let pause = 1_000;
  let failures = 0;
  for (let connected = false; ; ) {
    const silence = silenceAfter(SILENCE);
    const signal = following.end === undefined ? silence.signal : AbortSignal.any([silence.signal, following.end]);
    try {
      const headers = { 'last-event-id': last };
      const stream = await api.stream({ path: following.path, query: following.query, headers }, signal);
      connected = true;
      failures = 0;
      const reading = { onBytes: silence.restart, onRetry: (wanted: number) => (pause = wanted) };
      for await (const message of messages(stream, reading)) {
        // Only the event's own data carry a position; what is not JSON is the server's small talk.
        if (message.data.startsWith('{')) yield JSON.parse(message.data);
        last = message.id ?? last;
      }
      following.onReconnect('the stream ended');
    } catch (error) {
      if (following.end?.aborted === true) return;
      if (!isTransient(error)) throw error;
      if (!connected) throw api.explained(error, {});
      if (failures === 0) following.onReconnect('the connection broke');
      failures += 1;
    } finally {
      silence.stop();
    }
    if (await hasEnded(Math.min(LONGEST_PAUSE, pause * 2 ** Math.min(failures, 6)), following.end)) return;
  }
}

/** Waits so many milliseconds; true as soon as there is nothing to wait for any more. */
async function hasEnded(pause: number, end: AbortSignal | undefined): Promise<boolean> {
  await sleep(pause, undefined, end === undefined ? {} : { signal: end }).catch(() => undefined);
  return end?.aborted === true;
}

/** Where "from now on" is: named once, so that a line which breaks before the first event is picked up from here too. */
export async function newestPosition(api: ApiClient): Promise<number> {
  const newest = await pages(api, { path: '/events', query: {}, limit: 1 }).next();
  const position = newest.done ? 0 : newest.value['position'];
  if (typeof position !== 'number') throw new Error('the platform answered an event without a position');
  return position;
}

/** The line may come back: a break, a silence, a platform that is just restarting. */
function isTransient(error: unknown): boolean {
  if (error instanceof ApiProblem) return error.status >= 500 || error.status === 429;
  return isConnectionError(error) || isNamed(error, 'AbortError');
}

function silenceAfter(milliseconds: number): { signal: AbortSignal; restart(): void; stop(): void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  return { signal: controller.signal, restart: () => void timer.refresh(), stop: () => clearTimeout(timer) };
}
