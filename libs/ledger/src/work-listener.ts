import type { Pool, PoolClient } from 'pg';
import { channelSql } from './work.js';

export interface WorkListenerOptions {
  readonly pool: Pool;
  /** Called at each announcement, and each time listening begins: what was announced before is not repeated. */
  readonly onWake: () => void;
  readonly onLost: (error: Error) => void;
}

/**
 * Listens for raised work on a connection of its own, taken from the pool for as long as the listener lives, so that it has
 * the pool's search_path. A lost connection is replaced for ever, with a pause of 50 ms to 2 s between tries.
 */
export class WorkListener {
  private client: PoolClient | undefined;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopped = false;

  constructor(private readonly options: WorkListenerOptions) {}

  /** Resolves after the first try, whether or not it succeeded. */
  async start(): Promise<void> {
    try {
      const client = await this.options.pool.connect();
      if (this.stopped) return client.release();
      this.client = client;
      client.on('error', (error) => this.lost(client, error));
      client.on('end', () => this.lost(client, new Error('the connection ended')));
      client.on('notification', () => this.options.onWake());
      const { rows } = await client.query<{ channel: string }>(`SELECT quote_ident(${channelSql}) AS channel`);
      for (const { channel } of rows) await client.query(`LISTEN ${channel}`);
      this.failures = 0;
      this.options.onWake();
    } catch (error) {
      this.lost(this.client, error instanceof Error ? error : new Error(String(error)));
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.drop();
  }

  private lost(client: PoolClient | undefined, error: Error): void {
    if (this.stopped || client !== this.client || this.retry) return;
    this.drop();
    this.options.onLost(error);
    const pause = Math.min(2000, 50 * 2 ** Math.min(this.failures++, 10));
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.start();
    }, pause);
  }

  private drop(): void {
    const client = this.client;
    this.client = undefined;
    // `true` closes the connection: one that listens must not go back among the others. It may still report an error later.
    client?.removeAllListeners('notification').on('error', () => {});
    client?.release(true);
  }
}
