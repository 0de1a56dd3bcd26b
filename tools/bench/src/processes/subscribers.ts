/** Follows the stream of events many times over, as a process: it is ready when all have begun, and answers who has seen what, and when. */
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const { BENCH_STREAM_URL = '', BENCH_AUTHORIZATION: authorization = '', BENCH_SUBSCRIBERS = '1' } = process.env;
const subscribers = Number(BENCH_SUBSCRIBERS);
/** What the last of them may still be sent. */
const STRAGGLERS_MS = 10_000;
/** So many come in at once. */
const AT_ONCE = 20;

/** By brand: how many have seen it, and when the last one did. */
const seen = new Map<string, { count: number; at: number }>();
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

async function subscribe(): Promise<void> {
  for (;;) {
    const request = get(BENCH_STREAM_URL, { agent, headers: { authorization } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    if (response.statusCode === 200) return read(response);
    response.resume();
    // Whoever comes in too fast is told when to come again.
    if (response.statusCode !== 429) throw new Error(`the stream answered ${response.statusCode}`);
    await pause(Number(response.headers['retry-after'] ?? 1) * 1_000);
  }
}

function read(response: IncomingMessage): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    const frames = (text + chunk).split('\n\n');
    text = frames.pop() ?? '';
    const at = Date.now();
    for (const frame of frames) take(/"resource_id":"([^"]+)"/.exec(frame)?.[1], at);
  });
}

function take(brand: string | undefined, at: number): void {
  if (brand === undefined) return;
  const known = seen.get(brand);
  if (known === undefined) seen.set(brand, { count: 1, at });
  else {
    known.count += 1;
    known.at = at;
  }
}

async function answer({ posted }: { readonly posted: Readonly<Record<string, number>> }): Promise<void> {
  const brands = Object.entries(posted);
  const wrong = () => brands.filter(([brand]) => seen.get(brand)?.count !== subscribers).length;
  for (const until = Date.now() + STRAGGLERS_MS; wrong() > 0 && Date.now() < until; ) await pause(100);
  const last_ms = brands.map(([brand, from]) => [brand, (seen.get(brand)?.at ?? Number.NaN) - from] as const);
  process.send?.({ last_ms: Object.fromEntries(last_ms.filter(([, ms]) => !Number.isNaN(ms))), wrong: wrong() });
}

process.on('message', (question: Parameters<typeof answer>[0]) => void answer(question));
process.once('disconnect', () => process.exit(0));
for (let begun = 0; begun < subscribers; begun += AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, subscribers - begun) }, subscribe));
process.send?.({ ready: true });
