import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startNats } from './nats.js';
import { startPostgres } from './postgres.js';
import { startPowerDns } from './powerdns.js';
import { launch } from './process.js';

const root = await mkdtemp(join(tmpdir(), 'freehold-process-'));

afterAll(async () => {
  await rm(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}

async function ends(pid: number): Promise<void> {
  for (const deadline = Date.now() + 5_000; await isRunning(pid); await pause(10)) {
    if (Date.now() > deadline) throw new Error(`Process ${pid} still runs.`);
  }
}

const idle = { name: 'Idle', program: 'sleep', args: ['60'], stopSignal: 'SIGTERM', ready: async () => true } as const;

describe('a server process', () => {
  it('of every kind ends with its parent, also after a kill -9, and can be started again at once', async () => {
    const parent = spawn(process.execPath, [fileURLToPath(new URL('./process.parent.js', import.meta.url)), root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface(parent.stdout), 'line');
    const pids: number[] = JSON.parse(String(line));
    expect(await Promise.all(pids.map(isRunning))).toEqual([true, true, true]);
    parent.kill('SIGKILL');
    const again = await Promise.all([
      startNats({ dataDir: join(root, 'nats') }),
      startPostgres({ dataDir: join(root, 'postgres') }),
      startPowerDns({ dataDir: join(root, 'powerdns'), apiKey: 'k' }),
    ]);
    await Promise.all(pids.map(ends));
    await Promise.all(again.map((server) => server.stop()));
    expect(await Promise.all(again.map(({ pid }) => isRunning(pid)))).toEqual([false, false, false]);
  });

  it('is refused a directory that another one serves', async () => {
    const dataDir = join(root, 'shared');
    const first = await launch({ ...idle, dataDir });
    await expect(launch({ ...idle, dataDir })).rejects.toThrow(/already runs on .*shared/);
    await first.stop();
  });

  it('is given up with the end of its log when it ends early', async () => {
    const broken = { ...idle, program: 'ls', args: ['--no-such-option'], ready: async () => false };
    await expect(launch({ ...broken, dataDir: join(root, 'broken') })).rejects.toThrow(
      /ended before it was ready:\n[^]*no-such-option/,
    );
  });

  it('is given up and ended when it is not ready in time', async () => {
    const dataDir = join(root, 'slow');
    await expect(launch({ ...idle, dataDir, within: 50, ready: async () => false })).rejects.toThrow('within 50 ms');
    const [pid] = (await readFile(join(dataDir, 'server.pid'), 'utf8')).split(' ');
    expect(await isRunning(Number(pid))).toBe(false);
  });

  it('is stopped and killed again without harm', async () => {
    const server = await launch({ ...idle, dataDir: join(root, 'twice') });
    await server.stop();
    await server.stop();
    await server.kill();
    expect(await isRunning(server.pid)).toBe(false);
  });
});
