import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '@freehold/testing/until';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type ClientOptions, WebSocket } from 'ws';
import { BRAND, type GatewayUnderTest, startGateway } from '../gateway-under-test.js';
import { PROTOCOL } from './event-socket.js';

let freehold: GatewayUnderTest;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  freehold = await startGateway();
  await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'acme' });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

afterAll(async () => {
  await freehold?.stop();
});

async function rename(name: string): Promise<number> {
  const { headers } = await freehold.request('PUT', '/api/v1/brands/acme', { name });
  return Number(headers.get('freehold-position'));
}

/** A client, and the messages that it has got. */
interface Client {
  readonly socket: WebSocket;
  readonly texts: string[];
  readonly positions: () => number[];
  /** The code and the reason of the close, once it has come. */
  closed: [number, string] | undefined;
}

function dial(query = '', options: ClientOptions & { protocols?: string[] } = {}): Client {
  const { protocols = [], ...more } = options;
  const url = `${freehold.url.replace('http:', 'ws:')}/api/v1/events/ws${query}`;
  const socket = new WebSocket(url, protocols, { headers: { authorization: `Bearer ${freehold.key}` }, ...more });
  sockets.push(socket);
  const texts: string[] = [];
  const positions = () => texts.map((text) => (JSON.parse(text) as { position: number }).position); // an event
  const client: Client = { socket, texts, positions, closed: undefined };
  socket.on('message', (data) => texts.push(Buffer.from(data as Buffer).toString())); // the type of a message unless told
  socket.on('close', (code, reason) => {
    client.closed = [code, String(reason)];
  });
  return client;
}

async function opened(query?: string, options?: Parameters<typeof dial>[1]): Promise<Client> {
  const client = dial(query, options);
  await once(client.socket, 'open');
  return client;
}

/** What a handshake that is refused is answered. */
async function refused(query: string, options: Parameters<typeof dial>[1]) {
  const { socket } = dial(query, options);
  socket.on('error', () => undefined);
  const [, response] = await once(socket, 'unexpected-response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, type: response.headers['content-type'], body: JSON.parse(text) };
}

describe('the events as a WebSocket', () => {
  it('are those of the SSE stream, in order, each the same text, from where it was asked to begin', async () => {
    const before = await rename('Before');
    const caughtUp = await opened(`?after=${before - 1}`);
    const live = await opened();
    const positions: number[] = [];
    for (let nth = 0; nth < 20; nth++) positions.push(await rename(`Live ${nth}`));
    await until(() => live.texts.length >= 20 && caughtUp.texts.length >= 21);
    expect(live.positions()).toEqual(positions);
    expect(caughtUp.positions()).toEqual([before, ...positions]);
    const { body } = await freehold.request('GET', `/api/v1/events?after=${before - 1}&limit=1`);
    expect(JSON.parse(caughtUp.texts[0] ?? '')).toEqual(body.items[0]);
  });

  it('keep to a kind and a resource', async () => {
    const start = await rename('Filter');
    const client = await opened(`?after=${start - 1}&kind=tenant`);
    await rename('Not this');
    const made = await freehold.tenant({ brand_id: 'acme' });
    await until(() => client.texts.length > 0);
    expect(client.positions()).toEqual([Number(made.headers.get('freehold-position'))]);
  });

  it('are those within the reach of the key, live and from the past', async () => {
    await freehold.request('POST', '/api/v1/brands', { ...BRAND, id: 'other', base_hostname: 'other.example' });
    const key = await freehold.keyWith({ scopes: ['events:read'], brands: ['acme'] });
    const start = await rename('Theirs');
    const client = await opened(`?after=${start - 1}`, { headers: { authorization: `Bearer ${key}` } });
    await freehold.request('PUT', '/api/v1/brands/other', { name: 'Somebody else’s' });
    const last = await rename('Theirs too');
    await until(() => client.positions().includes(last));
    expect(client.positions()).toEqual([start, last]);
  });

  it('are had with a bearer that is offered as a protocol, which is not told back', async () => {
    const client = await opened('', { protocols: [PROTOCOL, `bearer.${freehold.key}`], headers: {} });
    expect(client.socket.protocol).toBe(PROTOCOL);
    const position = await rename('From a browser');
    await until(() => client.positions().includes(position));
  });

  it('are refused without a key, without the scope, at another path and with a wrong query, as problems', async () => {
    const reader = await freehold.keyWith({ scopes: ['brands:read'], brands: ['*'] });
    expect(await refused('', { headers: {} })).toMatchObject({
      status: 401,
      type: expect.stringContaining('application/problem+json'),
      body: { code: 'request.unauthenticated' },
    });
    const poor = await refused('', { headers: { authorization: `Bearer ${reader}` } });
    expect([poor.status, poor.body.detail]).toEqual([403, expect.stringContaining('events:read')]);
    expect(await refused('/x', {})).toMatchObject({ status: 404, body: { code: 'request.not_found' } });
    expect(await refused('?after=soon', {})).toMatchObject({ status: 400, body: { errors: [{ pointer: '/after' }] } });
    expect(await refused('?kind=zone&kind=brand', {})).toMatchObject({ status: 400 });
    expect(await refused('?surprise=1', {})).toMatchObject({ status: 400 });
  });

  it('are in the audit where they were denied, with who it was', async () => {
    await refused('', { headers: { 'x-request-id': 'socket-nobody' } });
    const reader = await freehold.keyWith({ scopes: ['brands:read'], brands: ['*'] });
    await refused('?after=1', { headers: { authorization: `Bearer ${reader}`, 'x-request-id': 'socket-poor' } });
    const entry = (id: string) =>
      until(async () => (await freehold.request('GET', `/api/v1/audit?correlation_id=${id}`)).body.items[0]);
    const both = { outcome: 'denied', action: 'GET', target: '/api/v1/events/ws', address: '127.0.0.1' };
    expect(await entry('socket-nobody')).toMatchObject({ ...both, actor: 'nobody', status: 401 });
    expect(await entry('socket-poor')).toMatchObject({ ...both, actor: expect.stringMatching(/^key:/), status: 403 });
  });

  it('end for a key that is revoked while it follows', async () => {
    const id = (await freehold.request('POST', '/api/v1/api-keys', { name: 'x', scopes: ['events:read'] })).body;
    const client = await opened('', { headers: { authorization: `Bearer ${id.key}` } });
    await freehold.request('DELETE', `/api/v1/api-keys/${id.id}`, undefined, { 'if-match': '*' });
    await until(() => client.closed, { within: 9_000 });
    expect(client.closed?.[0]).toBe(4401);
  });

  it('take no messages: one ends it, and so does one that is too long', async () => {
    const [talker, shouter] = [await opened(), await opened()];
    talker.socket.send('hello');
    shouter.socket.send('x'.repeat(10_000));
    await until(() => talker.closed && shouter.closed);
    expect([talker.closed?.[0], shouter.closed?.[0]]).toEqual([1008, 1009]);
  });

  it('do not break what is no WebSocket, or half of one', async () => {
    const { port } = new URL(freehold.url);
    const answers = await Promise.all(
      ['GET /api/v1/events/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n', 'nonsense'].map(
        async (text) => {
          const socket = connect(Number(port), '127.0.0.1');
          const auth = `Authorization: Bearer ${freehold.key}\r\n`;
          socket.end(text === 'nonsense' ? text : `${text}${auth}\r\n`);
          let answer = '';
          for await (const chunk of socket) answer += String(chunk);
          return answer.split('\r\n', 1)[0];
        },
      ),
    );
    expect(answers).toEqual([expect.stringContaining('400'), expect.stringContaining('400')]);
    expect((await freehold.request('GET', '/api/v1/brands/acme')).status).toBe(200);
  });
});

describe('a gateway that is restarted', () => {
  it('says that it goes, and goes on behind the last position, without loss or repeat', async () => {
    const start = await rename('Before the restart');
    const client = await opened(`?after=${start - 1}`);
    await until(() => client.texts.length === 1);
    await freehold.restart(async () => {
      await until(() => client.closed);
    });
    expect(client.closed?.[0]).toBe(1001);
    const positions = [await rename('Missed'), await rename('Missed too')];
    const resumed = await opened(`?after=${client.positions().at(-1)}`);
    await until(() => resumed.texts.length >= 2);
    expect(resumed.positions()).toEqual(positions);
  });
});
