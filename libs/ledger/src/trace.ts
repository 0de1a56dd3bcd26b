import type { MsgHdrs } from '@nats-io/transport-node';
import {
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

const tracer = trace.getTracer('freehold');

/** Writes the current trace context (W3C traceparent) into NATS headers. */
export function injectTrace(headers: MsgHdrs): void {
  propagation.inject(context.active(), headers, { set: (carrier, key, value) => carrier.set(key, value) });
}

/** The current trace context as a `traceparent`, to be kept with what goes on later; null when nobody traces. */
export function currentTrace(): string | null {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Runs `work` in a span that continues the trace of a message. Without an SDK this costs next to nothing. */
export async function traced<T>(
  name: string,
  kind: SpanKind,
  traceparent: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const parent = traceparent ? extracted(traceparent) : context.active();
  return await within(tracer.startSpan(name, { kind }, parent), parent, work);
}

/** A span may bear so many links (OpenTelemetry's default limit). */
const MOST_LINKS = 128;

/**
 * Runs `work` on a batch of events: within their trace when they have one in common, else in a trace of its own that is
 * linked to theirs. Events that were written while nobody traced begin no span.
 */
export async function tracedBatch<T>(
  name: string,
  events: readonly { readonly traceparent?: string | undefined }[],
  work: () => Promise<T>,
): Promise<T> {
  const contexts = new Map<string, Context>(); // by trace: `00-<trace id>-<span id>-<flags>`
  for (const { traceparent } of events) {
    const id = traceparent?.split('-')[1];
    if (traceparent && id && !contexts.has(id)) contexts.set(id, extracted(traceparent));
  }
  const [first, ...others] = contexts.values();
  if (first === undefined) return await work();
  const parent = others.length === 0 ? first : ROOT_CONTEXT;
  const causes = others.length === 0 ? [] : [first, ...others].slice(0, MOST_LINKS);
  const links = causes.flatMap((cause) => trace.getSpanContext(cause) ?? []).map((cause) => ({ context: cause }));
  return await within(tracer.startSpan(name, { kind: SpanKind.CONSUMER, links }, parent), parent, work);
}

function extracted(traceparent: string): Context {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

async function within<T>(span: Span, parent: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await context.with(trace.setSpan(parent, span), work);
  } catch (error) {
    span.recordException(error instanceof Error ? error : String(error));
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

export { SpanKind };
