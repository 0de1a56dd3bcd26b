import { startPostgresOfRun } from './postgres-of-run.js';

/** jest's `globalSetup` (jest wants a default export): one PostgreSQL for all specs of the run. */
export default startPostgresOfRun;
