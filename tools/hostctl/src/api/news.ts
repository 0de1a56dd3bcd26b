import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from './client.js';
import { type Following, follow, newestPosition } from './follow.js';

/** Events come in bursts, a deletion of a tenant in hundreds: what follows so soon, in milliseconds, is the same news. */
const QUIET_MS = 100;

/** A burst without end is news all the same after so long. */
const LONGEST_BURST_MS = 1_000;

/**
 * The position of the newest event each time something has happened, beginning with where things stand now: whoever reads
 * anew at each of them misses nothing.
 */
export async function* news(
  api: ApiClient,
  query: Following['query'],
  onReconnect: Following['onReconnect'],
): AsyncGenerator<number> {
  let position = await newestPosition(api);
  yield position;
  const end = new AbortController();
  const events = follow(api, { path: '/events/stream', query, after: String(position), onReconnect, end: end.signal });
  let next = events.next();
  try {
    for (;;) {
      let event = await next;
      for (const until = Date.now() + LONGEST_BURST_MS; ; ) {
        if (event.done) return;
        position = Number(event.value['position']);
        next = events.next();
        const more = await Promise.race([next, sleep(QUIET_MS, undefined)]);
        if (more === undefined || Date.now() > until) break;
        event = more;
      }
      yield position;
    }
  } finally {
    // The reader stands at an await or at an event that nobody wants any more: from either it is to close its line.
    end.abort();
    await next.catch(() => undefined);
    await events.return(undefined);
  }
}
