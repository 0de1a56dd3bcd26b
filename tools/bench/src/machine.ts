import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { shippedPrograms } from '@freehold/stack/postgres-installation';
import { findNats, findPowerDns, webServers } from '@freehold/stack/programs';

const LOOK_MS = 3_000;

/** What a run takes place on, and what else the machine does before it begins. Other machines compare by their ratios alone. */
export interface Machine {
  readonly hardware: string;
  readonly programs: string;
  /** Share of all cores that other programs use, in percent. */
  readonly busy: number;
}

export async function machine(): Promise<Machine> {
  const [cpu] = cpus();
  const { postgres } = await shippedPrograms();
  const { server } = await findPowerDns();
  return {
    hardware: `${availableParallelism()} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Linux ${release()}`,
    programs: `Node ${process.versions.node}, NATS ${version(await findNats(), /v([\d.]+)/)}, PostgreSQL ${version(postgres, /\) ([\d.]+)/)}, PowerDNS ${version(server, /Server ([\d.]+)/)}${await webPrograms()}`,
    busy: await busyPercent(),
  };
}

async function webPrograms(): Promise<string> {
  const programs = await webServers();
  if ('missing' in programs) return '';
  const { nginx, haproxy, php_fpm } = programs;
  return `, nginx ${version(nginx, /nginx\/([\d.]+)/, '-v')}, PHP ${version(php_fpm[0]?.path ?? '', /PHP ([\d.]+)/, '-v')}, HAProxy ${version(haproxy, /version ([\d.]+)/, '-v')}`;
}

/** What a program says of itself; PowerDNS says it on the other stream, and fails. */
function version(program: string, pattern: RegExp, flag = '--version'): string {
  const { stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8', timeout: 5_000 });
  return pattern.exec(stdout + stderr)?.[1] ?? 'of unknown version';
}

async function busyPercent(): Promise<number> {
  const before = coreTimes();
  await pause(LOOK_MS);
  const after = coreTimes();
  return Math.round(100 * (1 - (after.idle - before.idle) / (after.all - before.all)));
}

function coreTimes(): { idle: number; all: number } {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    idle,
    all: user + nice + sys + idle + irq,
  }));
  return { idle: times.reduce((sum, { idle }) => sum + idle, 0), all: times.reduce((sum, { all }) => sum + all, 0) };
}
