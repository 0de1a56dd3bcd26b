import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AccountOptions, HostwindsAccount } from './hostwinds-account.js';
import { hostwindsActions, type Outcome } from './hostwinds-actions.js';
import { HostwindsFaults } from './hostwinds-faults.js';

export interface HostwindsEmulatorOptions extends AccountOptions {
  apiKey: string;
  /** Default 0: a free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
}

export interface HostwindsEmulator {
  /** What a provider's `base_url` is set to; ends in `/cloud/api.php` as the vendor's does. */
  url: string;
  port: number;
  account: HostwindsAccount;
  faults: HostwindsFaults;
  /** How many requests came with each action, refused ones included. */
  requests: Record<string, number>;
  /** Breaks open connections, waits until the port is free. */
  stop(): Promise<void>;
}

/**
 * The reading half of the Hostwinds Cloud API over HTTP: `POST /cloud/api.php` with a form `action=…&API=…`, answered as the vendor's
 * developer pages and its users describe. `GET /livez` answers 200 for health checks.
 */
export async function startHostwindsEmulator(options: HostwindsEmulatorOptions): Promise<HostwindsEmulator> {
  const emulated = new EmulatedApi(new HostwindsAccount(options), new HostwindsFaults(), options.apiKey);
  const server = createServer((request, response) => {
    emulated
      .serve(request, response)
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, options.port ?? 0, host);
  return {
    url: `http://${host}:${port}/cloud/api.php`,
    port,
    account: emulated.account,
    faults: emulated.faults,
    requests: emulated.requests,
    stop: () => close(server),
  };
}

class EmulatedApi {
  readonly requests: Record<string, number> = {};

  constructor(
    readonly account: HostwindsAccount,
    readonly faults: HostwindsFaults,
    private readonly apiKey: string,
  ) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://emulator');
    if (pathname === '/livez') return send(response, 200, '{"status":"ok"}');
    if (pathname !== '/cloud/api.php') return send(response, 404, '<html><body>Not Found</body></html>', 'text/html');
    // The API also takes its fields from the query string; clients of it are known that do so.
    const form = request.method === 'POST' ? new URLSearchParams(await readText(request)) : searchParams;
    const action = form.get('action') ?? '';
    this.requests[action] = (this.requests[action] ?? 0) + 1;
    if (this.faults.latencyMs > 0) await sleep(this.faults.latencyMs);
    if (!this.brokeDown(action, response)) this.answer(action, form, response);
  }

  /** Faults that come before the API looks at the request at all. */
  private brokeDown(action: string, response: ServerResponse): boolean {
    if (this.faults.hangAction.has(action)) return true;
    if (this.faults.redirectTo !== null) {
      response.setHeader('Location', this.faults.redirectTo);
      send(response, 302, '');
      return true;
    }
    const status = this.faults.takeFailure();
    if (status === null) return false;
    send(response, status, '<html><body>Something went wrong</body></html>', 'text/html');
    return true;
  }

  private answer(action: string, form: URLSearchParams, response: ServerResponse): void {
    const refusedAs = this.faults.refuseKey ?? (form.get('API') === this.apiKey ? null : 'body');
    if (refusedAs !== null) {
      const status = refusedAs === 'body' ? 200 : refusedAs;
      return send(response, status, this.refusalText('Authorization', 'Not Authorized!'));
    }
    const outcome = this.perform(action, form);
    if (outcome === 'never answers') return;
    if ('refusal' in outcome)
      return send(response, 200, this.refusalText(outcome.refusal.action, outcome.refusal.message));
    this.sendSuccess(response, outcome.json);
  }

  private perform(action: string, form: URLSearchParams): Outcome {
    const told = this.faults.refuseAction.get(action);
    if (told !== undefined) return { refusal: { action, message: told } };
    const run = Object.hasOwn(hostwindsActions, action) ? hostwindsActions[action] : undefined;
    if (!run) return { refusal: { action, message: 'Invalid Action.' } };
    const instanceCalls = (this.requests.get_instances ?? 0) + (this.requests.get_instance ?? 0);
    return run({ account: this.account, faults: this.faults, form, instanceCalls });
  }

  private sendSuccess(response: ServerResponse, json: string): void {
    const text = this.faults.shape === 'bare' ? json : `{"success":${json}}`;
    if (this.faults.takeMalformed()) return send(response, 200, text.slice(0, Math.ceil(text.length / 2)));
    if (this.faults.takeCutOff()) {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      response.write(text.slice(0, Math.ceil(text.length / 2)), () => response.destroy());
      return;
    }
    send(response, 200, text.padEnd(this.faults.padToBytes, ' '));
  }

  private refusalText(action: string, message: string): string {
    const refusal = { result: 'error', action, message };
    return JSON.stringify(this.faults.errorShape === 'array' ? [refusal] : refusal);
  }
}

function send(response: ServerResponse, status: number, body: string, type = 'application/json'): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length });
  response.end(bytes);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The emulator listens on no TCP port.');
  return address.port;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
