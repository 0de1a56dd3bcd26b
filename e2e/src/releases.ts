import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@freehold/stack/ports';
import { freshDatabase, freshNats } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { ApiClient } from './api-client.js';
import { ROOT } from './platform-under-test.js';

const NEXT_RELEASE = fileURLToPath(new URL('./next-release.js', import.meta.url));

/** Which release a process is of, and how far it may write. */
export interface Release {
  readonly next: boolean;
  readonly ledger_format?: number;
}

/** A process of one service. */
export interface Replica {
  readonly port: number;
  /** Lets it end what it has begun. */
  stop(): Promise<void>;
}

/** Processes of services, of this release and of the next one, on one ledger and one database. */
export class Releases {
  private readonly directory = mkdtempSync(join(tmpdir(), 'freehold-releases-'));
  private readonly children: ChildProcess[] = [];
  private environment: Readonly<Record<string, string>> = {};
  databaseUrl = '';

  async open(): Promise<void> {
    const [nats, database] = await Promise.all([freshNats(), freshDatabase()]);
    this.databaseUrl = database.url;
    this.environment = {
      PATH: process.env['PATH'] ?? '',
      FREEHOLD_NATS_URL: nats.url,
      FREEHOLD_POSTGRES_URL: database.url,
      FREEHOLD_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      FREEHOLD_IDENTITY_ADMIN_KEY_FILE: join(this.directory, 'admin.key'),
      FREEHOLD_IDENTITY_OIDC_PORT: '0',
      FREEHOLD_LOG_LEVEL: 'error',
    };
  }

  /** A process of a service, once it is ready. */
  async start(service: string, { next, ledger_format }: Release): Promise<Replica> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [...(next ? ['--import', NEXT_RELEASE] : []), `services/${service}/dist/main.js`],
      {
        cwd: ROOT,
        env: {
          ...this.environment,
          FREEHOLD_HEALTH_PORT: String(port),
          FREEHOLD_GATEWAY_PORT: String(port),
          ...(ledger_format !== undefined && { FREEHOLD_LEDGER_FORMAT: String(ledger_format) }),
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    this.children.push(child);
    const ended = once(child, 'exit');
    const ready = async () => {
      if (child.exitCode !== null) throw new Error(`${service} has ended before it was ready`);
      return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
    };
    await until(ready, { every: 50 });
    return {
      port,
      async stop() {
        child.kill('SIGTERM');
        await ended;
      },
    };
  }

  client({ port }: Replica): ApiClient {
    return new ApiClient(`http://127.0.0.1:${port}`, readFileSync(join(this.directory, 'admin.key'), 'utf8').trim());
  }

  async close(): Promise<void> {
    const running = this.children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    await Promise.all(
      running.map(async (child) => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
    rmSync(this.directory, { recursive: true, force: true });
  }
}
