import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What a server is started with. Its `server.log` and `server.pid` lie in `dataDir`. */
export interface Launch {
  /** The server's name, as it stands in error messages. */
  readonly name: string;
  readonly program: string;
  /** Visible to every user of the machine: no secrets here. */
  readonly args: readonly string[];
  readonly dataDir: string;
  /** The server's working directory (= `dataDir`). */
  readonly cwd?: string;
  /** Whom to run as, for a server that refuses to run as root (= whoever we are). */
  readonly account?: Account | undefined;
  /** What ends the server in good order. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
  /** Asked again and again until it answers true; a throw counts as "not yet". */
  readonly ready: () => Promise<boolean>;
  /** Milliseconds until readiness (= 15,000). */
  readonly within?: number;
}

/** A user of the machine, by number. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A server process of ours that is running. */
export interface ServerProcess {
  readonly pid: number;
  /** Resolves when the process has ended, whatever the reason. */
  readonly ended: Promise<void>;
  /** Ends the server in good order: its stop signal, and SIGKILL after ten seconds. Harmless when it has ended. */
  stop(): Promise<void>;
  /** Ends the server as a power cut would (SIGKILL). Harmless when it has ended. */
  kill(): Promise<void>;
}

const POLL_MS = 10;
const STOP_MS = 10_000;

/**
 * Starts a server and resolves when it is ready. The kernel ends it when this process ends, however that comes about
 * (PR_SET_PDEATHSIG, set by `setpriv`), so a `kill -9` of us leaves no orphan.
 *
 * @throws Error with the end of the server's log when it ends early or is not ready in time, and when another process serves `dataDir`.
 */
export async function launch(options: Launch): Promise<ServerProcess> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  await awaitPredecessor(options);
  const child = await spawnBound(options);
  const server = asServer(child, options.stopSignal);
  await writeFile(pidFile(options.dataDir), `${server.pid} ${await startTime(server.pid)}\n`);
  try {
    await awaitReady(child, options);
    return server;
  } catch (error) {
    await server.kill();
    throw error;
  }
}

async function spawnBound({ name, program, args, account, dataDir, cwd, stopSignal }: Launch): Promise<ChildProcess> {
  const identity = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : [];
  const log = openSync(join(dataDir, 'server.log'), 'a', 0o600);
  try {
    const child = spawn('setpriv', [...identity, `--pdeathsig=${stopSignal.slice(3)}`, '--', program, ...args], {
      cwd: cwd ?? dataDir,
      stdio: ['ignore', log, log],
      detached: true, // A Ctrl-C in the terminal is for us alone: we stop the servers in their order.
    });
    await once(child, 'spawn');
    child.unref(); // When we have nothing else to do we end, and the server with us.
    return child;
  } catch (cause) {
    throw new Error(`${name} cannot be started: setpriv (package util-linux) is missing.`, { cause });
  } finally {
    closeSync(log);
  }
}

function asServer(child: ChildProcess, stopSignal: NodeJS.Signals): ServerProcess {
  const ended = hasEnded(child) ? Promise.resolve() : once(child, 'exit').then(() => undefined);
  const pid = child.pid ?? 0; // `spawn` was emitted, so there is one.
  return {
    pid,
    ended,
    async stop() {
      child.ref();
      child.kill(stopSignal);
      const last = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(last);
    },
    async kill() {
      child.ref();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function awaitReady(child: ChildProcess, { name, ready, dataDir, within = 15_000 }: Launch): Promise<void> {
  const deadline = Date.now() + within;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`${name} ended before it was ready:\n${await endOfLog(dataDir)}`);
    if (await ready().catch(() => false)) return;
    await pause(POLL_MS);
  }
  throw new Error(`${name} was not ready within ${within} ms:\n${await endOfLog(dataDir)}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** The last lines that a server logged, for an error message. */
export async function endOfLog(dataDir: string): Promise<string> {
  const log = await readFile(join(dataDir, 'server.log'), 'utf8').catch(() => '');
  return log.trimEnd().split('\n').slice(-12).join('\n');
}

/**
 * After a `kill -9` of the process that started it, a server needs a moment to end. Two servers on one directory would
 * ruin it, so we wait for the one on record; process ids come round again, so the record holds the start time as well.
 */
async function awaitPredecessor({ name, dataDir }: Launch): Promise<void> {
  const [pid, started] = (await readFile(pidFile(dataDir), 'utf8').catch(() => '')).trim().split(' ');
  if (!pid) return;
  const deadline = Date.now() + 5_000;
  while ((await startTime(Number(pid))) === started) {
    if (Date.now() > deadline) {
      throw new Error(
        `${name} already runs on ${dataDir} (process ${pid}): stop it, or set FREEHOLD_DATA to another directory.`,
      );
    }
    await pause(POLL_MS);
  }
  await rm(pidFile(dataDir), { force: true });
}

/** When a process started, in clock ticks since boot (proc(5), stat, field 22); undefined when there is none or it is a zombie. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : rest[18];
}

function pidFile(dataDir: string): string {
  return join(dataDir, 'server.pid');
}
