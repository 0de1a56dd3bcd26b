import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Rejected } from '@freehold/contracts/command';
import { type Environment, readConfig, ServiceConfig } from '@freehold/service/config';
import { createLog, type Logger } from '@freehold/service/log';
import { nestLog } from '@freehold/service/nest-log';
import { type ArgumentsHost, Catch, type DynamicModule, type ExceptionFilter, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';
import { GatewayConfig, type HttpConfig } from './config.js';
import { PROBLEM_TYPE, problemOf } from './edge/problem.js';
import { requestIdOf } from './edge/request-id.js';
import { sendProblem } from './edge/router.js';

/** What the HTTP side must be told, from the environment. @throws ConfigError */
export function readHttpConfig(environment: Environment): HttpConfig {
  return { ...readConfig('gateway', ServiceConfig, environment), ...readConfig('gateway', GatewayConfig, environment) };
}

/**
 * Makes the one HTTP server of the platform, around a module that imports {@link GatewayModule}; {@link listen} opens it.
 * No proxy is trusted: addresses and protocols are those of the connection.
 */
export async function createHttpApp(module: Type | DynamicModule, config: HttpConfig): Promise<NestFastifyApplication> {
  const log = createLog('http', config.log_level);
  const adapter = new FastifyAdapter({
    bodyLimit: config.body_limit_bytes,
    genReqId: requestIdOf,
    requestTimeout: 30_000,
    trustProxy: false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { body, headers } = problemOf(error, { id: request.id, url: request.url });
      void reply.code(body.status).headers(headers).header('content-type', PROBLEM_TYPE).send(JSON.stringify(body));
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLog(log),
    bodyParser: false,
    abortOnError: false,
  });
  adapter.getInstance().addHook('onRequest', async (request, reply) => {
    reply.headers({ ...STANDING_HEADERS, 'x-request-id': request.id });
  });
  app.useGlobalFilters(new ProblemFilter(log));
  return app;
}

/** What is not HTTP, or came too slowly, has no request to answer to: the socket gets a problem, and ends. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const refusal = new Rejected('request.invalid', 'the request is not HTTP as this server reads it');
  const { body } = problemOf(refusal, { id: randomUUID(), url: '' });
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}

/** helmet's, which are the same on every answer: asked for each request anew, they were an eighth of a GET in a profile. */
function helmetHeaders(): Record<string, string> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet({ contentSecurityPolicy: false })(response.req, response, () => undefined);
  return response.getHeaders() as Record<string, string>; // helmet sets single texts
}

/** On every answer. The policy allows what the documentation page needs. */
const STANDING_HEADERS = {
  ...helmetHeaders(),
  'cache-control': 'private, no-cache',
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self' 'unsafe-inline'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join(';'),
};

/** Of Nest's own refusals: what has no route. */
@Catch()
class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    await sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), { log: this.log });
  }
}
