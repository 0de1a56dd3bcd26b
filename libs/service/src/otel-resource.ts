import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';

/** What this process is called in traces and by error trackers: the standard OTEL_… variables have the last word. */
export function resource(): Resource {
  return defaultResource()
    .merge(resourceFromAttributes({ 'service.name': 'freehold', 'service.namespace': 'freehold' }))
    .merge(detectResources({ detectors: [envDetector] }));
}
