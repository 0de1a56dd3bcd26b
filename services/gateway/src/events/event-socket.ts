import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { Rejected } from '@freehold/contracts/command';
import { fieldErrors } from '@freehold/contracts/validation';
import { type WebSocket, WebSocketServer } from 'ws';
import { reachFor } from '../access/gate.js';
import type { Identity } from '../access/identity.js';
import type { Desk } from '../edge/desk.js';
import { queryRefusal } from '../edge/page.js';
import { PROBLEM_TYPE, problemOf } from '../edge/problem.js';
import { requestIdOf } from '../edge/request-id.js';
import { identifiedAndCounted } from '../limits/counted.js';
import { API } from '../resources/names.js';
import { streamQuery } from './event-routes.js';
import { WebSocketSink } from './event-sink.js';
import { EVENTS_SCOPE, followAs } from './follow-as.js';

export const SOCKET_PATH = `${API}/events/ws`;
/** What the messages are: the server names it where a client offers it. */
export const PROTOCOL = 'freehold.events.v1';
/** Browsers cannot send an Authorization header with a WebSocket; they can offer a protocol of this form beside {@link PROTOCOL}. */
const BEARER = /^bearer\.([\w.~+-]{1,4096})$/;
/** Clients have nothing to say. */
const MOST_BYTES = 1024;
/** RFC 6455 §7.4.1: a message that breaks the rules. */
const POLICY_VIOLATION = 1008;

/** `GET /api/v1/events/ws`: the stream of events as a WebSocket, a message an event, with the filters, the resuming and the access of the SSE stream. */
export class EventSocket {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });

  /** @param desk that reaches everything */
  constructor(private readonly desk: Desk) {}

  listen(server: Server): void {
    server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
  }

  /** Cuts off those that have not gone by themselves. */
  terminate(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    let identity: Identity | null = null;
    try {
      const knock = { method: 'GET', headers: withBearer(request.headers) };
      const url = new URL(request.url ?? '/', 'http://gateway');
      if (url.pathname !== SOCKET_PATH) throw new Rejected('request.not_found', 'there is no WebSocket at this path');
      const of = { ...knock, ip: request.socket.remoteAddress };
      identity = await identifiedAndCounted(of, this.desk, { headers: () => undefined });
      const reach = reachFor(identity, { scope: EVENTS_SCOPE });
      const { after, ...filter } = queryOf(url);
      const desk = reach === 'everything' ? this.desk : this.desk.within(reach);
      this.sockets.handleUpgrade(request, socket, head, (client) => {
        refuseMessages(client);
        const start = after ?? desk.stream.now;
        void followAs(knock, new WebSocketSink(client), { after: start, filter }, desk);
      });
    } catch (error) {
      this.refuse(error, { request, identity }, socket);
    }
  }

  private refuse(
    error: unknown,
    { request, identity }: { readonly request: IncomingMessage; readonly identity: Identity | null },
    socket: Duplex,
  ): void {
    const [id, url] = [requestIdOf(request), request.url ?? ''];
    const { body, headers } = problemOf(error, { id, url });
    this.desk.audit.refusals.record({
      identity,
      method: 'GET',
      url,
      template: SOCKET_PATH,
      params: {},
      address: request.socket.remoteAddress ?? '',
      request_id: id,
      reason: undefined,
      body: undefined,
      problem: body,
    });
    if (body.status === 500) this.desk.log.error({ err: error }, 'a WebSocket could not be opened');
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      'content-type': PROBLEM_TYPE,
      'x-request-id': id,
      'content-length': String(Buffer.byteLength(text)),
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}`);
    socket.end(`HTTP/1.1 ${body.status} ${body.title}\r\n${lines.join('\r\n')}\r\n\r\n${text}`);
  }
}

function refuseMessages(client: WebSocket): void {
  client.on('error', () => client.terminate());
  client.on('message', () => client.close(POLICY_VIOLATION, 'this stream takes no messages'));
}

/** The headers of a handshake, with a bearer that was offered as a protocol in its place. */
function withBearer(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  if (headers.authorization !== undefined) return headers;
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',');
  const bearer = offered.map((protocol) => BEARER.exec(protocol.trim())?.[1]).find((token) => token !== undefined);
  return bearer === undefined ? headers : { ...headers, authorization: `Bearer ${bearer}` };
}

function queryOf({ searchParams }: URL) {
  const given = [...searchParams.entries()];
  const query = Object.fromEntries(given);
  if (Object.keys(query).length < given.length) throw queryRefusal('query', 'a parameter is given more than once');
  const parsed = streamQuery.safeParse(query);
  if (parsed.success) return parsed.data;
  const [first] = fieldErrors(parsed.error);
  throw queryRefusal(first?.pointer.slice(1) ?? '', first?.detail ?? 'invalid');
}
