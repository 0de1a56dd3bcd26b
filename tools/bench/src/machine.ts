import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { shippedPrograms } from '@freehold/stack/postgres-installation';
import { findNats, findPowerDns } from '@freehold/stack/programs';

/** What a run took place on, in two lines. Figures of another machine compare by their ratios alone. */
export async function machine(): Promise<string[]> {
  const [cpu] = cpus();
  const { postgres } = await shippedPrograms();
  const { server } = await findPowerDns();
  return [
    `${availableParallelism()} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory, Linux ${release()}; load at the start ${loadavg()[0]?.toFixed(1)}`,
    `Node ${process.versions.node}, NATS ${version(await findNats(), /v([\d.]+)/)}, PostgreSQL ${version(postgres, /\) ([\d.]+)/)}, PowerDNS ${version(server, /Server ([\d.]+)/)}`,
  ];
}

/** What a program says of itself; PowerDNS says it on the other stream, and fails. */
function version(program: string, pattern: RegExp): string {
  const { stdout, stderr } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 5_000 });
  return pattern.exec(stdout + stderr)?.[1] ?? 'of unknown version';
}
