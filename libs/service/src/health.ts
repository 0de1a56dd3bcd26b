import { Controller, Get, Header, ServiceUnavailableException } from '@nestjs/common';
import { metricsText } from './metrics.js';
import { runtimesHere } from './runtime.js';

/** What a process supervisor asks. */
@Controller()
export class HealthController {
  /** The process runs and its event loop turns. */
  @Get('livez')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Every service of the process can serve: NATS and PostgreSQL answer, no projection has stopped. */
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    const states = await Promise.all(
      [...runtimesHere()].map(async (runtime) => [runtime.definition.name, await runtime.notReady()] as const),
    );
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
