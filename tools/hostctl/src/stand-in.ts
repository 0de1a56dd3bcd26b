import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { run } from './run.js';
import type { Terminal } from './terminal.js';

/** For specs: a platform that answers what it is told, over real HTTP, and remembers what it was asked. */
export interface StandIn {
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly Asked[];
  stop(): Promise<void>;
}

export interface Asked {
  readonly method: string;
  /** Below `/api/v1`, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** By `GET /zones/{path}`: a body for 200, a status with body and headers, or a function that writes the response itself. */
export type Answers = Readonly<Record<string, (asked: Asked, response: ServerResponse) => Reply | undefined>>;

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The key that the stand-in takes. */
export const KEY = 'fh_key-of-the-spec';

/**
 * @param otherwise answers what `answers` does not know
 * @param accepts whom it lets in; who shows the key, unless told
 */
export async function startStandIn(
  answers: Answers,
  otherwise: Answers[string] = () => problem(404, 'request.not_found', 'there is nothing here'),
  accepts: (credential: string) => boolean = (credential) => credential === KEY,
): Promise<StandIn> {
  const requests: Asked[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://stand-in');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const asked: Asked = {
        method: request.method ?? '',
        path: url.pathname.replace(/^\/api\/v1/, ''),
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
      requests.push(asked);
      const credential = request.headers.authorization?.replace(/^Bearer /, '') ?? '';
      const reply = accepts(credential)
        ? replyTo(asked, answers, response, otherwise)
        : problem(401, 'request.unauthenticated', 'send a valid key');
      if (reply === undefined) return;
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the API's document has, as patterns of requests: `POST /zones/[^/]+/records`. */
const DOCUMENTED: readonly RegExp[] = documented();

function documented(): RegExp[] {
  const text = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
  const { paths }: { paths: Record<string, object> } = JSON.parse(text);
  return Object.entries(paths).flatMap(([path, methods]) => {
    const pattern = path.replace(/^\/api\/v1/, '').replaceAll(/\{\w+\}/g, '[^/]+');
    return Object.keys(methods).map((method) => new RegExp(`^${method.toUpperCase()} ${pattern}$`));
  });
}

function replyTo(
  asked: Asked,
  answers: Answers,
  response: ServerResponse,
  otherwise: Answers[string],
): Reply | undefined {
  const request = `${asked.method} ${asked.path}`;
  if (!DOCUMENTED.some((pattern) => pattern.test(request))) throw new Error(`docs/openapi.json has no ${request}`);
  return (answers[request] ?? otherwise)(asked, response);
}

/** A problem as the platform writes it. */
export function problem(
  status: number,
  code: string,
  detail: string,
  errors?: readonly { pointer: string; detail: string }[],
): Reply {
  const title = `Title of ${code}`;
  const body = { type: `urn:${code}`, title, status, detail, code, trace_id: 'trace-1', errors, error: detail };
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}

/** One run of hostctl, as a shell sees it. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly cwd?: string;
  /** Both outputs are terminals of this width. */
  readonly columns?: number;
}

/** Runs hostctl against a stand-in, with its key in the environment. */
export async function hostctl(
  platform: StandIn,
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Run> {
  const env = { FREEHOLD_URL: platform.url, FREEHOLD_API_KEY: KEY, ...surroundings.env };
  return captured(args, { ...surroundings, env });
}

/** Runs hostctl with nothing but what it is given. */
export async function captured(args: readonly string[], surroundings: Surroundings = {}): Promise<Run> {
  const written = { out: '', err: '' };
  const { code } = await running(args, surroundings, (to, text) => (written[to] += text));
  return { code, ...written };
}

/** Runs hostctl and hands over what it writes while it still runs. */
export async function running(
  args: readonly string[],
  { env = {}, stdin = '', cwd = '/nonexistent', columns }: Surroundings,
  write: (to: 'out' | 'err', text: string) => void,
): Promise<{ code: number }> {
  const shape = columns === undefined ? {} : { isTTY: true, columns };
  const terminal: Terminal = {
    stdin: (async function* () {
      yield stdin;
    })(),
    stdout: { write: (text: string) => write('out', text), ...shape },
    stderr: { write: (text: string) => write('err', text), ...shape },
    env,
    cwd: () => cwd,
  };
  return { code: await run(args, terminal) };
}
