import { newId } from '@freehold/contracts/ids';
import { createBrand } from '../brands.js';
import { startChild } from '../child.js';
import { type Figure, figure } from '../figure.js';
import { type RunningPlatform, withPlatform } from '../platform.js';
import { residentMb } from '../process-usage.js';
import { quantile } from '../statistics.js';

const [SUBSCRIBERS, A_SECOND, SECONDS, WARM_UP] = [1_000, 50, 30, 5];

/** What the crowd has seen, as `processes/subscribers.ts` tells it. */
interface Seen {
  /** Milliseconds from the POST until the last subscriber had its event, by the id of the brand. */
  readonly last_ms: Readonly<Record<string, number>>;
  /** Events that somebody did not get, or got twice. */
  readonly wrong: number;
}

/** How soon the slowest of a thousand subscribers sees an event, against the only one. */
export async function sseCrowd(): Promise<Figure[]> {
  return await withPlatform(async (platform) => {
    const alone = await watched(platform, 1, WARM_UP);
    await watched(platform, SUBSCRIBERS, WARM_UP);
    const before = await residentMb(platform.pid);
    const crowd = await watched(platform, SUBSCRIBERS, SECONDS);
    const grown = (await residentMb(platform.pid)) - before;
    const slowest = quantile(crowd.ms, 1);
    return [
      figure({
        name: `SSE: from a POST until the last of ${SUBSCRIBERS.toLocaleString('en')} subscribers has the event, p99`,
        value: { amount: quantile(crowd.ms, 0.99), unit: 'ms' },
        baseline: { name: 'until the only subscriber has it, p99', amount: quantile(alone.ms, 0.99), unit: 'ms' },
        bounds: [
          { what: 'slowest', measured: slowest, unit: 'ms', at_most: 1_000 },
          { what: 'lost or repeated', measured: crowd.wrong, at_most: 0 },
          { what: 'memory grown', measured: grown, unit: 'MB', at_most: 32 },
        ],
        conditions: `${A_SECOND} events a second for ${SECONDS} s, posted by ${A_SECOND} clients in turns; subscribers in a process of their own, on one connection each; slowest ${slowest.toFixed(0)} ms; resident memory of the whole platform grew by ${grown.toFixed(0)} MB after a first crowd of ${WARM_UP} s`,
      }),
    ];
  });
}

/** Posts brands at a steady pace while so many subscribers follow. */
async function watched({ client }: RunningPlatform, subscribers: number, seconds: number) {
  const child = await startChild(new URL('../processes/subscribers.js', import.meta.url), {
    environment: {
      BENCH_STREAM_URL: client.url('/events/stream?kind=brand'),
      BENCH_AUTHORIZATION: client.headers['authorization'] ?? '',
      BENCH_SUBSCRIBERS: String(subscribers),
    },
  });
  try {
    const posted: Record<string, number> = {};
    const from = performance.now();
    const posts: Promise<unknown>[] = [];
    for (let nth = 0; nth < seconds * A_SECOND; nth++) {
      const late = from + (nth * 1_000) / A_SECOND - performance.now();
      if (late > 0) await new Promise((resolve) => setTimeout(resolve, late));
      const id = newId();
      posted[id] = Date.now();
      posts.push(client.post('/brands', { ...createBrand().data, id }));
    }
    await Promise.all(posts);
    const { last_ms, wrong } = await child.ask<Seen>({ posted });
    return { ms: Object.values(last_ms), wrong };
  } finally {
    await child.stop();
  }
}
