import { type ChainKey, newKey, type Signer, signerOf } from '@freehold/chain/key';
import { inTransaction } from '@freehold/ledger/transaction';
import { Coalesced } from '@freehold/service/coalesced';
import type { Vault } from '@freehold/vault/vault';
import type { Pool, PoolClient } from 'pg';

/** Who owns what no tenant owns. */
const PLATFORM = 'platform';
const COLUMNS = 'id, public_key, created_at, endorsed_by, endorsement';
const purposeOf = (id: string) => `audit-key/${id}/private_key`;

/** A key with its private half, sealed: only this platform's vault opens it. */
export interface SealedKey extends ChainKey {
  readonly sealed: string;
}

/** The keys that sign checkpoints. Public halves are kept for ever; private ones are sealed, and only the newest signs. */
export class SigningKeys {
  private signer: Signer | undefined;
  private readonly rotations = new Coalesced<ChainKey>();

  constructor(
    private readonly pool: Pool,
    private readonly vault: Vault,
  ) {}

  /** Makes the first key where there is none that can sign; replicas that start together agree on one. */
  async ensure(now: Date): Promise<void> {
    await this.locked(async (tx) => {
      if ((await newest(tx)) === undefined) await this.add(tx, now, undefined);
    });
  }

  /**
   * Makes a new key, which the one so far vouches for. From now on it signs, here and in every replica. Many who ask while keys are
   * made wait for one between them, and not for as many as they are.
   */
  async rotate(now: Date): Promise<ChainKey> {
    return await this.rotations.answer('rotate', async (begun) => {
      return await this.locked(async (tx) => {
        begun();
        return await this.add(tx, now, await this.opened(tx));
      });
    });
  }

  /** The key that signs now. @throws Error before {@link ensure} */
  async current(tx: PoolClient | Pool = this.pool): Promise<Signer> {
    const signer = await this.opened(tx);
    if (signer === undefined) throw new Error('there is no key to sign with');
    return signer;
  }

  /** The key that signs now, as it is kept. */
  async kept(): Promise<SealedKey | undefined> {
    return await newest(this.pool);
  }

  /** All of them, the oldest first. */
  async list(): Promise<ChainKey[]> {
    const { rows } = await this.pool.query<ChainKey>(`SELECT ${COLUMNS} FROM chain_key ORDER BY ordinal`);
    return rows;
  }

  private async opened(tx: PoolClient | Pool): Promise<Signer | undefined> {
    const row = await newest(tx);
    if (row === undefined) return undefined;
    const { sealed, ...key } = row;
    if (this.signer?.key.id !== key.id)
      this.signer = signerOf(key, await this.vault.open(PLATFORM, purposeOf(key.id), sealed));
    return this.signer;
  }

  private async add(tx: PoolClient, now: Date, by: Signer | undefined): Promise<ChainKey> {
    const { key, private_key } = newKey(now.toISOString(), by);
    const sealed = await this.vault.seal(PLATFORM, purposeOf(key.id), private_key);
    await tx.query(
      `INSERT INTO chain_key (ordinal, ${COLUMNS}, sealed)
        VALUES ((SELECT coalesce(max(ordinal), 0) + 1 FROM chain_key), $1, $2, $3, $4, $5, $6)`,
      [key.id, key.public_key, key.created_at, key.endorsed_by, key.endorsement, sealed],
    );
    return key;
  }

  private async locked<T>(work: (tx: PoolClient) => Promise<T>): Promise<T> {
    return await inTransaction(this.pool, async (tx) => {
      await tx.query('LOCK TABLE chain_key IN EXCLUSIVE MODE');
      return await work(tx);
    });
  }
}

async function newest(tx: PoolClient | Pool): Promise<SealedKey | undefined> {
  const { rows } = await tx.query<SealedKey>(
    `SELECT ${COLUMNS}, sealed FROM chain_key WHERE sealed IS NOT NULL ORDER BY ordinal DESC LIMIT 1`,
  );
  return rows[0];
}
