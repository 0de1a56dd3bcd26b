import type { Pool, PoolClient } from 'pg';

const TRY_EVERY_MS = 2_000;

export interface Leader {
  /** This replica holds the lock from now on. */
  gained(): Promise<void>;
  /** It does not any more: its connection broke, and another replica may have it. */
  lost(): Promise<void>;
}

/** A lock of the database that one replica of the service holds for as long as its connection stands. */
export class Leadership {
  private client: PoolClient | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  private trying: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly report: (error: unknown) => void,
  ) {}

  get held(): boolean {
    return this.client !== undefined;
  }

  start(leader: Leader): void {
    this.trying = this.tryAgain(leader);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    await this.trying;
    this.client?.release(true);
    this.client = undefined;
  }

  private async tryAgain(leader: Leader): Promise<void> {
    try {
      if (await this.acquire(leader)) return;
    } catch (error) {
      this.report(error);
    }
    this.later(leader);
  }

  private later(leader: Leader): void {
    if (this.stopping) return;
    this.timer = setTimeout(() => {
      this.trying = this.tryAgain(leader);
    }, TRY_EVERY_MS);
  }

  private async acquire(leader: Leader): Promise<boolean> {
    const client = await this.pool.connect();
    const isMine = await lock(client, this.name).catch((error: unknown) => {
      client.release(true);
      throw error;
    });
    if (!isMine || this.stopping) {
      client.release(isMine); // closing the connection gives the lock back
      return this.stopping;
    }
    this.client = client;
    const lose = () => {
      if (this.client !== client) return;
      this.client = undefined;
      client.release(true);
      void leader.lost().catch(this.report);
      this.later(leader);
    };
    client.on('error', lose);
    client.on('end', lose);
    try {
      await leader.gained();
    } catch (error) {
      this.client = undefined;
      client.release(true);
      throw error;
    }
    return true;
  }
}

async function lock(client: PoolClient, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
    [name],
  );
  return rows[0]?.held === true;
}
