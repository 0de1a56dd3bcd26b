import { logs } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import type { Resource } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';

/** Errors of a process that is killed are lost for so long at the most. */
const EXPORT_EVERY_MS = 1_000;

/**
 * Sends what is logged as an error (error-records.ts) as OTLP over HTTP in JSON to the endpoint that the standard
 * OTEL_EXPORTER_OTLP_… variables name, where an error tracker listens.
 */
export function startErrorTracking(resource: Resource): void {
  const exporter = new OTLPLogExporter();
  const provider = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter, scheduledDelayMillis: EXPORT_EVERY_MS })],
  });
  logs.setGlobalLoggerProvider(provider);
  process.once('beforeExit', () => void provider.shutdown());
}
