import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Pool } from 'pg';
import type { Identity } from './identity.js';

/** A revoked key is dead within this time on every replica. */
const CACHED_MS = 5_000;
const CACHED_KEYS = 10_000;

/** 256 random bits in base64url, behind a prefix by which people and secret scanners know it. */
export function newKey(): string {
  return `fh_${randomBytes(32).toString('base64url')}`;
}

/** Keys are 256 random bits, so one SHA-256 is enough: there is nothing to guess. */
export function hashOf(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

interface Cached {
  readonly identity: Identity;
  readonly until: number;
}

/** Who an API key stands for. Only its hash is stored. */
export class ApiKeys {
  private readonly cache = new Map<string, Cached>();

  constructor(private readonly pool: Pool) {}

  /** From `Authorization: Bearer <key>` or `X-API-Key`; undefined without a key, or with one that does not hold. */
  async identify(headers: IncomingHttpHeaders): Promise<Identity | undefined> {
    const key = keyIn(headers);
    if (key === undefined) return undefined;
    const digest = hashOf(key);
    const name = digest.toString('base64');
    const now = Date.now();
    const known = this.cache.get(name);
    if (known !== undefined && known.until > now) return known.identity;
    this.cache.delete(name);
    const identity = await this.load(digest);
    if (identity === undefined) return undefined;
    if (this.cache.size >= CACHED_KEYS) this.cache.clear();
    // Counted from before the look, so that a revocation during it counts too.
    this.cache.set(name, { identity, until: now + CACHED_MS });
    return identity;
  }

  private async load(digest: Buffer): Promise<Identity | undefined> {
    const { rows } = await this.pool.query<{ id: string; hash: Buffer; scopes: string[]; brands: string[] }>({
      name: 'api_key.get',
      text: `SELECT id, hash, scopes, brands FROM api_key
        WHERE hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
      values: [digest],
    });
    const [row] = rows;
    if (row === undefined || !timingSafeEqual(row.hash, digest)) return undefined;
    return { id: row.id, actor: `key:${row.id}`, scopes: row.scopes, brands: row.brands };
  }
}

function keyIn(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bearer;
  const given = headers['x-api-key'];
  return typeof given === 'string' && given.length > 0 && given.length <= 512 ? given : undefined;
}
