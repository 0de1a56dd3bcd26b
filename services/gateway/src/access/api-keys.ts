import { hash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiKey, KEY_PREFIX } from '@freehold/contracts/identity/api-key';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import type { Pool } from 'pg';
import type { Identity } from './identity.js';

/** A revoked key is dead within this time on every replica. */
const CACHED_MS = 5_000;
const CACHED_KEYS = 10_000;
/** That a key is in use is written down this often at the most. */
const USED_EVERY_MS = 60_000;

/** 256 random bits in base64url, behind the prefix. */
export function newKey(): string {
  return `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** Keys are 256 random bits, so one SHA-256 is enough: there is nothing to guess. */
export function digestOf(key: string): string {
  return hash('sha256', key, 'base64url');
}

interface Cached {
  readonly identity: Identity;
  readonly until: number;
}

/** Who an API key stands for. Only its digest is stored, and it is the digest that is looked for: an index tells nothing of the key. */
export class ApiKeys {
  private readonly cache = new Map<string, Cached>();
  private readonly used = new Map<string, number>();

  constructor(private readonly pool: Pool) {}

  /** Undefined for a key that does not hold. */
  identify(key: string): Identity | Promise<Identity | undefined> {
    const digest = digestOf(key);
    const now = Date.now();
    const known = this.cache.get(digest);
    return known !== undefined && known.until > now ? known.identity : this.lookedUp(digest, now);
  }

  private async lookedUp(digest: string, now: number): Promise<Identity | undefined> {
    this.cache.delete(digest);
    const identity = await this.load(digest);
    if (identity === undefined) return undefined;
    if (this.cache.size >= CACHED_KEYS) this.cache.clear();
    // Counted from before the look, so that a revocation during it counts too.
    this.cache.set(digest, { identity, until: now + CACHED_MS });
    this.noteUse(identity.id, now);
    return identity;
  }

  private async load(digest: string): Promise<Identity | undefined> {
    const { rows } = await this.pool.query<Pick<Resource<SpecOf<typeof ApiKey>>, 'id' | 'spec'>>({
      name: 'api_key.get',
      text: `SELECT id, spec FROM resource WHERE kind = '${ApiKey.name}'
        AND (spec->>'digest' = $1 OR (spec->>'previous_digest' = $1 AND (spec->>'previous_until')::timestamptz > now()))
        AND (spec->>'expires_at' IS NULL OR (spec->>'expires_at')::timestamptz > now())`,
      values: [digest],
    });
    const [row] = rows;
    return row && identityOf(row.id, row.spec);
  }

  /** Late or lost is no harm: it is there for people who look for keys that nobody uses. */
  private noteUse(id: string, now: number): void {
    if ((this.used.get(id) ?? 0) + USED_EVERY_MS > now) return;
    if (this.used.size >= CACHED_KEYS) this.used.clear();
    this.used.set(id, now);
    this.pool
      .query({
        name: 'api_key.used',
        text: `INSERT INTO api_key_use (id, last_used_at) VALUES ($1, now())
          ON CONFLICT (id) DO UPDATE SET last_used_at = excluded.last_used_at`,
        values: [id],
      })
      .catch(() => this.used.delete(id));
  }
}

/** Who acts with an API key. */
export function identityOf(id: string, { scopes, brands, tenant_id, agent, made_by }: SpecOf<typeof ApiKey>): Identity {
  return {
    id,
    actor: agent === undefined ? `key:${id}` : `agent:${id}`,
    ...(agent !== undefined && made_by !== undefined && { on_behalf_of: made_by }),
    grants: [{ scopes, brands, tenant_id }],
  };
}

/** From `Authorization: Bearer <key>`, or from `X-API-Key` where no bearer is shown; undefined where there is none that can be one. */
export function keyIn({ authorization = '', 'x-api-key': given }: IncomingHttpHeaders): string | undefined {
  if (SCHEME.test(authorization)) {
    const bearer = BEARER.exec(authorization)?.[1];
    return bearer?.startsWith(KEY_PREFIX) ? bearer : undefined;
  }
  return typeof given === 'string' && given.startsWith(KEY_PREFIX) && given.length <= 512 ? given : undefined;
}

const SCHEME = /^Bearer /i;
/** With the prefix in it, an access token is none at its first letter, and not after its first 512. */
const BEARER = new RegExp(String.raw`^Bearer +(${KEY_PREFIX}[\x21-\x7e]{1,509}) *$`, 'i');
