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

/** Of this process, those that have not begun to start. */
const waiting = new Set<Lifecycle>();

/** Starts a service's runtime with the Nest application, and stops it with it. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private started: Promise<void> | undefined;

  constructor(private readonly runtime: ServiceRuntime) {
    waiting.add(this);
  }

  /** Nest has each module wait for the one before; services need no order, and start side by side. */
  async onApplicationBootstrap(): Promise<void> {
    for (const lifecycle of waiting) lifecycle.begin();
    waiting.clear();
    await this.started;
  }

  private begin(): void {
    this.started = this.runtime.start();
    this.started.catch(() => undefined); // until its own turn comes, where it is thrown
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
