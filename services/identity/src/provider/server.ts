import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '@freehold/service/log';
import { loginsTotal } from '@freehold/service/metrics';
import type { Pool } from 'pg';
import { login } from '../login/log-in.js';
import type { LoginAudit } from '../login/login-audit.js';
import { LoginTries } from '../login/tries.js';
import type { Accounts } from '../user/accounts.js';
import { forgetExpired } from './artifacts.js';
import type { KeyRing, ProviderKeys } from './keys.js';
import { openidProvider } from './openid-provider.js';

/** Below this path, which the gateway hands on. */
const MOUNT = '/oidc';
const LOOK_EVERY_MS = 60_000;
const INTERACTION = /^\/interaction\/[A-Za-z0-9_-]{1,64}$/;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  // `no-referrer` would make browsers send the forms with the origin `null`.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

interface Running {
  readonly version: string;
  readonly provide: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly logIn: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

export interface ProviderServerParts {
  readonly publicUrl: string;
  readonly pool: Pool;
  readonly accounts: Accounts;
  readonly keys: KeyRing;
  readonly audit: LoginAudit;
  readonly log: Logger;
}

/** The provider over HTTP, for the gateway alone. It looks for changed keys, and removes what has expired, once a minute. */
export class ProviderServer {
  private readonly server: Server;
  private readonly tries: LoginTries;
  private running: Running | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: ProviderServerParts) {
    this.tries = new LoginTries(parts.pool);
    this.server = createServer({ requestTimeout: 30_000 }, (request, response) => void this.answer(request, response));
  }

  /** @returns the port */
  async start(port: number, host: string): Promise<number> {
    await this.refresh();
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, host, resolve);
    });
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    return (this.server.address() as AddressInfo).port; // of a server that listens on a port
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.server.closeIdleConnections();
    await new Promise((resolve) => {
      this.server.close(resolve);
      setTimeout(() => this.server.closeAllConnections(), 2_000).unref();
    });
  }

  /** Takes the keys as they are now into use. */
  async refresh(): Promise<void> {
    const keys = await this.parts.keys.load();
    if (keys.version !== this.running?.version) this.running = this.run(keys);
  }

  private run(keys: ProviderKeys): Running {
    const { publicUrl, accounts, pool, audit, log } = this.parts;
    const provider = openidProvider({ publicUrl, keys, accounts, pool });
    provider.on('server_error', (_, error) => log.error({ err: error }, 'the OpenID provider failed'));
    const [secret = ''] = keys.cookies;
    const callback = provider.callback();
    return {
      version: keys.version,
      provide: async (request, response) => await callback(request, response),
      logIn: async (request, response) =>
        await login(request, response, {
          provider,
          accounts,
          tries: this.tries,
          secret,
          onTry: (tried) => {
            loginsTotal.inc({ outcome: tried.outcome });
            audit.record(tried);
          },
        }),
    };
  }

  private async answer(request: IncomingMessage & { originalUrl?: string }, response: ServerResponse): Promise<void> {
    try {
      const url = request.url ?? '';
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      if (this.running === undefined || !url.startsWith(`${MOUNT}/`)) return void response.writeHead(404).end();
      const path = url.slice(MOUNT.length);
      if (INTERACTION.test(path)) return await this.running.logIn(request, response);
      // As mounted below a path: the provider makes its own addresses of both.
      request.originalUrl = url;
      request.url = path;
      await this.running.provide(request, response);
    } catch (error) {
      this.parts.log.error({ err: error }, 'a request to the OpenID provider failed');
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('That failed; try again.\n');
    }
  }

  private async look(): Promise<void> {
    try {
      await this.refresh();
      await forgetExpired(this.parts.pool);
      await this.tries.forget();
    } catch (error) {
      this.parts.log.warn({ err: error }, 'the OpenID provider could not look after its keys and rows');
    }
  }
}
