import type { Server } from 'node:http';
import { ServiceRuntime } from '@freehold/service/runtime';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ApiKeys } from '../access/api-keys.js';
import { Commands } from '../commands/commands.js';
import { Idempotency } from '../commands/idempotency.js';
import { EventReader } from '../events/event-reader.js';
import { EventStream } from '../events/event-stream.js';
import { OperationReader } from '../operations/operation-reader.js';
import { ResourceReader } from '../resources/resource-reader.js';
import { ROUTES } from '../routes.js';
import { Asker } from './asker.js';
import type { Desk } from './desk.js';
import { registerRoutes } from './router.js';

/** What is being answered at a shutdown has so long to end; a connection on which nobody asks anything must not hold it up. */
const GRACE_MS = 2_000;

/** Puts the route table on the HTTP server of the Nest application that it lives in, and ends its streams before that closes. */
@Injectable()
export class Edge implements OnModuleInit, OnModuleDestroy {
  private readonly desk: Desk;

  constructor(
    @Inject(ServiceRuntime) runtime: ServiceRuntime,
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
  ) {
    const { config, pool, log, nc, positions, send } = runtime.parts;
    const events = new EventReader(pool);
    const resources = new ResourceReader(pool);
    this.desk = {
      pool,
      log,
      positions,
      resources,
      operations: new OperationReader(pool, positions),
      events,
      stream: new EventStream(events, positions),
      commands: new Commands(send, positions, new Idempotency(pool), { events, resources }),
      ask: new Asker(nc),
      cron_secret: typeof config['cron_secret'] === 'string' ? config['cron_secret'] : undefined,
    };
  }

  async onModuleInit(): Promise<void> {
    const server: FastifyInstance = this.http.httpAdapter.getInstance();
    await registerRoutes(server, ROUTES, this.desk, new ApiKeys(this.desk.pool));
  }

  onModuleDestroy(): void {
    this.desk.stream.close();
    const server: Server = this.http.httpAdapter.getHttpServer();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  }
}
