import { keepFilesInMemory } from './files-in-memory.js';
import { startPostgresOfRun } from './postgres-of-run.js';

/** jest's `globalSetup` (jest wants a default export): one PostgreSQL for all specs of the run, and their files in memory. */
export default async function setUp(): Promise<void> {
  keepFilesInMemory();
  await startPostgresOfRun();
}
