import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A Node process of the bench's own: who is measured and who measures never share one. */
export interface Child<Ready> {
  readonly pid: number;
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** Asks it something that it answers by one message. */
  ask<Answer>(question: object): Promise<Answer>;
  /** SIGTERM, and SIGKILL after ten seconds. */
  stop(): Promise<void>;
}

const STOP_MS = 10_000;

/**
 * Starts a module of this package (or any other file) as a process and awaits its first message.
 * It ends with us: its end of the channel closes when we end, however that comes about.
 * @param module a path or a `file:` URL
 */
export async function startChild<Ready>(
  module: string | URL,
  options: { readonly environment?: Readonly<Record<string, string>>; readonly nodeFlags?: readonly string[] } = {},
): Promise<Child<Ready>> {
  const process = fork(module instanceof URL ? fileURLToPath(module) : module, {
    env: { ...globalThis.process.env, ...options.environment },
    execArgv: [...(options.nodeFlags ?? [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = await message<Ready>(process);
  return {
    pid: process.pid ?? 0, // it has sent a message, so it runs
    ready,
    async ask<Answer>(question: object) {
      const answer = message<Answer>(process);
      process.send(question);
      return await answer;
    },
    stop: () => end(process),
  };
}

async function message<T>(process: ChildProcess): Promise<T> {
  const said = Promise.withResolvers<T>();
  const gone = () => said.reject(new Error(`a process of the bench ended: ${process.spawnargs.join(' ')}`));
  process.once('message', (answer) => said.resolve(answer as T)); // both ends are in this package
  process.once('exit', gone);
  try {
    return await said.promise;
  } finally {
    process.off('exit', gone);
  }
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const ended = once(process, 'exit');
  process.kill('SIGTERM');
  const last = setTimeout(() => process.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(last);
}
