import { isDeepStrictEqual } from 'node:util';
import { Rejected } from '@freehold/contracts/command';
import type { Reach } from '@freehold/contracts/identity/grant';
import { type Knock, reachFor } from '../access/gate.js';
import type { Desk } from '../edge/desk.js';
import type { EventSink } from './event-sink.js';
import type { Following } from './event-stream.js';

/** What events take, however they are read. */
export const EVENTS_SCOPE = 'events:read';

/** Beside the five seconds for which a key is remembered, a revoked one follows no longer than this. */
const LOOK_AGAIN_MS = 2_500;

/**
 * Follows events for whoever has come in, for as long as they might come in again and would reach as far: a stream does not outlive the
 * key, the session or the role that it was opened with. Never throws.
 * @param knock what they came in with
 * @param desk within their reach
 */
export async function followAs(
  knock: Knock,
  sink: EventSink,
  following: Pick<Following, 'after' | 'filter'>,
  desk: Desk,
): Promise<void> {
  const look = async () => {
    if (!isDeepStrictEqual(await reaching(knock, desk), desk.reach)) sink.dismiss();
  };
  const looking = setInterval(() => void look(), LOOK_AGAIN_MS);
  try {
    await desk.stream.follow(sink, { ...following, reach: desk.reach, events: desk.events });
  } catch (error) {
    desk.log.warn({ err: error }, 'a stream of events has broken');
    sink.destroy();
  } finally {
    clearInterval(looking);
  }
}

/** How far they reach now; where that cannot be told, as far as before. */
async function reaching(knock: Knock, { gate, reach, log }: Desk): Promise<Reach | undefined> {
  try {
    return reachFor(await gate.identified(knock), { scope: EVENTS_SCOPE });
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    log.warn({ err: error }, 'who follows a stream could not be looked at again');
    return reach;
  }
}
