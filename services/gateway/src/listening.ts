import { once } from 'node:events';
import { type AddressInfo, createServer, type ListenOptions, type Server } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * Sockets on the one port. In a turn of its loop Node takes in one new connection a socket (libuv, `uv__server_io`): of a thousand
 * clients that come at once, the last would wait for a thousand turns, each as long as the requests of those before it.
 */
const SOCKETS = 16;
/** Connections that the kernel keeps for each socket while the gateway is busy. */
const BACKLOG = 256;
const SHARED = { backlog: BACKLOG, reusePort: true };

/** Opens an application to its clients. It closes all its sockets. @throws Error (EADDRINUSE) where somebody listens already */
export async function listen(app: NestFastifyApplication, port: number, host: string): Promise<void> {
  const http: Server = app.getHttpServer();
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const others: Server[] = [];
  let closed: Promise<unknown> = Promise.resolve();
  fastify.addHook('preClose', async () => {
    closed = Promise.all(others.map(close));
  });
  // Idle connections are closed by now; those that answer yet are waited for, as for the first socket's.
  fastify.addHook('onClose', async () => void (await closed));

  await close(await opened(createServer(), { port, host })); // who shares a port is not told that it is taken
  await app.listen({ port, host, ...SHARED });
  const { address, port: chosen } = http.address() as AddressInfo; // it listens on TCP
  while (others.length < SOCKETS - 1) {
    const other = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => http.emit('connection', socket));
    others.push(await opened(other, { port: chosen, host: address, ...SHARED }));
  }
}

async function opened(server: Server, options: ListenOptions): Promise<Server> {
  server.listen(options);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  await new Promise((done) => server.close(done));
}
