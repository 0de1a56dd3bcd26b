import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A process of the machine; its start time tells it from a later one with the same number (proc(5), stat, field 22). */
export interface MachineProcess {
  readonly pid: number;
  readonly started: string;
}

const POLL_MS = 20;

/** The process with that number; undefined when there is none, or only a zombie. */
export async function processOf(pid: number): Promise<MachineProcess | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The name, in brackets, may hold anything; the state is the first field after it.
  const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const started = rest[18];
  return started === undefined || state === 'Z' || state === 'X' ? undefined : { pid, started };
}

export async function isAlive({ pid, started }: MachineProcess): Promise<boolean> {
  return (await processOf(pid))?.started === started;
}

/** Processes that work in a directory or below it, or as one of a range of users. */
export async function processesOf(directory: string, users: { from: number; to: number }): Promise<MachineProcess[]> {
  const found: MachineProcess[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const cwd = (await readlink(`/proc/${name}/cwd`).catch(() => '')).replace(/ \(deleted\)$/, '');
    const uid = await stat(`/proc/${name}`).then(
      (of) => of.uid,
      () => 0, // ended meanwhile
    );
    const isOfNode = cwd === directory || cwd.startsWith(`${directory}/`) || (uid >= users.from && uid < users.to);
    const running = isOfNode ? await processOf(Number(name)) : undefined;
    if (running) found.push(running);
  }
  return found;
}

/** Sends the signal, and SIGKILL to whatever has not ended in time. Resolves when all have ended. @throws the signal's reason */
export async function endProcesses(
  processes: readonly MachineProcess[],
  { within, signal }: { readonly within: number; readonly signal: AbortSignal },
): Promise<void> {
  for (const { pid } of await living(processes)) send(pid, 'SIGTERM');
  const deadline = Date.now() + within;
  for (let left = await living(processes); left.length > 0; left = await living(left)) {
    signal.throwIfAborted();
    if (Date.now() > deadline) for (const { pid } of left) send(pid, 'SIGKILL');
    await pause(POLL_MS);
  }
}

async function living(processes: readonly MachineProcess[]): Promise<MachineProcess[]> {
  const alive = await Promise.all(processes.map(isAlive));
  return processes.filter((_, index) => alive[index]);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}
