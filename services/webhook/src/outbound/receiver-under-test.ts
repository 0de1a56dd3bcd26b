import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificateUnderTest } from './certificate-under-test.js';

/** What a receiver was sent. */
export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How it answers: a status, or by hand. */
export type Answering = number | ((response: ServerResponse) => void);

/** A real receiver on a free port of a loopback address. It answers 200 unless told; what it is told is taken once a request, in order. */
export class Receiver {
  readonly received: Received[] = [];
  /** For the requests after those that `next` answers. */
  answer: Answering = 200;
  private readonly next: Answering[] = [];

  private constructor(
    private readonly server: Server,
    private readonly protocol: string,
  ) {}

  static async start({ tls = false, address = '127.0.0.1' } = {}): Promise<Receiver> {
    const handle = (request: IncomingMessage, response: ServerResponse) => void receiver.take(request, response);
    const server = tls ? createHttps(certificateUnderTest, handle) : createHttp(handle);
    const receiver = new Receiver(server, tls ? 'https' : 'http');
    server.listen(0, address);
    await once(server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port; // it listens on TCP
  }

  url(host = '127.0.0.1', path = '/hook'): string {
    return `${this.protocol}://${host}:${this.port}${path}`;
  }

  /** How the next requests are answered, one each. */
  answerNext(...answers: readonly Answering[]): void {
    this.next.push(...answers);
  }

  /** Bodies of what came, parsed. */
  // oxlint-disable-next-line typescript/no-explicit-any -- specs look into bodies, and a wrong one fails them
  get bodies(): any[] {
    return this.received.map(({ body }) => JSON.parse(body));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const headers = request.headers as Record<string, string>; // messages repeat none
    this.received.push({ path: request.url ?? '', headers, body });
    const answer = this.next.shift() ?? this.answer;
    if (typeof answer === 'function') answer(response);
    else response.writeHead(answer).end();
  }
}
