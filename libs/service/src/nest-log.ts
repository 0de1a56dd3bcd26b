import type { LoggerService } from '@nestjs/common';
import type { Logger } from './log.js';

/** Nest's own lines in our log; its start-up chatter at debug. */
export function nestLog(log: Logger): LoggerService {
  return {
    log: (message: unknown, context?: string) => log.debug({ context }, String(message)),
    debug: (message: unknown, context?: string) => log.debug({ context }, String(message)),
    verbose: (message: unknown, context?: string) => log.trace({ context }, String(message)),
    warn: (message: unknown, context?: string) => log.warn({ context }, String(message)),
    error: (message: unknown, stack?: string, context?: string) => log.error({ stack, context }, String(message)),
  };
}
