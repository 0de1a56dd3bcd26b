import { logs, SeverityNumber } from '@opentelemetry/api';
import type { DestinationStream } from 'pino';

/** Whether errors are sent on to somebody: an OTLP endpoint for all, or for logs alone. */
export function tracksErrors(): boolean {
  return Boolean(process.env['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT'] || process.env['OTEL_EXPORTER_OTLP_ENDPOINT']);
}

/** Takes lines of the log, from which secrets are struck out already, and makes log records of OpenTelemetry of them. */
export const errorRecords: DestinationStream = {
  write(line: string): void {
    const { level, time, message, err, ...fields } = JSON.parse(line) as Record<string, unknown>; // a line of pino's
    const { name, message: said, stack } = (err ?? {}) as { name?: string; message?: string; stack?: string }; // redacted, as errors are
    logs.getLogger('freehold').emit({
      severityNumber: level === 'fatal' ? SeverityNumber.FATAL : SeverityNumber.ERROR,
      severityText: String(level),
      timestamp: Date.parse(String(time)),
      body: String(message),
      attributes: {
        ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, attribute(value)])),
        ...(name !== undefined && { 'exception.type': name }),
        ...(said !== undefined && { 'exception.message': said }),
        ...(stack !== undefined && { 'exception.stacktrace': stack }),
      },
    });
  },
};

function attribute(value: unknown): string | number | boolean {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
  return JSON.stringify(value);
}
