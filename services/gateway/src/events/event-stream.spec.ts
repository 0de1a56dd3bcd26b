import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventView } from '@freehold/contracts/event-view';
import { Positions } from '@freehold/ledger/positions';
import { until } from '@freehold/testing/until';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';
import type { EventReader } from './event-reader.js';
import { SseSink, WebSocketSink } from './event-sink.js';
import { EventStream } from './event-stream.js';

const EVENTS = 200;

/** Events of 40 kB each: more than the buffers between two sockets take. */
function event(position: number): EventView {
  const names = { id: `c${position}`, type: 'BrandUpdated', kind: 'brand', resource_id: 'acme', context: 'tenant' };
  const owners = { aggregate_kind: 'brand', aggregate_id: 'acme', actor: 'key:1', tenant_id: null, brand_id: null };
  const sayings = { on_behalf_of: null, address: null, reason: null };
  const causes = { correlation_id: 'r', causation_id: null, version: 1, time: '2026-01-01T00:00:00.000Z' };
  return { position, ...names, ...owners, ...sayings, ...causes, data: { text: 'x'.repeat(40_000) } };
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

/** The same as a WebSocket. */
async function dialled(
  timing: { heartbeatMs: number; stalledMs: number },
  prepare: (client: WebSocket) => void,
): Promise<{ cut: () => boolean }> {
  const positions = new Positions();
  positions.announce('events', EVENTS);
  stream = new EventStream(ledger as EventReader, positions, timing); // as above
  let cut = false;
  server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket) => {
    socket.on('close', () => (cut = true));
    void stream.follow(new WebSocketSink(socket), { reach: 'everything', events: ledger, after: 0, filter: {} });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // as above
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong: false });
  client.on('error', () => undefined);
  // Messages may come with the answer to the handshake.
  prepare(client);
  await once(client, 'open');
  return { cut: () => cut };
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
    await until(() => text.includes(`id: ${EVENTS}\n`));
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

describe('a stream of events as a WebSocket', () => {
  it('cuts off a client that does not read, within its time', async () => {
    const { cut } = await dialled({ heartbeatMs: 10_000, stalledMs: 200 }, (client) =>
      client.on('open', () => client.pause()),
    );
    await until(cut, { within: 3_000 });
  });

  it('waits for a client that reads slowly, and then tells it everything', async () => {
    const positions: number[] = [];
    const { cut } = await dialled({ heartbeatMs: 10_000, stalledMs: 5_000 }, (client) =>
      client.on('message', (data: Buffer) => {
        positions.push((JSON.parse(data.toString()) as EventView).position); // what the stream sends
        client.pause();
        setImmediate(() => client.resume());
      }),
    );
    await until(() => positions.length === EVENTS);
    expect(positions).toEqual(Array.from({ length: EVENTS }, (_, i) => i + 1));
    expect(cut()).toBe(false);
  });

  it('pings while nothing happens, and cuts off a client that does not answer', async () => {
    let pings = 0;
    const { cut } = await dialled({ heartbeatMs: 1_000, stalledMs: 5_000 }, (client) =>
      client.on('ping', () => {
        pings += 1;
        if (pings < 4) client.pong();
      }),
    );
    await until(cut);
    expect(pings).toBe(4);
  });
});
