import { setTimeout as pause } from 'node:timers/promises';

/** Does the work again and again until the signal aborts: `ms` after it was done, give or take the share `jitter`. It may not throw. */
export async function repeat(
  ms: number,
  jitter: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const left = ms * (1 + jitter * (2 * Math.random() - 1));
    await pause(left, undefined, { signal }).catch(() => undefined);
    if (!signal.aborted) await work();
  }
}
