import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** Sends a signal to a process; one that has ended already has no need of it. */
export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // as kill(2) says
  }
}

/** Processes of a platform's nodes: agents and the servers that they look after, by the directory that they name or work in. */
export function nodeProcesses(dataDir: string): number[] {
  const marker = join(dataDir, 'nodes');
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => pid !== process.pid && isRunning(pid) && mentions(pid, marker));
}

/** The agents of a platform's nodes. */
export function agentsOf(dataDir: string): number[] {
  return nodeProcesses(dataDir).filter((pid) => told(pid, 'cmdline').includes('node-agent/dist/main.js'));
}

/** The agent of the node with that root, if it runs. */
export function agentOf(root: string): number | undefined {
  const isIts = (pid: number) => told(pid, 'environ').includes(`FREEHOLD_NODE_AGENT_ROOT=${root}\0`);
  return agentsOf(dirname(dirname(root))).find(isIts);
}

/** The servers of a node, by the beginning of their program's name, workers among them. */
export function serversOf(root: string, program: string): number[] {
  return nodeProcesses(dirname(dirname(root))).filter(
    (pid) => `${told(pid, 'cmdline')}${directoryOf(pid)}`.includes(root) && told(pid, 'comm').startsWith(program),
  );
}

function mentions(pid: number, marker: string): boolean {
  return ['cmdline', 'environ'].some((file) => told(pid, file).includes(marker)) || directoryOf(pid).includes(marker);
}

/** A worker of nginx names nothing, and works where its master was started. */
function directoryOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return ''; // as below
  }
}

/** What proc(5) tells of a process; nothing of one that has just ended. */
function told(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}
