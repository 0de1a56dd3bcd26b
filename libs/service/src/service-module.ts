import {
  type DynamicModule,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { Environment } from './config.js';
import type { ServiceDefinition } from './definition.js';
import { ServiceRuntime } from './runtime.js';

/** Starts a service's runtime with the Nest application, and stops it with it. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly runtime: ServiceRuntime) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.runtime.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.runtime.stop();
  }
}

/** One service in a Nest application: alone in its process, or beside the others in the embedded default. */
@Module({})
export class ServiceModule {
  static of(definition: ServiceDefinition, environment: Environment): DynamicModule {
    return {
      module: ServiceModule,
      providers: [
        { provide: ServiceRuntime, useFactory: () => ServiceRuntime.open(definition, environment) },
        Lifecycle,
      ],
      exports: [ServiceRuntime],
    };
  }
}
