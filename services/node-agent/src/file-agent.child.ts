import { FileRole } from './file-role-under-test.js';
import { runAgent } from './run-agent.js';

/* An agent as a process, for specs of the engine: its one role writes files. */

await runAgent((root) => [new FileRole(root)]);
