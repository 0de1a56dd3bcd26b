import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '@freehold/testing/until';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GatewayUnderTest, startGateway } from '../gateway-under-test.js';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let behind: Server;
let seen: Seen[];
let freehold: GatewayUnderTest;

beforeAll(async () => {
  behind = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
  const { port } = behind.address() as AddressInfo; // of a server that listens on a port
  freehold = await startGateway({
    FREEHOLD_GATEWAY_IDENTITY_URL: `http://127.0.0.1:${port}`,
    FREEHOLD_GATEWAY_PUBLIC_URL: 'https://freehold.example',
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  seen.push({ method, url, headers, body: await text(request) });
  const [, status = '303'] = /denied=(\d+)/.exec(url ?? '') ?? [];
  response.writeHead(Number(status), {
    location: '/oidc/next',
    'set-cookie': ['freehold_oidc=a; Path=/oidc', 'freehold_oidc.sig=b; Path=/oidc'],
    'content-security-policy': "default-src 'none'",
    'x-powered-by': 'what nobody need know',
    connection: 'close',
  });
  response.write('first half, ');
  response.end('second half');
}

afterAll(async () => {
  await freehold?.stop();
  behind?.closeAllConnections();
  behind?.close();
});

async function handed(path: string, init: RequestInit = {}) {
  seen = [];
  const response = await fetch(freehold.url + path, { redirect: 'manual', ...init });
  return { response, text: await response.text(), request: seen[0] };
}

describe('what is handed on to identity', () => {
  it('is the request with its query and body, and the answer as it comes, with every cookie', async () => {
    const init = { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token' }) };
    const { response, text: body, request } = await handed('/oidc/token?x=%2F..%2F', init);
    expect(request).toMatchObject({ method: 'POST', url: '/oidc/token?x=%2F..%2F', body: 'grant_type=refresh_token' });
    expect([response.status, body, response.headers.get('location')]).toEqual([
      303,
      'first half, second half',
      '/oidc/next',
    ]);
    expect(response.headers.getSetCookie()).toHaveLength(2);
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('is counted and timed as one route', async () => {
    await handed('/oidc/jwks');
    const counted = /^freehold_http_request_duration_seconds_count\{.*route="\/oidc\/\*",status="303"\} [1-9]/m;
    await until(async () => counted.test((await freehold.request('GET', '/metrics')).body));
  });

  it('says who asks, and by which name, as we know it; what the client says of that is dropped', async () => {
    const { request } = await handed('/oidc/auth', {
      headers: {
        'x-forwarded-for': '198.51.100.1',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        'x-forwarded-prefix': '/evil',
        'x-real-ip': '198.51.100.1',
        forwarded: 'for=198.51.100.1',
        'x-api-key': 'fh_mine',
      },
    });
    expect(request?.headers).toMatchObject({
      host: 'freehold.example',
      'x-forwarded-host': 'freehold.example',
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '127.0.0.1',
    });
    for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-prefix', 'x-api-key'])
      expect(request?.headers).not.toHaveProperty(name);
  });

  it('has the provider’s cookies, and not the browser’s session with us', async () => {
    const cookie = 'freehold_session=secret; freehold_oidc=a; freehold_oidc.sig=b; other=c';
    const { request } = await handed('/oidc/auth', { headers: { cookie } });
    expect(request?.headers.cookie).toBe('freehold_oidc=a; freehold_oidc.sig=b');
  });

  it('goes nowhere else, whatever host the request line names', async () => {
    seen = [];
    const { hostname, port } = new URL(freehold.url);
    const socket = connect(Number(port), hostname);
    socket.end('GET http://evil.example/oidc/auth HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(seen).toEqual([]);
  });

  it('is in the audit where the provider has denied it, but for tries to log in, which identity tells itself', async () => {
    const asked = async (id: string, path: string) => {
      const body = new URLSearchParams({ client_secret: 'hush' });
      await handed(path, { method: 'POST', body, headers: { 'x-request-id': id } });
    };
    await asked('login', '/oidc/interaction/x?denied=401');
    await asked('mistake', '/oidc/token?denied=400');
    await asked('forged', '/oidc/interaction/x?denied=403');
    await asked('stranger', '/oidc/token?denied=401');
    const items = await until(async () => {
      const { body } = await freehold.request('GET', '/api/v1/audit?address=127.0.0.1&outcome=denied');
      return body.items.length > 1 && body.items;
    });
    expect(items).toMatchObject([
      { correlation_id: 'stranger', action: 'POST', target: '/oidc/token', status: 401, data: null },
      { correlation_id: 'forged', action: 'POST', target: '/oidc/interaction/x', status: 403, data: null },
    ]);
    expect(JSON.stringify(items)).not.toContain('hush');
  });

  it('is answered with 503 while identity is away', async () => {
    behind.closeAllConnections();
    await new Promise((resolve) => behind.close(resolve));
    const { response, text: body } = await handed('/oidc/auth');
    expect([response.status, JSON.parse(body).code]).toEqual([503, 'request.unavailable']);
  });
});
