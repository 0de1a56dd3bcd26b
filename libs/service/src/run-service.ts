import 'reflect-metadata';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Environment, readConfig, ServiceConfig } from './config.js';
import type { ServiceDefinition } from './definition.js';
import { HealthController } from './health.js';
import { createLog } from './log.js';
import { nestLog } from './nest-log.js';
import { ServiceModule } from './service-module.js';
import { startFailure } from './start-failure.js';

/** Runs one service as a process of its own, with its health and metrics on a port of theirs, until SIGTERM or SIGINT. */
export async function runService(definition: ServiceDefinition, environment: Environment = process.env): Promise<void> {
  try {
    const config = readConfig(definition.name, ServiceConfig, environment);
    const app = await NestFactory.create<NestFastifyApplication>(
      standalone(definition, environment),
      new FastifyAdapter(),
      {
        logger: nestLog(createLog(definition.name, config.log_level)),
      },
    );
    app.enableShutdownHooks();
    await app.listen(config.health_port, config.health_host);
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`);
    process.exitCode = 1;
  }
}

function standalone(definition: ServiceDefinition, environment: Environment): Type {
  const service: DynamicModule = ServiceModule.of(definition, environment);
  @Module({
    imports: [service],
    controllers: [HealthController],
  })
  class Standalone {}
  return Standalone;
}
