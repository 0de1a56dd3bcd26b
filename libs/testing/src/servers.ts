import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NatsOptions, type NatsServer, startNats } from '@freehold/stack/nats';
import { createDatabase, dropDatabase } from '@freehold/stack/postgres';
import { type PowerDnsServer, startPowerDns } from '@freehold/stack/powerdns';
import { afterAll } from '@jest/globals';
import { addressOfRun, startTemporaryPostgres } from './postgres-of-run.js';

/*
 * Real servers for specs. Call at the top of a spec file (`const database = await freshDatabase();`), in a hook or in a
 * test: whatever was started ends after the file's last test.
 */

const undo: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

/** An empty database of the spec's own. */
export interface FreshDatabase {
  readonly name: string;
  /** The superuser's connection string, for `pg`. */
  readonly url: string;
}

/** Makes an empty database on the run's PostgreSQL (20 ms). It is dropped after the file's last test. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const admin = addressOfRun() ?? (await ownPostgres());
  const name = `spec_${randomBytes(6).toString('hex')}`;
  await createDatabase(admin, name);
  undo.push(() => dropDatabase(admin, name));
  const url = new URL(admin);
  url.pathname = name;
  return { name, url: url.href };
}

let own: Promise<string> | undefined;

/** For a jest configuration without our set-up. */
function ownPostgres(): Promise<string> {
  own ??= startTemporaryPostgres().then((server) => {
    undo.unshift(() => server.stop());
    return server.admin;
  });
  return own;
}

/** A NATS of the spec's own that can be cut off and started again on its data. */
export interface FreshNats {
  readonly url: string;
  readonly port: number;
  /** SIGKILL, as a power cut. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and data. */
  restart(): Promise<void>;
}

/** Starts a NATS with JetStream (50 ms). */
export async function freshNats(options: Pick<NatsOptions, 'users'> = {}): Promise<FreshNats> {
  const dataDir = await temporaryDirectory('nats');
  let server: NatsServer = await startNats({ ...options, dataDir });
  const { url, port } = server;
  undo.push(() => server.stop());
  return {
    url,
    port,
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await startNats({ ...options, dataDir, port });
    },
  };
}

/** A PowerDNS of the spec's own that can be cut off and started again on its data. */
export interface FreshPowerDns {
  readonly apiUrl: string;
  readonly apiKey: string;
  /** UDP and TCP, on 127.0.0.1. */
  readonly dnsPort: number;
  /** SIGKILL, as a power cut. */
  kill(): Promise<void>;
  /** Starts it again, on the same ports and data. */
  restart(): Promise<void>;
}

/** Starts a PowerDNS without zones (80 ms). */
export async function freshPowerDns(): Promise<FreshPowerDns> {
  const dataDir = await temporaryDirectory('powerdns');
  const apiKey = randomBytes(16).toString('hex');
  let server: PowerDnsServer = await startPowerDns({ dataDir, apiKey });
  const { apiUrl, apiPort, dnsPort } = server;
  undo.push(() => server.stop());
  return {
    apiUrl,
    apiKey,
    dnsPort,
    kill: () => server.kill(),
    async restart() {
      await server.stop();
      server = await startPowerDns({ dataDir, apiKey, apiPort, dnsPort });
    },
  };
}

/** An empty directory that is removed after the file's last test. */
export async function temporaryDirectory(purpose = 'spec'): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `freehold-${purpose}-`));
  // Backends of a PostgreSQL that was killed may write for a moment yet.
  undo.push(() => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }));
  return directory;
}
