import { Controller, Get, Header, Inject, ServiceUnavailableException } from '@nestjs/common';
import { metricsText } from './metrics.js';
import type { ServiceRuntime } from './runtime.js';

/** Every runtime in this process. */
export const RUNTIMES = Symbol('RUNTIMES');

/** What a process supervisor asks. */
@Controller()
export class HealthController {
  constructor(@Inject(RUNTIMES) private readonly runtimes: readonly ServiceRuntime[]) {}

  /** The process runs and its event loop turns. */
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Every service of the process can serve: NATS and PostgreSQL answer, no projection has stopped. */
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    const states = await Promise.all(this.runtimes.map(async (runtime) => [runtime.definition.name, await runtime.notReady()] as const));
    const failing = Object.fromEntries(states.filter(([, reason]) => reason !== undefined));
    if (Object.keys(failing).length > 0) throw new ServiceUnavailableException({ status: 'unavailable', failing });
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    return await metricsText();
  }
}
