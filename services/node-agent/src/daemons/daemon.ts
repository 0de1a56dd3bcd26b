import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, fstatSync, ftruncateSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Confined } from '../files/confined.js';
import type { Ownership } from '../files/directory-handle.js';
import { directoryOf, goneWithin, type ProcessInfo, processesWhere, processInfo, programOf } from './processes.js';
import { type Account, asAccount, ENVIRONMENT } from './run.js';

export interface DaemonOptions {
  /** As in messages, and of its directory: `nginx`, `php-fpm-8.2`. */
  readonly name: string;
  /** An absolute path. It must stay in the foreground. */
  readonly program: string;
  /** Visible to every user of the machine: no secrets. */
  readonly args: readonly string[];
  readonly root: Confined;
  /** Relative to the root; written by us: the pid and when it started. */
  readonly pidFile: string;
  /** Whom to run as (= whoever we are). */
  readonly account?: Account;
  /** Relative to the root: what it writes to stdout and stderr. */
  readonly logFile: string;
  /** Asked again and again until it answers true; a throw counts as not yet. */
  readonly ready: () => Promise<boolean>;
  /** Milliseconds until readiness (= 10,000). */
  readonly readyWithinMs?: number;
}

const POLL_MS = 20;
const MOST_LOG = 16 * 1024 * 1024;
const OURS: Ownership = { mode: 0o644, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

/**
 * A server that outlives the agent: in a session of its own, found again by its pid file, and, where a kill came between its start
 * and that file, by its program and working directory, which no other process has.
 */
export class Daemon {
  private readonly directory: string;
  /** Without symlinks, as the kernel names it. */
  private readonly program: string;

  constructor(private readonly options: DaemonOptions) {
    this.program = existsSync(options.program) ? realpathSync(options.program) : options.program;
    this.directory = `run/daemons/${options.name}`;
  }

  /**
   * Starts it unless it runs. Workers that have lost their master are ended first: they would hold its sockets.
   * @throws Error with the end of its log when it does not get ready
   */
  async ensure(): Promise<'started' | 'adopted'> {
    if (await this.leader()) {
      await this.awaitReady();
      return 'adopted';
    }
    await this.endStrays();
    await this.start();
    return 'started';
  }

  async running(): Promise<boolean> {
    return (await this.leader()) !== undefined;
  }

  async pid(): Promise<number | undefined> {
    return (await this.leader())?.pid;
  }

  /** Nothing happens when it does not run. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    const leader = await this.leader();
    if (leader) send(leader.pid, signal);
  }

  /** Ends it with the signal, and with SIGKILL after the time (= 10,000 ms). Harmless when it does not run. */
  async stop(signal: NodeJS.Signals, withinMs = 10_000): Promise<void> {
    const leader = await this.leader();
    if (leader) {
      send(leader.pid, signal);
      if (!(await goneWithin(leader, withinMs))) send(leader.pid, 'SIGKILL');
    }
    await this.endStrays(leader?.pid);
    await this.options.root.remove(this.options.pidFile);
  }

  /** Its processes, workers included: for what they use. */
  async processes(): Promise<readonly ProcessInfo[]> {
    const leader = await this.leader();
    return leader ? processesWhere(({ session }) => session === leader.pid) : [];
  }

  private async leader(): Promise<ProcessInfo | undefined> {
    const recorded = await this.recorded();
    const info = recorded && processInfo(recorded.pid);
    if (info && info.started === recorded?.started) return info;
    return this.unrecorded();
  }

  private async recorded(): Promise<{ pid: number; started: string } | undefined> {
    const file = await this.options.root.read(this.options.pidFile);
    const [, pid, started] = /^(\d+) (\d+)\n$/.exec(String(file?.content ?? '')) ?? [];
    return pid && started ? { pid: Number(pid), started } : undefined;
  }

  private async unrecorded(): Promise<ProcessInfo | undefined> {
    const directory = this.options.root.absolute(this.directory);
    const [found] = processesWhere(
      ({ pid, session }) => pid === session && this.isOurProgram(pid) && directoryOf(pid) === directory,
    );
    if (found) await this.record(found);
    return found;
  }

  /**
   * What is left of a daemon whose first process has ended: of its session, whose number is not given to another process while any of
   * it is there; and, where the record went with a wiped disk, whatever runs in its directory.
   */
  private async endStrays(session?: number): Promise<void> {
    const of = session ?? (await this.recorded())?.pid;
    const directory = this.options.root.absolute(this.directory);
    const isStray = (info: ProcessInfo) => info.session === of || directoryOf(info.pid) === directory;
    for (const stray of processesWhere((info) => this.isOurProgram(info.pid) && isStray(info))) {
      send(stray.pid, 'SIGKILL');
      await goneWithin(stray, 5_000);
    }
  }

  /** By its name: the program may be a script that becomes the server, which lies elsewhere. */
  private isOurProgram(pid: number): boolean {
    return basename(programOf(pid) ?? '') === basename(this.program);
  }

  private async start(): Promise<void> {
    const { root, logFile } = this.options;
    await root.directory(this.directory, { ...OURS, mode: 0o755 });
    const log = root.openToAppend(logFile, { ...OURS, mode: 0o640 });
    try {
      if (fstatSync(log).size > MOST_LOG) ftruncateSync(log);
    } finally {
      closeSync(log);
    }
    const child = await this.spawn();
    try {
      const info = processInfo(child.pid ?? 0);
      if (info) await this.record(info);
      await this.awaitReady(child);
    } catch (error) {
      await this.stop('SIGTERM', 1_000);
      throw error;
    }
  }

  private async spawn(): Promise<ChildProcess> {
    const { name, program, args, account, root, logFile } = this.options;
    const [file, ...rest] = [...asAccount(account), program, ...args];
    const log = root.openToAppend(logFile, { ...OURS, mode: 0o640 });
    try {
      const child = spawn(file ?? program, rest, {
        cwd: root.absolute(this.directory),
        detached: true,
        stdio: ['ignore', log, log],
        env: ENVIRONMENT,
      });
      await once(child, 'spawn');
      child.unref();
      return child;
    } catch (cause) {
      throw new Error(`${name} cannot be started: is ${account ? 'setpriv (package util-linux)' : program} there?`, {
        cause,
      });
    } finally {
      closeSync(log);
    }
  }

  private async awaitReady(child?: ChildProcess): Promise<void> {
    const { name, ready, readyWithinMs = 10_000 } = this.options;
    const deadline = Date.now() + readyWithinMs;
    while (Date.now() < deadline) {
      const hasEnded = child ? child.exitCode !== null || child.signalCode !== null : !(await this.running());
      if (hasEnded) throw new Error(`${name} ended before it was ready: ${await this.endOfLog()}`);
      if (await ready().catch(() => false)) return;
      await pause(POLL_MS);
    }
    throw new Error(`${name} was not ready within ${readyWithinMs} ms: ${await this.endOfLog()}`);
  }

  private record({ pid, started }: ProcessInfo): Promise<boolean> {
    return this.options.root.write(this.options.pidFile, `${pid} ${started}\n`, OURS);
  }

  private async endOfLog(): Promise<string> {
    const log = await this.options.root.read(this.options.logFile);
    return String(log?.content.subarray(-4096) ?? '')
      .trimEnd()
      .split('\n')
      .slice(-8)
      .join('\n');
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
