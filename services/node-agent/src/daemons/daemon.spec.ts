import { appendFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@freehold/testing/servers';
import { until } from '@freehold/testing/until';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Confined } from '../files/confined.js';
import { Daemon, type DaemonOptions } from './daemon.js';
import { processesWhere, processInfo } from './processes.js';
import { run } from './run.js';

const SERVER = "require('fs').appendFileSync(1, 'up\\n'); setInterval(() => {}, 1000);";
const STUBBORN = `process.on('SIGTERM', () => {}); ${SERVER}`;
/** A master with a worker in its session. */
const WITH_WORKER = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(SERVER)}], { stdio: 'inherit' }); ${SERVER}`;

let root: Confined;
const daemons: Daemon[] = [];
beforeEach(async () => {
  root = await Confined.open(await temporaryDirectory());
});
afterEach(async () => {
  for (const daemon of daemons.splice(0)) await daemon.stop('SIGKILL');
});

function daemon(script = SERVER, options: Partial<DaemonOptions> = {}): Daemon {
  const made = new Daemon({
    name: 'server',
    program: process.execPath,
    args: ['-e', script],
    root,
    pidFile: 'run/server.pid',
    logFile: 'var/log/server.log',
    ready: async () => (await readFile(join(root.root, 'var/log/server.log'), 'utf8')).includes('up'),
    readyWithinMs: 20_000,
    ...options,
  });
  daemons.push(made);
  return made;
}

describe('a daemon', () => {
  it('is started once, and adopted by whoever comes later', async () => {
    expect(await daemon().ensure()).toBe('started');
    const later = daemon();
    expect(await later.running()).toBe(true);
    expect(await later.ensure()).toBe('adopted');
    const pid = (await later.pid()) ?? 0;
    expect(processInfo(pid)?.session).toBe(pid);
  });

  it('is found again when the agent was killed before it could write the pid file', async () => {
    const first = daemon();
    await first.ensure();
    const pid = await first.pid();
    await rm(join(root.root, 'run/server.pid'));
    expect(await daemon().pid()).toBe(pid);
    expect(await daemon().ensure()).toBe('adopted');
  });

  it('is not mistaken for another process that was given its number', async () => {
    await root.directory('run', { mode: 0o755, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });
    await writeFile(join(root.root, 'run/server.pid'), `${process.pid} 1\n`);
    const server = daemon();
    expect(await server.running()).toBe(false);
    await server.signal('SIGKILL');
    expect(await server.ensure()).toBe('started');
    expect(await server.pid()).not.toBe(process.pid);
  });

  it('that has died is started again, after the workers that it left behind were ended', async () => {
    const server = daemon(WITH_WORKER);
    await server.ensure();
    const first = (await server.pid()) ?? 0;
    const workers = await until(() => {
      const found = processesWhere(({ session, pid }) => session === first && pid !== first);
      return found.length > 0 && found;
    });
    process.kill(first, 'SIGKILL');
    await until(async () => !(await server.running()));
    expect(processInfo(workers[0]?.pid ?? 0)).toBeDefined();
    expect(await server.ensure()).toBe('started');
    expect(processInfo(workers[0]?.pid ?? 0)).toBeUndefined();
  });

  it('ends by its signal, or by SIGKILL when it does not heed that; and that it does not run is no failure', async () => {
    const server = daemon(STUBBORN);
    await server.ensure();
    await server.stop('SIGTERM', 200);
    expect(await server.running()).toBe(false);
    await server.stop('SIGTERM');
  });

  it('that does not get ready is ended, and the end of its log is told', async () => {
    const dying = daemon("console.error('no such directive'); process.exit(1)");
    await expect(dying.ensure()).rejects.toThrow(/server ended before it was ready:[^]*no such directive/);
    const mute = daemon('setInterval(() => {}, 1000)', { readyWithinMs: 300, ready: async () => false });
    await expect(mute.ensure()).rejects.toThrow('server was not ready within 300 ms');
    expect(await mute.running()).toBe(false);
    await expect(daemon('', { program: '/nowhere/server' }).ensure()).rejects.toThrow('/nowhere/server');
  });

  it('runs as the user it is given, in no other group', async () => {
    const account = process.getuid?.() === 0 ? { uid: 65_123, gid: 65_124 } : undefined;
    const server = daemon(SERVER, account ? { account } : {});
    await server.ensure();
    const status = await readFile(`/proc/${await server.pid()}/status`, 'utf8');
    const uid = account?.uid ?? process.getuid?.();
    expect(status).toContain(`Uid:\t${uid}\t${uid}\t${uid}\t${uid}`);
    expect(account ? /^Groups:\s*$/m.test(status) : true).toBe(true);
  });

  it('that logs without end does not fill the disk: its log is emptied when it is started', async () => {
    const first = daemon();
    await first.ensure();
    await first.stop('SIGTERM');
    appendFileSync(join(root.root, 'var/log/server.log'), Buffer.alloc(17 * 1024 * 1024));
    await daemon().ensure();
    expect((await root.stat('var/log/server.log'))?.size).toBeLessThan(1_000);
  });
});

describe('a short command', () => {
  it('gets its arguments as they are, and nothing of the environment', async () => {
    const args = [
      '-e',
      'console.log(JSON.stringify([process.argv.slice(1), Object.keys(process.env)]))',
      '$(id); "x" *',
    ];
    const { code, stdout } = await run(process.execPath, args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([['$(id); "x" *'], expect.arrayContaining(['PATH', 'LC_ALL'])]);
    expect(stdout).not.toContain('HOME');
  });

  it('that fails says so by its code; one that hangs, or cannot be started, by an error', async () => {
    expect(await run('/bin/sh', ['-c', 'echo why >&2; exit 3'])).toEqual({ code: 3, stdout: '', stderr: 'why' });
    await expect(run('/bin/sleep', ['60'], { timeoutMs: 100 })).rejects.toThrow('did not end within 100 ms');
    await expect(run('/nowhere/program', [])).rejects.toThrow('/nowhere/program cannot be started');
  });
});
