import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The servers under a platform, by the directories of their data. */
export const SERVERS = ['nats', 'postgres', 'powerdns'] as const;
export type ServerName = (typeof SERVERS)[number];

/** The process of a server, as its data directory names it. @throws Error when none is on record */
export function serverPid(dataDir: string, server: ServerName): number {
  const pid = Number(readFileSync(join(dataDir, server, 'server.pid'), 'utf8').split(' ')[0]);
  if (!Number.isInteger(pid) || pid < 2) throw new Error(`${server} has no process on record`);
  return pid;
}

/** Whether a process runs; one that has ended and is not yet collected (a zombie) does not. */
export function isRunning(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !'ZX'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
