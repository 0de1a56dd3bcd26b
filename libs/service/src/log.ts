import { redact } from '@freehold/vault/secret';
import { context, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, multistream, pino } from 'pino';
import { errorRecords, tracksErrors } from './error-records.js';

export type { Logger };

/** Structured logs: one JSON line an event, times in RFC 3339, secrets struck out. Errors go to whoever tracks them, too. */
export function createLog(
  service: string,
  level: string,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    messageKey: 'message',
    mixin: traced,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => redact(fields) as Record<string, unknown>, // an object gives an object
    },
  };
  if (!tracksErrors()) return pino(options, destination);
  const streams = [
    { level: 'trace', stream: destination },
    { level: 'error', stream: errorRecords },
  ] as const;
  return pino(options, multistream([...streams]));
}

/** The trace in which a line was written, where there is one. */
function traced(): { trace_id?: string } {
  const span = trace.getSpanContext(context.active());
  return span === undefined ? {} : { trace_id: span.traceId };
}
