import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@freehold/stack/postgres';

/** Where a run's set-up leaves the superuser's connection string for its workers. */
const ADDRESS = 'FREEHOLD_TEST_POSTGRES';

/** The address of the PostgreSQL that this jest run shares; undefined where the run's set-up was not asked for one. */
export function addressOfRun(): string | undefined {
  return process.env[ADDRESS];
}

/** A PostgreSQL in a temporary directory, which goes with it. */
export interface TemporaryPostgres {
  readonly admin: string;
  stop(): Promise<void>;
}

export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'freehold-postgres-'));
  const server = await startPostgres({ dataDir });
  return {
    admin: server.url('postgres'),
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

let ofRun: TemporaryPostgres | undefined;

/** Starts the run's PostgreSQL; its workers inherit the environment, and with it the address. */
export async function startPostgresOfRun(): Promise<void> {
  ofRun = await startTemporaryPostgres();
  process.env[ADDRESS] = ofRun.admin;
}

/** Stops what {@link startPostgresOfRun} started in this process. */
export async function stopPostgresOfRun(): Promise<void> {
  await ofRun?.stop();
}
