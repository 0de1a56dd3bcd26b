import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const TICK_MS = 10; // USER_HZ is 100 on every Linux that Node runs on
const LOOK_MS = 1_000;

/** Waits until a process has used less than 5 % of one core for three seconds in a row; gives up after `within` ms. */
export async function untilIdle(pid: number, within: number): Promise<void> {
  const deadline = Date.now() + within;
  for (let quiet = 0, before = await cpuMs(pid); quiet < 3; ) {
    if (Date.now() > deadline) throw new Error(`the process ${pid} is still busy after ${within} ms`);
    await pause(LOOK_MS);
    const now = await cpuMs(pid);
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
  const before = await cpuMs(pid);
  await pause(ms);
  return (100 * ((await cpuMs(pid)) - before)) / ms;
}

/** What a process has used of all cores (proc(5), stat, fields 14 and 15). */
async function cpuMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
