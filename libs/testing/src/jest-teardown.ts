import { stopPostgresOfRun } from './postgres-of-run.js';

/** jest's `globalTeardown`, in the process of its `globalSetup`. */
export default stopPostgresOfRun;
