import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startNats } from './nats.js';
import { startPostgres } from './postgres.js';
import { startPowerDns } from './powerdns.js';

/* A parent for process.spec.ts to kill: starts one server of each kind below the directory it is given and tells their ids. */

const [, , root = '.'] = process.argv;
const servers = [
  await startNats({ dataDir: join(root, 'nats') }),
  await startPostgres({ dataDir: join(root, 'postgres') }),
  await startPowerDns({ dataDir: join(root, 'powerdns'), apiKey: 'k' }),
];
process.stdout.write(`${JSON.stringify(servers.map(({ pid }) => pid))}\n`);
await pause(60_000);
