import type { LocalView } from '@freehold/ledger/local-view';
import type { Pool } from 'pg';
import { TurnByTurn } from '../backends/turn-by-turn.js';

/**
 * One at a time a zone, in this process and in every replica: who reads the rows and then writes them to the name server must
 * not be overtaken in between, or an older state would be written last.
 */
export class ZoneTurns {
  private readonly turns = new TurnByTurn();

  constructor(
    private readonly pool: Pool,
    private readonly view: LocalView,
  ) {}

  /** `work` reads through the view that it is given, which holds the lock. */
  async run<T>(zoneId: string, work: (view: LocalView) => Promise<T>): Promise<T> {
    return await this.turns.run(zoneId, async () => {
      const client = await this.pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN READ ONLY');
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [zoneId]);
        return await work(this.view.over(client));
      } finally {
        await client.query('ROLLBACK').catch(() => (broken = true));
        client.release(broken);
      }
    });
  }
}
