import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@freehold/contracts/ids';
import type { Kind } from '@freehold/contracts/kind';
import { ServiceRuntime } from '@freehold/service/runtime';
import { freePort } from '@freehold/stack/ports';
import { freshDatabase, freshNats, temporaryDirectory } from '@freehold/testing/servers';
import pg from 'pg';
import { identityService } from './identity.module.js';

/** The identity service on real servers, its provider reached as browsers reach it through the gateway. */
export interface IdentityUnderTest {
  readonly url: string;
  readonly issuer: URL;
  /** Of the first user, `admin`. */
  readonly password: string;
  readonly passwordFile: string;
  readonly pool: pg.Pool;
  /** A command, seen in the service's rows when it resolves. */
  command(kind: Kind, verb: string, id: string, data?: Record<string, unknown>): Promise<void>;
  /** Stops the service and starts it again on the same servers. @param meanwhile what is done while it is away */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  runtime(): ServiceRuntime;
  stop(): Promise<void>;
}

export async function startIdentity(): Promise<IdentityUnderTest> {
  const [nats, database, directory] = await Promise.all([freshNats(), freshDatabase(), temporaryDirectory('identity')]);
  const passwordFile = join(directory, 'admin.password');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const open = async () => {
    const opened = await ServiceRuntime.open(identityService, {
      FREEHOLD_NATS_URL: nats.url,
      FREEHOLD_POSTGRES_URL: database.url,
      FREEHOLD_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      FREEHOLD_LOG_LEVEL: process.env['FREEHOLD_LOG_LEVEL'] ?? 'silent',
      FREEHOLD_IDENTITY_OIDC_PORT: String(port),
      FREEHOLD_IDENTITY_PUBLIC_URL: url,
      FREEHOLD_IDENTITY_ADMIN_KEY_FILE: join(directory, 'admin.key'),
      FREEHOLD_IDENTITY_ADMIN_PASSWORD_FILE: passwordFile,
    });
    await opened.start();
    return opened;
  };
  let runtime = await open();
  const pool = new pg.Pool({ connectionString: database.url, options: '-c search_path=identity', max: 2 });
  pool.on('error', () => undefined); // the database goes before the connection does
  return {
    url,
    issuer: new URL(`${url}/oidc`),
    password: (await readFile(passwordFile, 'utf8')).trim(),
    passwordFile,
    pool,
    async command(kind, verb, id, data = {}) {
      const command = newId();
      const reply = await runtime.parts.send(kind.context, {
        id: command,
        kind: kind.name,
        verb,
        resource_id: id,
        aggregate_id: id,
        data,
        actor: 'service:test',
        correlation_id: command,
      });
      if (reply.outcome !== 'accepted') throw new Error(`${verb} of ${kind.name} ${id}: ${JSON.stringify(reply)}`);
      await runtime.parts.view.passed(reply.position, 10_000);
    },
    async restart(meanwhile) {
      await runtime.stop();
      await meanwhile?.();
      runtime = await open();
    },
    runtime: () => runtime,
    async stop() {
      await pool.end();
      await runtime.stop();
    },
  };
}

/** What a page was, after every redirect that stays with the provider. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
}

/** A browser without scripts: it keeps cookies by path, follows redirects, fills forms in. */
export class Browser {
  private readonly cookies = new Map<string, { readonly value: string; readonly path: string }>();

  /** @param home whose redirects are followed; one that leads elsewhere is the page at which it ends */
  constructor(
    private readonly home: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async get(url: string): Promise<Page> {
    return await this.go(url, { method: 'GET' });
  }

  /** Sends the page's one form with these fields. */
  async submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.html)?.[1];
    if (action === undefined) throw new Error(`there is no form in: ${page.html}`);
    const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
    const body = new URLSearchParams({
      ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])),
      ...fields,
    });
    return await this.go(new URL(action, page.url).href, { method: 'POST', body });
  }

  private async go(url: string, init: RequestInit): Promise<Page> {
    const { pathname } = new URL(url);
    const cookie = [...this.cookies].flatMap(([name, { value, path }]) =>
      pathname.startsWith(path) ? `${name}=${value}` : [],
    );
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, cookie: cookie.join('; ') },
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const html = await response.text();
    const to = response.headers.get('location');
    if (to === null) return { status: response.status, url, html, headers: response.headers };
    const next = new URL(to, url).href;
    if (!next.startsWith(`${this.home}/`))
      return { status: response.status, url: next, html, headers: response.headers };
    return await this.go(next, { method: 'GET' });
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, { value, path: /; path=([^;]+)/i.exec(line)?.[1] ?? '/' });
  }
}
