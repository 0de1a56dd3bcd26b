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
      await runtime.parts.view.passed(reply.position, 20_000);
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
