import type { ServerResponse } from 'node:http';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type Answers, hostctl, KEY, problem, running, type StandIn, startStandIn } from '../stand-in.js';

let platform: StandIn;
/** Tenants that are there, by id. */
let tenants: Map<string, { id: string; name: string }>;
let position: number;
/** What follows the events. */
let streams: ServerResponse[];
let isOpen: boolean;
let runs: Promise<unknown>[];

// A watch goes on without end: it is shown out.
afterEach(async () => {
  isOpen = false;
  for (const stream of streams) stream.destroy();
  await Promise.all(runs);
  await platform.stop();
});

async function start(more: Answers = {}): Promise<void> {
  tenants = new Map([['t1', { id: 't1', name: 'Acme' }]]);
  position = 7;
  streams = [];
  isOpen = true;
  runs = [];
  platform = await startStandIn({
    'GET /events': () => ({ body: { items: [{ position }], next_cursor: null, has_more: false } }),
    'GET /events/stream': (_, response) => {
      if (!isOpen) return problem(403, 'request.forbidden', 'no more');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('retry: 20\n\n');
      streams.push(response);
      return undefined;
    },
    'GET /tenants/t1': () => {
      const body = tenants.get('t1');
      return body === undefined ? problem(404, 'tenant.not_found', 'there is none') : { body };
    },
    'GET /tenants': () => ({ body: { items: [...tenants.values()], next_cursor: null, has_more: false } }),
    ...more,
  });
}

/** Lets something happen and tells it to whoever follows. */
function happen(change: () => void, events = 1): void {
  change();
  for (let count = 0; count < events; count += 1) {
    position += 1;
    const data = JSON.stringify({ position, type: 'TenantUpdated', resource_id: 't1' });
    for (const stream of streams) stream.write(`id: ${position}\ndata: ${data}\n\n`);
  }
}

/** Starts hostctl, and reads what it has written so far. */
function watching(args: readonly string[], columns?: number) {
  const written = { out: '', err: '' };
  const env = { FREEHOLD_URL: platform.url, FREEHOLD_API_KEY: KEY, NO_COLOR: '1' };
  const surroundings = { env, ...(columns !== undefined && { columns }) };
  const ended = running(args, surroundings, (to, text) => (written[to] += text));
  runs.push(ended);
  const lines = () => written.out.split('\n').filter(Boolean);
  return { written, ended, lines };
}

const isFollowed = () => until(() => streams.length > 0);

describe('get --watch', () => {
  it('shows a resource again when it changes, and ends when it is gone', async () => {
    await start();
    const { lines, ended } = watching(['get', 'tenant', 't1', '--watch', '-o', 'ndjson']);
    await isFollowed();
    happen(() => tenants.set('t1', { id: 't1', name: 'Other' }));
    await until(() => lines().length === 2);
    happen(() => tenants.delete('t1'));
    expect(await ended).toEqual({ code: 0 });
    expect(lines().map((line) => JSON.parse(line).name)).toEqual(['Acme', 'Other']);
  });

  it('waits until what it reads shows what has happened', async () => {
    await start();
    const { ended } = watching(['get', 'tenant', 't1', '--watch']);
    await isFollowed();
    happen(() => tenants.delete('t1'));
    await ended;
    const asked = platform.requests
      .filter(({ path }) => path === '/tenants/t1')
      .map(({ query }) => query['minPosition']);
    expect(asked).toEqual(['7', '8']);
  });

  it('is a mistake of the id where nothing was there', async () => {
    await start();
    tenants.clear();
    expect((await hostctl(platform, ['get', 'tenant', 't1', '--watch'])).code).toBe(1);
    expect((await hostctl(platform, ['get', 'tenant', 't1', '--watch', '--as-of', '7'])).code).toBe(2);
  });
});

describe('list --watch', () => {
  it('writes for a pipe what is new, what has changed and what is gone, and nothing else', async () => {
    await start();
    const { lines } = watching(['list', 'tenants', '--watch', '-o', 'ndjson']);
    await isFollowed();
    happen(() => tenants.set('t2', { id: 't2', name: 'New' }));
    await until(() => lines().length === 2);
    happen(() => tenants.delete('t1'));
    await until(() => lines().length === 3);
    expect(lines().map((line) => JSON.parse(line))).toEqual([
      { id: 't1', name: 'Acme' },
      { id: 't2', name: 'New' },
      { id: 't1', status: 'gone' },
    ]);
  });

  it('draws a terminal anew', async () => {
    await start();
    const { written } = watching(['list', 'tenants', '--watch'], 100);
    await isFollowed();
    happen(() => tenants.set('t1', { id: 't1', name: 'Other' }));
    await until(() => written.out.includes('Other'));
    const screens = written.out.split('\u001b[H\u001b[J').slice(1);
    expect(screens.map((screen) => screen.split('\n')[1])).toEqual([
      expect.stringMatching(/^t1 +Acme/),
      expect.stringMatching(/^t1 +Other/),
    ]);
  });

  it('reads once for a burst of events', async () => {
    await start();
    const { lines } = watching(['list', 'tenants', '--watch', '-o', 'ndjson']);
    await isFollowed();
    happen(() => tenants.set('t1', { id: 't1', name: 'Other' }), 300);
    await until(() => lines().length === 2);
    const reads = platform.requests.filter(({ path }) => path === '/tenants');
    expect(reads.map(({ query }) => query['minPosition'])).toEqual(['7', '307']);
  });
});

describe('operations --watch', () => {
  it('shows each step until the operation has ended', async () => {
    const steps = [
      { id: 'op1', status: 'pending', steps: [] },
      { id: 'op1', status: 'running', steps: [{ name: 'accepted' }] },
      { id: 'op1', status: 'running', steps: [{ name: 'accepted' }] },
      { id: 'op1', status: 'succeeded', steps: [{ name: 'accepted' }, { name: 'converged' }] },
    ];
    await start({ 'GET /operations/op1/await': () => ({ body: steps.shift() }) });
    const { code, out } = await hostctl(platform, ['operations', 'get', 'op1', '--watch', '-o', 'ndjson']);
    expect(code).toBe(0);
    const shown = out.split('\n').filter(Boolean);
    expect(shown.map((line) => JSON.parse(line).status)).toEqual(['pending', 'running', 'succeeded']);
  });

  it('follows the list', async () => {
    const items = [{ id: 'op1', status: 'running' }];
    await start({ 'GET /operations': () => ({ body: { items, next_cursor: null, has_more: false } }) });
    const { lines } = watching(['operations', 'list', '--watch', '-o', 'ndjson']);
    await isFollowed();
    happen(() => items.splice(0, 1, { id: 'op1', status: 'succeeded' }));
    await until(() => lines().length === 2);
    expect(lines().map((line) => JSON.parse(line).status)).toEqual(['running', 'succeeded']);
  });
});
