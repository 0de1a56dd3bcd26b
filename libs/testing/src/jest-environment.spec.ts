import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { temporaryDirectory } from './servers.js';
import { until } from './until.js';

const environment = new URL('./jest-environment.js', import.meta.url).href;

describe('a jest worker', () => {
  it('ends when jest is killed, whatever its specs still wait for', async () => {
    const directory = await temporaryDirectory();
    const [jest, worker] = [join(directory, 'jest.mjs'), join(directory, 'worker.mjs')];
    await writeFile(worker, `await import('${environment}'); setInterval(() => {}, 60_000); console.log(process.pid);`);
    await writeFile(jest, `import { fork } from 'node:child_process'; fork('${worker}');`);
    const parent = spawn(process.execPath, [jest], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [pid] = await once(createInterface(parent.stdout), 'line');
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    parent.kill('SIGKILL');
    expect(await until(() => !existsSync(`/proc/${pid}`))).toBe(true);
  });
});
