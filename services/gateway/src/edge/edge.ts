import type { Server } from 'node:http';
import { ServiceRuntime } from '@freehold/service/runtime';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { doorsOf } from '../access/doors.js';
import { ReachedRows } from '../access/rows.js';
import { AuditDesk } from '../audit/audit-desk.js';
import { Callbacks } from '../callbacks/callbacks.js';
import { Commands } from '../commands/commands.js';
import { Idempotency } from '../commands/idempotency.js';
import { KeptAnswers } from '../commands/kept-answers.js';
import type { GatewayConfig } from '../config.js';
import { EventReader } from '../events/event-reader.js';
import { EventSocket } from '../events/event-socket.js';
import { EventStream } from '../events/event-stream.js';
import { limitsIn } from '../limits/limits.js';
import { ROUTES } from '../routes.js';
import { Asker } from './asker.js';
import { type Desk, deskWithin, type Office } from './desk.js';
import { handOnToIdentity } from './identity-proxy.js';
import { registerRoutes } from './router.js';

/** What is being answered at a shutdown has so long to end; a connection on which nobody asks anything must not hold it up. */
const GRACE_MS = 2_000;

/** Puts the route table on the HTTP server of the Nest application that it lives in, and ends its streams before that closes. */
@Injectable()
export class Edge implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  /** Which reaches everything. */
  readonly desk: Desk;
  private readonly socket: EventSocket;
  private readonly config: GatewayConfig;

  constructor(
    @Inject(ServiceRuntime) runtime: ServiceRuntime,
    @Inject(HttpAdapterHost) private readonly http: HttpAdapterHost,
  ) {
    const { config, pool, reading, log, nc, positions, send } = runtime.parts;
    this.config = config as unknown as GatewayConfig; // the runtime has parsed it with that schema
    const reached = new ReachedRows(reading);
    const ask = new Asker(nc);
    const office: Office = {
      log,
      positions,
      stream: new EventStream(new EventReader(reached.within('everything')), positions),
      commands: new Commands(send, positions, new Idempotency(pool), new Callbacks(ask, log)),
      answers: new KeptAnswers(pool, log),
      limits: limitsIn(pool, this.config),
      ask,
      ...doorsOf(this.config, pool),
      audit: new AuditDesk(runtime.parts, ask),
      cron_secret: this.config.cron_secret,
    };
    this.desk = deskWithin('everything', reached, office);
    this.socket = new EventSocket(this.desk);
  }

  async onModuleInit(): Promise<void> {
    const server: FastifyInstance = this.http.httpAdapter.getInstance();
    await registerRoutes(server, ROUTES, this.desk);
    this.socket.listen(this.http.httpAdapter.getHttpServer());
    await handOnToIdentity(server, this.config, this.desk);
  }

  onModuleDestroy(): void {
    this.desk.stream.close();
    const server: Server = this.http.httpAdapter.getHttpServer();
    setTimeout(() => {
      this.socket.terminate();
      server.closeAllConnections();
    }, GRACE_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.desk.audit.refusals.close();
  }
}
