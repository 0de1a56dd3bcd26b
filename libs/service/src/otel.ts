/**
 * The preload of traces and error tracking: `node --import ./libs/service/dist/otel.js services/dns/dist/main.js`. It has to run before anything
 * that it traces is imported. Off unless OTEL_EXPORTER_OTLP_ENDPOINT is set (for errors alone: OTEL_EXPORTER_OTLP_LOGS_ENDPOINT); then nothing of the SDK is even loaded.
 */
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] || process.env['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT']) {
  const { resource } = await import('./otel-resource.js');
  const { startErrorTracking } = await import('./error-tracking.js');
  startErrorTracking(resource());
}
if (process.env['OTEL_EXPORTER_OTLP_ENDPOINT']) {
  const { startTracing } = await import('./tracing.js');
  startTracing();
}

export {};
