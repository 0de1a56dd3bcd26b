import { BEGINNING, type Checkpoint, type Place } from '@freehold/chain/checkpoint';
import { inTransaction } from '@freehold/ledger/transaction';
import type { Pool, PoolClient } from 'pg';
import type { RecoveredKey } from '../anchors/stream-anchor.js';

/** How far the chain has come, and of which stream. */
export interface Head extends Place {
  /** Creation time of the stream. */
  readonly epoch: string;
}

interface CheckpointRow extends Omit<Checkpoint, 'previous'> {
  readonly previous_position: number;
  readonly previous_hash: string;
}

const COLUMNS = 'position, hash, count, time, previous_position, previous_hash, key_id, signature';

/** What the chain keeps in PostgreSQL. */
export class ChainRows {
  constructor(readonly pool: Pool) {}

  /** Where the chain stands; a new one stands at the beginning. */
  async head(epoch: string): Promise<Head> {
    await this.pool.query('INSERT INTO chain_head (epoch, position, hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      epoch,
      BEGINNING.position,
      BEGINNING.hash,
    ]);
    const { rows } = await this.pool.query<Head>('SELECT epoch, position, hash FROM chain_head');
    const [row] = rows;
    if (row === undefined) throw new Error('the row of the chain’s head is gone');
    return row;
  }

  /**
   * Moves the head, and keeps a checkpoint with it, if nobody else has moved it meanwhile.
   * @returns false when somebody has; then nothing is written
   */
  async advance(
    from: number,
    to: Head,
    checkpoint: ((tx: PoolClient) => Promise<Checkpoint>) | undefined,
  ): Promise<{ readonly checkpoint: Checkpoint | undefined } | undefined> {
    return await inTransaction(this.pool, async (tx) => {
      const moved = await tx.query(
        'UPDATE chain_head SET epoch = $1, position = $2, hash = $3, updated_at = now() WHERE position = $4',
        [to.epoch, to.position, to.hash, from],
      );
      if (moved.rowCount !== 1) return undefined;
      const signed = await checkpoint?.(tx);
      if (signed) await insertCheckpoint(tx, signed);
      return { checkpoint: signed };
    });
  }

  async last(): Promise<Checkpoint | undefined> {
    const { rows } = await this.pool.query<CheckpointRow>(
      `SELECT ${COLUMNS} FROM chain_checkpoint ORDER BY position DESC LIMIT 1`,
    );
    return rows.map(checkpointOf)[0];
  }

  /** Checkpoints behind a position, the oldest first. */
  async after(position: number, limit: number): Promise<Checkpoint[]> {
    const { rows } = await this.pool.query<CheckpointRow>(
      `SELECT ${COLUMNS} FROM chain_checkpoint WHERE position > $1 ORDER BY position LIMIT $2`,
      [position, limit],
    );
    return rows.map(checkpointOf);
  }

  /** The last checkpoint before a position, and the first one at it or behind it. */
  async around(position: number): Promise<{ before: Checkpoint | undefined; from: Checkpoint | undefined }> {
    const { rows } = await this.pool.query<CheckpointRow>(
      `(SELECT ${COLUMNS} FROM chain_checkpoint WHERE position < $1 ORDER BY position DESC LIMIT 1)
        UNION ALL (SELECT ${COLUMNS} FROM chain_checkpoint WHERE position >= $1 ORDER BY position LIMIT 1)`,
      [position],
    );
    const found = rows.map(checkpointOf);
    return {
      before: found.find((checkpoint) => checkpoint.position < position),
      from: found.find((checkpoint) => checkpoint.position >= position),
    };
  }

  /** Takes over what another place still had of a chain that this database lost. */
  async recover(keys: readonly RecoveredKey[], checkpoints: readonly Checkpoint[]): Promise<void> {
    await inTransaction(this.pool, async (tx) => {
      await tx.query('LOCK TABLE chain_checkpoint IN EXCLUSIVE MODE'); // replicas that start together take turns
      const { rowCount } = await tx.query('SELECT 1 FROM chain_checkpoint LIMIT 1');
      if (rowCount !== 0) return;
      for (const [index, key] of keys.entries())
        await tx.query(
          `INSERT INTO chain_key (ordinal, id, public_key, created_at, endorsed_by, endorsement, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT DO NOTHING`,
          [index + 1, key.id, key.public_key, key.created_at, key.endorsed_by, key.endorsement, key.sealed ?? null],
        );
      for (const checkpoint of checkpoints) await insertCheckpoint(tx, checkpoint);
    });
  }
}

async function insertCheckpoint(tx: PoolClient, checkpoint: Checkpoint): Promise<void> {
  const { position, hash, count, time, previous, key_id, signature } = checkpoint;
  await tx.query(`INSERT INTO chain_checkpoint (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
    position,
    hash,
    count,
    time,
    previous.position,
    previous.hash,
    key_id,
    signature,
  ]);
}

function checkpointOf({ previous_position, previous_hash, ...row }: CheckpointRow): Checkpoint {
  return { ...row, previous: { position: previous_position, hash: previous_hash } };
}
