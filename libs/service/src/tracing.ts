import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { register } from 'import-in-the-middle/register-hooks.mjs';
import { resource } from './otel-resource.js';

/** Spans of a process that is killed are lost for so long at the most. */
const EXPORT_EVERY_MS = 1_000;

/** What supervisors and Prometheus ask every few seconds tells nothing. */
const UNTRACED = /^\/(livez|readyz|metrics)\b/;

/**
 * Traces HTTP, PostgreSQL and undici in this process, and sends the spans as OTLP over HTTP in JSON to the endpoint that the
 * standard OTEL_EXPORTER_OTLP_… variables name. NATS headers carry the context by libs/ledger's own trace.ts.
 *
 * Only what somebody's request or event caused is traced: a worker that looks for work every few seconds begins no trace.
 */
export function startTracing(): void {
  // The CommonJS world is patched by `require`; whoever imports these as ES modules is told by this hook.
  register({ include: ['pg', 'pg-pool', 'http', 'https', 'node:http', 'node:https'] });
  const tracerProvider = new TracerProvider({
    resource: resource(),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: EXPORT_EVERY_MS }),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(tracerProvider);
  registerInstrumentations({
    tracerProvider,
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url }) => UNTRACED.test(url ?? ''),
        requireParentforOutgoingSpans: true,
      }),
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
    ],
  });
  process.once('beforeExit', () => void tracerProvider.shutdown());
}
