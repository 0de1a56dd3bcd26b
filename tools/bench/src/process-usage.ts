import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from '@freehold/testing/cpu-seconds';

const LOOK_MS = 1_000;

/** Waits until a process has used less than 5 % of one core for three seconds in a row; gives up after `within` ms. */
export async function untilIdle(pid: number, within: number): Promise<void> {
  const deadline = Date.now() + within;
  for (let quiet = 0, before = cpuMs(pid); quiet < 3; ) {
    if (Date.now() > deadline) throw new Error(`the process ${pid} is still busy after ${within} ms`);
    await pause(LOOK_MS);
    const now = cpuMs(pid);
    quiet = now - before < LOOK_MS * 0.05 ? quiet + 1 : 0;
    before = now;
  }
}

/** Resident memory of a process, in MB of 10^6 bytes (proc(5), status, VmRSS). */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024) / 1e6;
}

/** The share of one core that a process uses, in percent, over so many milliseconds. */
export async function cpuPercent(pid: number, ms: number): Promise<number> {
  const before = cpuMs(pid);
  await pause(ms);
  return (100 * (cpuMs(pid) - before)) / ms;
}

const cpuMs = (pid: number) => cpuSeconds(pid) * 1_000;
