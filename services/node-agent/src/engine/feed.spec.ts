import { describe, expect, it } from '@jest/globals';
import { Feed, type News, TooSlow } from './feed.js';

const HELLO: News = { case: 'hello', value: { nodeId: 'n1' } };
const health = (healthy: boolean): News => ({ case: 'health', value: { healthy } });

async function take(stream: AsyncIterator<{ message: { case?: string | undefined } }>, count: number) {
  const cases: (string | undefined)[] = [];
  for (let n = 0; n < count; n += 1) cases.push((await stream.next()).value?.message.case);
  return cases;
}

describe('the feed of a node', () => {
  it('tells each client first who the node is and the latest of every sort, then what comes', async () => {
    const feed = new Feed();
    const abort = new AbortController();
    feed.publish(health(false));
    feed.publish({ case: 'drift', value: { total: 1 } });
    feed.publish(health(true));
    const streams = [feed.subscribe(HELLO, abort.signal), feed.subscribe(HELLO, abort.signal)];
    for (const stream of streams) expect(await take(stream, 3)).toEqual(['hello', 'health', 'drift']);
    const next = streams.map((stream) => stream.next());
    feed.publish(health(false));
    for (const { value } of await Promise.all(next)) {
      expect(value?.message).toMatchObject({ case: 'health', value: { healthy: false } });
    }
    const last = streams.map((stream) => stream.next());
    abort.abort();
    for (const { done } of await Promise.all(last)) expect(done).toBe(true);
  });

  it('ends with a client that does not read, and holds up nobody', async () => {
    const feed = new Feed();
    const slow = feed.subscribe(HELLO, new AbortController().signal);
    await slow.next();
    for (let n = 0; n < 1_000; n += 1) feed.publish(health(n % 2 === 0));
    await expect(take(slow, 1_000)).rejects.toThrow(TooSlow);
    const other = feed.subscribe(HELLO, new AbortController().signal);
    expect(await take(other, 2)).toEqual(['hello', 'health']);
    await other.return(undefined);
  });
});
