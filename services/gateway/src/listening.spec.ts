import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, readHttpConfig } from './http-app.js';
import { listen } from './listening.js';

@Module({})
class Nothing {}

const CONFIG = {
  FREEHOLD_NATS_URL: 'nats://127.0.0.1:1',
  FREEHOLD_POSTGRES_URL: 'postgres://127.0.0.1:1/nowhere',
  FREEHOLD_LOG_LEVEL: 'silent',
};

describe('the port of the gateway', () => {
  let app: NestFastifyApplication;
  let answer: () => void;

  beforeEach(async () => {
    app = await createHttpApp(Nothing, readHttpConfig(CONFIG));
    const held = new Promise<void>((resolve) => (answer = resolve));
    app
      .getHttpAdapter()
      .getInstance()
      .get('/held', async () => {
        await held;
        return 'answered';
      });
  });

  afterEach(async () => {
    answer();
    await app.close();
  });

  const port = () => (app.getHttpServer().address() as AddressInfo).port; // it listens on TCP

  /** On a connection of its own, which ends with the answer. */
  async function ask(at: number): Promise<string> {
    const [response] = (await once(get({ port: at, host: '127.0.0.1', path: '/held', agent: false }), 'response')) as [
      IncomingMessage,
    ];
    return await text(response);
  }

  it('takes a thousand clients in within a few turns of the event loop, not a thousand', async () => {
    await listen(app, 0, '127.0.0.1');
    let came = 0;
    app.getHttpServer().on('connection', () => (came += 1));
    const clients = Array.from({ length: 1_000 }, () => connect(port(), '127.0.0.1'));
    const deadline = Date.now() + 60_000;
    // There are turns in which nobody came: as many as the kernel takes its time.
    let turns = 0;
    for (let before = 0; came < clients.length && Date.now() < deadline; before = came) {
      await turn();
      if (came > before) turns += 1;
    }
    for (const client of clients) client.destroy();
    expect(came).toBe(clients.length);
    expect(turns).toBeLessThan(300);
  });

  it('is refused where somebody has it', async () => {
    const somebody = createServer().listen(0, '127.0.0.1');
    await once(somebody, 'listening');
    const taken = (somebody.address() as AddressInfo).port; // as above
    await expect(listen(app, taken, '127.0.0.1')).rejects.toThrow(/EADDRINUSE/);
    somebody.close();
    await once(somebody, 'close');
    await listen(app, taken, '127.0.0.1');
    await expect(listen(await createHttpApp(Nothing, readHttpConfig(CONFIG)), taken, '127.0.0.1')).rejects.toThrow(
      /EADDRINUSE/,
    );
  });

  it('closes when whoever waits has an answer, whichever of its sockets they came by', async () => {
    await listen(app, 0, '127.0.0.1');
    const at = port();
    const waiting = ask(at);
    await once(app.getHttpServer(), 'request');
    let closed = false;
    const closing = app.close().then(() => (closed = true));
    while (app.getHttpServer().listening) await turn();
    await expect(ask(at)).rejects.toThrow(/ECONNREFUSED/);
    expect(closed).toBe(false);
    answer();
    expect(await waiting).toBe('answered');
    await closing;
  });
});
