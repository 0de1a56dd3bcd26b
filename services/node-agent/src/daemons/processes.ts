import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 20;

/** A process of the machine, as proc_pid_stat(5) tells. */
export interface ProcessInfo {
  readonly pid: number;
  /** Its session: that of a daemon's workers is the daemon. */
  readonly session: number;
  /** When it started, in clock ticks since boot. With the pid it names one process for ever: pids come round again. */
  readonly started: string;
  /** Clock ticks that it used, in user mode and in the kernel. */
  readonly cpu_ticks: number;
  /** Resident pages. */
  readonly rss_pages: number;
}

/** Undefined when there is none, or a zombie that nobody has waited for yet. */
export function processInfo(pid: number): ProcessInfo | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  if (!stat) return undefined;
  // The name, in brackets, may hold anything; field 3 of the manual page is the first after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => fields[number - 3] ?? '';
  if (field(3) === 'Z' || field(3) === 'X') return undefined;
  return {
    pid,
    session: Number(field(6)),
    started: field(22),
    cpu_ticks: Number(field(14)) + Number(field(15)),
    rss_pages: Number(field(24)),
  };
}

/** All processes of the machine that pass, in no order. */
export function processesWhere(passes: (info: ProcessInfo) => boolean): ProcessInfo[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => processInfo(Number(name)) ?? [])
    .filter(passes);
}

/** The file that a process runs; undefined when it is gone. One that was replaced since, as by an upgrade, is still named. */
export function programOf(pid: number): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/exe`))?.replace(/ \(deleted\)$/, '');
}

/** Its working directory, also one that was removed since; undefined when the process is gone. */
export function directoryOf(pid: number): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`))?.replace(/ \(deleted\)$/, '');
}

/** Whether it has ended by then (milliseconds from now); answers as soon as it has. */
export async function goneWithin({ pid, started }: ProcessInfo, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (processInfo(pid)?.started === started) {
    if (Date.now() > deadline) return false;
    await pause(POLL_MS);
  }
  return true;
}

/** Processes end at any moment, also between two looks. */
function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
