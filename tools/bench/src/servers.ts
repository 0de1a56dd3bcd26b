import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NatsServer, startNats } from '@freehold/stack/nats';
import { type PostgresServer, startPostgres } from '@freehold/stack/postgres';
import pg from 'pg';

/** NATS and PostgreSQL of a figure's own, every append and every commit on disk before it is acknowledged. */
export interface Servers {
  readonly nats: NatsServer;
  readonly postgres: PostgresServer;
  /** What a service is told of them. */
  readonly environment: Readonly<Record<'FREEHOLD_NATS_URL' | 'FREEHOLD_POSTGRES_URL' | 'FREEHOLD_LOG_LEVEL', string>>;
}

/** Runs `work` over fresh servers, and removes them with all their data. */
export async function withServers<T>(work: (servers: Servers) => Promise<T>): Promise<T> {
  return await withDirectory(async (directory) => {
    const nats = await startNats({ dataDir: join(directory, 'nats') });
    try {
      const postgres = await startPostgres({ dataDir: join(directory, 'postgres') });
      try {
        const environment = {
          FREEHOLD_NATS_URL: nats.url,
          FREEHOLD_POSTGRES_URL: await postgres.createDatabase('bench'),
          FREEHOLD_LOG_LEVEL: 'error',
        };
        return await work({ nats, postgres, environment });
      } finally {
        await postgres.stop();
      }
    } finally {
      await nats.stop();
    }
  });
}

/** Connections for a measuring process. They may be cut off at the end, when the servers stop before the last one has closed. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  return pool.on('error', () => {});
}

/** Runs `work` in an empty directory that is removed afterwards. */
export async function withDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'freehold-bench-'));
  try {
    return await work(directory);
  } finally {
    // A server that was killed may write for a moment yet.
    await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
