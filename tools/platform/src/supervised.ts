import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from '@freehold/stack/process';

/** A server that is started again when it ends without having been asked to. */
export interface Supervised<S extends ServerProcess> {
  readonly first: S;
  stop(): Promise<void>;
}

/**
 * Starts a server and keeps it running. `start` must come back on the same ports and data.
 * @param report told each time, in a sentence for the log
 */
export async function supervised<S extends ServerProcess>(
  name: string,
  start: () => Promise<S>,
  report: (message: string) => void,
): Promise<Supervised<S>> {
  const first = await start();
  let current: ServerProcess = first;
  let stopping = false;
  const watch = async () => {
    for (let failures = 0; ; ) {
      await current.ended;
      if (stopping) return;
      report(`${name} has ended unexpectedly; starting it again`);
      await pause(Math.min(100 * 2 ** failures, 5_000));
      if (stopping) return;
      try {
        current = await start();
        failures = 0;
        if (stopping) await current.stop();
      } catch (error) {
        failures++;
        report(`${name} does not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const watching = watch();
  return {
    first,
    async stop() {
      stopping = true;
      await current.stop();
      await watching;
    },
  };
}
