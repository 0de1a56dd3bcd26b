import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { until } from '@freehold/testing/until';
import { afterAll, describe, expect, it } from '@jest/globals';

const PRELOAD = fileURLToPath(new URL('./otel.js', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./error-tracking-under-test.js', import.meta.url));

/** Of OTLP's JSON (opentelemetry-proto, logs.proto), what the spec looks at. */
interface Sent {
  readonly resourceLogs: readonly {
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly severityText: string;
        readonly body: { readonly stringValue: string };
        readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
      }[];
    }[];
  }[];
}

const received: Sent[] = [];
async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  received.push((await json(request)) as Sent); // what OTLP/HTTP posts
  response.setHeader('content-type', 'application/json').end('{}');
}

const tracker = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
await once(tracker, 'listening');

afterAll(() => {
  tracker.close();
  tracker.closeAllConnections();
});

describe('error tracking', () => {
  it('sends what is logged as an error, with its ids and its exception, and no secret', async () => {
    const { port } = tracker.address() as AddressInfo; // it listens on a port
    const child = spawn(process.execPath, ['--import', PRELOAD, PROGRAM], {
      env: { PATH: process.env['PATH'], OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: `http://127.0.0.1:${port}/v1/logs` },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [log] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    await until(() => received.length > 0);
    const records = received.flatMap(({ resourceLogs }) =>
      resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)),
    );
    expect(records).toHaveLength(1);
    const [record] = records;
    const attributes = Object.fromEntries(record?.attributes.map(({ key, value }) => [key, value.stringValue]) ?? []);
    expect([record?.severityText, record?.body.stringValue]).toEqual(['error', 'a command could not be decided']);
    expect(attributes).toMatchObject({
      service: 'dns',
      correlation_id: 'c-17',
      'exception.type': 'Error',
      token: '***',
    });
    expect(log.trim().split('\n')).toHaveLength(2);
    for (const told of [JSON.stringify(received), log]) expect(told).not.toContain('marked-secret');
  });
});
