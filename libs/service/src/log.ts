import { redact } from '@freehold/vault/secret';
import { type DestinationStream, type Logger, pino } from 'pino';

export type { Logger };

/** Structured logs: one JSON line an event, times in RFC 3339, secrets struck out. */
export function createLog(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    messageKey: 'message',
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => redact(fields) as Record<string, unknown>, // an object gives an object
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
