import { randomBytes, randomUUID } from 'node:crypto';
import { inTransaction } from '@freehold/ledger/transaction';
import type { Vault } from '@freehold/vault/vault';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Pool, PoolClient } from 'pg';

const OWNER = 'platform';
const HOUR_MS = 3_600_000;
/** A new key is shown so long before it signs: every replica, and whoever keeps our keys, knows it by then. */
const SHOWN_BEFORE_MS = HOUR_MS / 4;
/** And so long after another has taken its place: what it signed has expired by then. */
const SHOWN_AFTER_MS = 24 * HOUR_MS;

/** What the provider signs with. */
export interface ProviderKeys {
  /** Changes when any of them does. */
  readonly version: string;
  /** Private JWKs (ES256); the first one signs, all are shown. */
  readonly signing: readonly JWK[];
  /** Of cookies and forms; the first one signs, all are taken. */
  readonly cookies: readonly string[];
}

interface Row {
  readonly id: string;
  readonly purpose: 'sign' | 'cookie';
  readonly sealed: string;
  readonly created_at: string;
  readonly used_from: string;
}

/** The keys of the provider: made at the first start, replaced by age or when asked, sealed in PostgreSQL, shared by replicas. */
export class KeyRing {
  constructor(
    private readonly pool: Pool,
    private readonly vault: Vault,
    private readonly maxAgeMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** The keys as they are to be used now: makes the first ones, replaces old ones, removes those that nothing needs any more. */
  async load(): Promise<ProviderKeys> {
    const rows = await this.inTurn(async (tx) => {
      for (const purpose of ['sign', 'cookie'] as const) {
        const [newest] = await this.rows(tx, purpose);
        if (newest === undefined) await this.add(tx, purpose, this.now());
        else if (Date.parse(newest.created_at) + this.maxAgeMs < this.now()) await this.add(tx, purpose);
        await this.removeOld(tx, purpose);
      }
      return { sign: await this.rows(tx, 'sign'), cookie: await this.rows(tx, 'cookie') };
    });
    const signing = this.inUse(rows.sign);
    const cookies = this.inUse(rows.cookie);
    return {
      version: [...signing, ...cookies].map(({ id }) => id).join(' '),
      signing: await Promise.all(signing.map(async (row) => JSON.parse(await this.open(row)) as JWK)), // we sealed it
      cookies: await Promise.all(cookies.map(async (row) => await this.open(row))),
    };
  }

  /**
   * Makes new keys, which take over once everybody knows them. Where some wait for that already they are what is asked for, lest
   * everybody has to know a thousand.
   * @returns when they take over
   */
  async rotate(): Promise<Date> {
    return await this.inTurn(async (tx) => {
      const [newest] = await this.rows(tx, 'sign');
      if (newest !== undefined && Date.parse(newest.used_from) > this.now()) return new Date(newest.used_from);
      const usedFrom = this.now() + SHOWN_BEFORE_MS;
      await this.add(tx, 'sign', usedFrom);
      await this.add(tx, 'cookie', usedFrom);
      return new Date(usedFrom);
    });
  }

  /** Newest first, those that are only shown so far last. */
  private inUse(rows: readonly Row[]): Row[] {
    const waits = (row: Row) => (Date.parse(row.used_from) > this.now() ? 1 : 0);
    return rows.toSorted((a, b) => waits(a) - waits(b));
  }

  private async rows(tx: PoolClient, purpose: Row['purpose']): Promise<Row[]> {
    const { rows } = await tx.query<Row>('SELECT * FROM provider_key WHERE purpose = $1 ORDER BY created_at DESC, id', [
      purpose,
    ]);
    return rows;
  }

  private async add(tx: PoolClient, purpose: Row['purpose'], usedFrom = this.now() + SHOWN_BEFORE_MS): Promise<void> {
    const id = randomUUID();
    const sealed = await this.vault.seal(OWNER, purposeOf(id), purpose === 'sign' ? await newJwk(id) : newSecret());
    await tx.query(
      'INSERT INTO provider_key (id, purpose, sealed, created_at, used_from) VALUES ($1, $2, $3, $4, $5)',
      [id, purpose, sealed, new Date(this.now()), new Date(usedFrom)],
    );
  }

  /** A key is needed for as long as the one that took its place has not been in use for a day. */
  private async removeOld(tx: PoolClient, purpose: Row['purpose']): Promise<void> {
    const rows = await this.rows(tx, purpose);
    const successor = rows.findIndex(({ used_from }) => Date.parse(used_from) + SHOWN_AFTER_MS < this.now());
    if (successor === -1) return;
    await tx.query('DELETE FROM provider_key WHERE id = ANY ($1)', [rows.slice(successor + 1).map(({ id }) => id)]);
  }

  private async open({ id, sealed }: Row): Promise<string> {
    return await this.vault.open(OWNER, purposeOf(id), sealed);
  }

  /** Replicas that start together, or find a key too old together, take turns. */
  private async inTurn<T>(work: (tx: PoolClient) => Promise<T>): Promise<T> {
    return await inTransaction(this.pool, async (tx) => {
      await tx.query('LOCK TABLE provider_key IN EXCLUSIVE MODE');
      return await work(tx);
    });
  }
}

function purposeOf(id: string): string {
  return `provider-key/${id}`;
}

async function newJwk(kid: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
