import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Positions } from '@freehold/ledger/positions';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventReader, EventView } from './event-reader.js';
import { SseSink } from './event-sink.js';
import { EventStream } from './event-stream.js';

const EVENTS = 200;

/** Events of 20 kB each: more than the buffers between two sockets take. */
function event(position: number): EventView {
  const names = { id: `c${position}`, type: 'BrandUpdated', kind: 'brand', resource_id: 'acme', context: 'tenant' };
  const owners = { aggregate_kind: 'brand', aggregate_id: 'acme', actor: 'key:1', tenant_id: null, brand_id: null };
  const sayings = { on_behalf_of: null, address: null, reason: null };
  const causes = { correlation_id: 'r', causation_id: null, version: 1, time: '2026-01-01T00:00:00.000Z' };
  return { position, ...names, ...owners, ...sayings, ...causes, data: { text: 'x'.repeat(20_000) } };
}

const ledger: Pick<EventReader, 'after'> = {
  after: async (position, limit) =>
    Array.from({ length: Math.min(limit, EVENTS - position) }, (_, i) => event(position + i + 1)),
};

let server: Server;
let stream: EventStream;

/** Serves the stream, and answers a client that has connected to it. */
async function connected(timing: {
  heartbeatMs: number;
  stalledMs: number;
}): Promise<{ client: IncomingMessage; cut: () => boolean }> {
  const positions = new Positions();
  positions.announce('events', EVENTS);
  stream = new EventStream(ledger as EventReader, positions, timing); // the one method that streams call
  let cut = false;
  server = createServer((_, response) => {
    response.on('close', () => (cut = true));
    void stream.follow(new SseSink(response), { reach: 'everything', events: ledger, after: 0, filter: {} });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const [client] = (await once(get({ port, host: '127.0.0.1' }), 'response')) as [IncomingMessage];
  client.on('error', () => undefined);
  return { client, cut: () => cut };
}

afterEach(() => {
  stream.close();
  server.closeAllConnections();
  server.close();
});

describe('a stream of events', () => {
  it('cuts off a client that does not read, within its time', async () => {
    const { client, cut } = await connected({ heartbeatMs: 10_000, stalledMs: 200 });
    client.pause();
    await until(cut, { within: 3_000 });
  });

  it('waits for a client that reads slowly, and then tells it everything', async () => {
    const { client, cut } = await connected({ heartbeatMs: 10_000, stalledMs: 5_000 });
    let text = '';
    client.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      client.pause();
      setImmediate(() => client.resume());
    });
    await until(() => text.includes(`id: ${EVENTS}\n`), { within: 10_000 });
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual(
      Array.from({ length: EVENTS }, (_, i) => i + 1),
    );
    expect(cut()).toBe(false);
  });

  it('beats while nothing happens', async () => {
    const { client } = await connected({ heartbeatMs: 50, stalledMs: 5_000 });
    let text = '';
    client.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    await until(() => text.includes(':\n\n:\n\n'));
  });
});
