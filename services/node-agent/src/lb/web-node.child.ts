import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A web node for specs, as a process of its own: it says who it is and what it was asked. `/page` takes as long
 * as a page does, `/slow` until it is released.
 */
const HEALTH = '/.well-known/freehold/health';
const name = process.argv[2];
const waiting: (() => void)[] = [];
let isWell = true;

function answer({ url, method, headers, rawHeaders }: IncomingMessage, response: ServerResponse): void {
  const send = () => void response.end(JSON.stringify({ name, method, url, host: headers.host, headers: rawHeaders }));
  if (url === HEALTH) return void response.writeHead(isWell ? 200 : 503).end();
  if (url === '/page') return void setTimeout(send, 5);
  if (url !== '/slow') return send();
  waiting.push(send);
  process.send?.('waiting');
}

process.on('message', (told) => {
  if (told === 'well' || told === 'sick') isWell = told === 'well';
  else for (const send of waiting.splice(0)) send();
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
const server = createServer({ keepAliveTimeout: 60_000 }, answer).listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port); // it listens on TCP
