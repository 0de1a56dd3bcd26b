import type { LocalView } from '@freehold/ledger/local-view';
import { Later } from '@freehold/ledger/work-outcome';
import type { Pool, PoolClient } from 'pg';
import { TurnByTurn } from '../backends/turn-by-turn.js';

/** So much work of one zone waits for its turn; more would take the worker's places from the other zones. */
const MOST_WAITING = 6;
/** Less than those who wait take together, so that a busy zone never idles. */
const AGAIN_MS = 100;

/** What is done in a turn. */
export type Turn<T> = (view: LocalView, client: PoolClient) => Promise<T>;

/**
 * One at a time a zone, in this process and in every replica: who reads the rows and then writes them to the name server must
 * not be overtaken in between, or an older state would be written last.
 */
export class ZoneTurns {
  private readonly turns = new TurnByTurn();
  private readonly waiting = new Map<string, number>();

  constructor(
    private readonly pool: Pool,
    private readonly view: LocalView,
  ) {}

  /**
   * `work` reads through the view and the connection that it is given, which hold the lock; a second connection might never come.
   * @throws Later when too much waits for the zone already: come again
   */
  async run<T>(zoneId: string, work: Turn<T>): Promise<T> {
    const before = this.waiting.get(zoneId) ?? 0;
    if (before >= MOST_WAITING) throw new Later(AGAIN_MS);
    this.waiting.set(zoneId, before + 1);
    try {
      return await this.turn(zoneId, work);
    } finally {
      const left = (this.waiting.get(zoneId) ?? 1) - 1;
      if (left > 0) this.waiting.set(zoneId, left);
      else this.waiting.delete(zoneId);
    }
  }

  private async turn<T>(zoneId: string, work: Turn<T>): Promise<T> {
    return await this.turns.run(zoneId, async () => {
      const client = await this.pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN READ ONLY');
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [zoneId]);
        return await work(this.view.over(client), client);
      } finally {
        await client.query('ROLLBACK').catch(() => (broken = true));
        client.release(broken);
      }
    });
  }
}
