import 'reflect-metadata';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { startFailure } from '@freehold/service/start-failure';
import { lookForDig } from '@freehold/stack/programs';
import { platformConfig } from './config.js';
import { type Platform, startPlatform } from './platform.js';
import { thingsToTry } from './things-to-try.js';

let platform: Platform | undefined;
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await platform?.stop();
  process.exit(process.exitCode ?? 0);
}

process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

try {
  const config = platformConfig(process.env);
  const keyFile = `${config.dataDir}/admin.key`;
  const firstStart = !(await stat(keyFile).catch(() => undefined));
  const started = await startPlatform(config, process.env);
  platform = started;
  const adminKey = firstStart ? (await readFile(started.adminKeyFile, 'utf8')).trim() : undefined;
  process.stdout.write(
    thingsToTry(started.endpoints, {
      keyFile: fromHere(started.adminKeyFile),
      passwordFile: fromHere(started.adminPasswordFile),
      newKey: adminKey,
      dig: fromHere((await lookForDig()) ?? 'dig'),
      withoutCluster: started.withoutCluster,
    }),
  );
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${startFailure(error)}\n`);
  await stop();
}

/** A path as one would type it here: relative below this directory, else as it is. */
function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return isAbsolute(path) && !short.startsWith('..') ? short : path;
}
