import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Of OTLP's JSON (opentelemetry-proto, trace.proto), what specs look at. */
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
}
interface TraceExport {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

/** Takes the spans that processes export as OTLP over HTTP in JSON, and tells how they hang together. */
export class TraceCollector {
  private readonly spans: Span[] = [];

  private constructor(
    private readonly server: Server,
    /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
    readonly endpoint: string,
  ) {}

  static async start(): Promise<TraceCollector> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // it listens on a port
    const collector = new TraceCollector(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => void collector.take(request, response));
    return collector;
  }

  /** Of every span whose name begins so: the names from its trace's first span down to it. */
  paths(name: string): string[][] {
    return this.spans.filter((span) => span.name.startsWith(name)).map((span) => this.ancestry(span));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { resourceSpans } = (await json(request)) as TraceExport; // what OTLP/HTTP posts to /v1/traces
    this.spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
    response.setHeader('content-type', 'application/json').end('{}');
  }

  private ancestry(span: Span): string[] {
    if (!span.parentSpanId) return [span.name];
    const parent = this.spans.find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
    return [...(parent ? this.ancestry(parent) : ['(not arrived)']), span.name];
  }
}
