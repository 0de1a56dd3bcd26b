import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { RuntimeRefused, type RuntimeSocket } from './runtime-socket.js';

export interface Patience {
  /** Milliseconds for which visitors of a server that leaves are served; then they are cut off (= 30,000). */
  readonly grace: number;
  /** Milliseconds between two tries (= 100). */
  readonly every: number;
}

/**
 * Servers that get no new visitors and go when those that are there have been served: HAProxy deletes a server only when no
 * connection to it is left. Nobody waits for them; after a reload they are gone anyway, and one that an agent's end has left
 * behind is found by the next look.
 */
export class LeavingServers {
  private readonly leaving = new Map<string, AbortController>();

  constructor(
    private readonly socket: RuntimeSocket,
    private readonly log: Logger,
    private readonly patience: Patience = { grace: 30_000, every: 100 },
  ) {}

  /** Names of the backend's servers that are on their way out. */
  of(backend: string): ReadonlySet<string> {
    const prefix = `${backend}/`;
    return new Set(
      [...this.leaving.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
    );
  }

  /** The server is in maintenance already. */
  add(backend: string, server: string): void {
    const key = `${backend}/${server}`;
    if (this.leaving.has(key)) return;
    const stop = new AbortController();
    this.leaving.set(key, stop);
    this.seeOut(key, stop.signal)
      .catch((error: unknown) => {
        if (!stop.signal.aborted)
          this.log.warn({ err: error, server: key }, 'a server that is not wanted is still there');
      })
      .finally(() => {
        if (this.leaving.get(key) === stop) this.leaving.delete(key);
      });
  }

  /** It is wanted again. */
  cancel(backend: string, server: string): void {
    const key = `${backend}/${server}`;
    this.leaving.get(key)?.abort();
    this.leaving.delete(key);
  }

  /** No more commands: HAProxy ends, or begins anew without them. */
  stop(): void {
    for (const stop of this.leaving.values()) stop.abort();
    this.leaving.clear();
  }

  private async seeOut(key: string, signal: AbortSignal): Promise<void> {
    const deadline = Date.now() + this.patience.grace;
    let isCutOff = false;
    while (!(await this.isDeleted(key))) {
      if (Date.now() > deadline) {
        if (isCutOff) throw new Error(`HAProxy keeps connections to ${key} that it was told to end`);
        await this.socket.ask(['shutdown', 'sessions', 'server', key]);
        isCutOff = true;
        await pause(1_000, undefined, { signal, ref: false });
      }
      await pause(this.patience.every, undefined, { signal, ref: false });
    }
  }

  private async isDeleted(key: string): Promise<boolean> {
    try {
      await this.socket.ask(['del', 'server', key]);
      return true;
    } catch (error) {
      if (!(error instanceof RuntimeRefused)) throw error;
      if (/^No such (server|backend)/.test(error.message)) return true;
      if (error.message.startsWith('Server still has connections')) return false;
      throw error;
    }
  }
}
