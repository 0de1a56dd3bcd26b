/**
 * The tracing preload: `node --import ./libs/service/dist/otel.js services/dns/dist/main.js`. It has to run before anything
 * that it traces is imported. Off unless OTEL_EXPORTER_OTLP_ENDPOINT is set; then nothing of the SDK is even loaded.
 */
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) {
  const { startTracing } = await import('./tracing.js');
  startTracing();
}

export {};
