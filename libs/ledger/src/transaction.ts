import type { Pool, PoolClient } from 'pg';
import { isPlanOutdated } from './database-away.js';

/**
 * Runs `work` in one transaction on a connection of its own, which goes back to the pool, or is closed when it broke.
 * @param begin SQL that begins the transaction, and may set what holds within it
 */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>, begin = 'BEGIN'): Promise<T> {
  const tx = await pool.connect();
  let broken = false;
  // A connection that breaks fails its query and emits an error besides, which would end the process if nobody listened.
  const onError = () => (broken = true);
  tx.on('error', onError);
  try {
    await tx.query(begin);
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch(onError);
    broken ||= isPlanOutdated(error);
    throw error;
  } finally {
    tx.off('error', onError);
    tx.release(broken);
  }
}
