import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Rejected } from '@freehold/contracts/command';
import type { Grant } from '@freehold/contracts/identity/grant';
import type { Pool } from 'pg';
import { cookie, cookieIn } from './cookies.js';
import type { Door, Knock } from './gate.js';
import type { Holders } from './holders.js';
import type { Identity } from './identity.js';

const SESSION_COOKIE = 'freehold_session';

/** A user who was disabled, a session that was ended elsewhere, is out within this time on every replica. */
const CACHED_MS = 5_000;
const CACHED_SESSIONS = 10_000;
/** Without a request for so long a session ends. */
const IDLE = '30 minutes';
/** And after this time in any case. */
const LASTS_SECONDS = 12 * 3_600;
/** With roles that another provider has told, which are not seen to change, sooner. */
const LASTS_WITH_TOLD_ROLES_SECONDS = 30 * 60;
/** The id is replaced this often; the old one is good a little longer, for requests that are under way. */
const ROTATED_EVERY = '15 minutes';
const OVERLAP = '1 minute';

interface Row {
  readonly user_id: string;
  readonly grants: Grant[] | null;
  readonly csrf: string;
  readonly created_at: string;
}

interface Known {
  readonly identity: Identity;
  readonly csrf: string;
  readonly until: number;
}

/** Who a browser’s session stands for. */
export class Sessions implements Door {
  private readonly cache = new Map<string, Known>();
  private readonly origin: string;
  private readonly secure: boolean;

  constructor(
    private readonly pool: Pool,
    private readonly holders: Holders,
    publicUrl: string,
  ) {
    this.origin = new URL(publicUrl).origin;
    this.secure = publicUrl.startsWith('https:');
  }

  /**
   * From the cookie; undefined where there is none, or a key or token is shown besides.
   * @throws Rejected `request.forbidden` for a change that another site’s page may have caused
   */
  async identify({ method, headers }: Knock): Promise<Identity | undefined> {
    if (headers.authorization || headers['x-api-key']) return undefined;
    const id = cookieIn(headers, SESSION_COOKIE);
    const known = id ? await this.known(digestOf(id)) : undefined;
    if (known === undefined) return undefined;
    const changes = method !== 'GET' && method !== 'HEAD';
    if (changes || headers.upgrade !== undefined) this.checkOrigin(headers);
    if (changes && !isSame(headers['x-csrf-token'], known.csrf))
      throw new Rejected('request.forbidden', 'send the csrf_token of GET /api/v1/session as X-CSRF-Token');
    return known.identity;
  }

  /** Of the session that the cookie shows; undefined where none is. */
  async csrfOf(headers: IncomingHttpHeaders): Promise<string | undefined> {
    const id = cookieIn(headers, SESSION_COOKIE);
    return id ? (await this.known(digestOf(id)))?.csrf : undefined;
  }

  /**
   * Begins a session for a user who has just logged in; one that the browser had before ends.
   * @param grants what another provider has told; those of the platform’s own users are looked up as they are
   */
  async begin(userId: string, grants: readonly Grant[] | undefined, headers: IncomingHttpHeaders): Promise<string> {
    await this.end(headers);
    const id = newSecret();
    const lasts = grants === undefined ? LASTS_SECONDS : LASTS_WITH_TOLD_ROLES_SECONDS;
    await this.pool.query(
      `INSERT INTO session (digest, user_id, grants, csrf, expires_at)
        VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [digestOf(id), userId, grants === undefined ? null : JSON.stringify(grants), newSecret(), lasts],
    );
    return this.cookieOf(id);
  }

  /** Gives the session a new id when it has had its own for a while. @returns the Set-Cookie, or nothing when it is kept */
  async rotate(headers: IncomingHttpHeaders): Promise<string | undefined> {
    const old = cookieIn(headers, SESSION_COOKIE);
    if (old === undefined) return undefined;
    const id = newSecret();
    const { rowCount } = await this.pool.query(
      `UPDATE session SET digest = $2, previous_digest = digest, previous_until = now() + interval '${OVERLAP}', rotated_at = now()
        WHERE digest = $1 AND rotated_at < now() - interval '${ROTATED_EVERY}'`,
      [digestOf(old), digestOf(id)],
    );
    return rowCount === 0 ? undefined : this.cookieOf(id);
  }

  /** Ends the session that the cookie shows. @returns the Set-Cookie that removes it */
  async end(headers: IncomingHttpHeaders): Promise<string> {
    const id = cookieIn(headers, SESSION_COOKIE);
    if (id !== undefined) {
      const digest = digestOf(id);
      this.cache.delete(digest);
      await this.pool.query('DELETE FROM session WHERE digest = $1 OR previous_digest = $1', [digest]);
    }
    return this.cookieOf('');
  }

  private async known(digest: string): Promise<Known | undefined> {
    const now = Date.now();
    const cached = this.cache.get(digest);
    if (cached !== undefined && cached.until > now) return cached;
    this.cache.delete(digest);
    const row = await this.load(digest);
    if (row === undefined) return undefined;
    const identity = await this.identityOf(row);
    if (identity === undefined) return undefined;
    if (this.cache.size >= CACHED_SESSIONS) this.cache.clear();
    const known = { identity, csrf: row.csrf, until: now + CACHED_MS };
    this.cache.set(digest, known);
    return known;
  }

  /** The row, seen now: it is written down, at most every time that the cache forgets it. */
  private async load(digest: string): Promise<Row | undefined> {
    const { rows } = await this.pool.query<Row>({
      name: 'session.see',
      text: `UPDATE session SET seen_at = now()
        WHERE (digest = $1 OR (previous_digest = $1 AND previous_until > now()))
          AND expires_at > now() AND seen_at > now() - interval '${IDLE}'
        RETURNING user_id, grants, csrf, created_at`,
      values: [digest],
    });
    return rows[0];
  }

  private async identityOf({ user_id, grants, created_at }: Row): Promise<Identity | undefined> {
    const person = await this.holders.person(user_id);
    if (person?.disabled) return undefined;
    const actor = `user:${user_id}`;
    if (grants !== null) return { id: actor, actor, grants };
    if (person === undefined || Date.parse(created_at) < person.credentials_since * 1000) return undefined;
    return { id: actor, actor, grants: person.grants };
  }

  /** Browsers say where a request comes from; one that says nothing is no browser of these years. */
  private checkOrigin({ origin, 'sec-fetch-site': site }: IncomingHttpHeaders): void {
    const elsewhere = origin !== undefined ? origin !== this.origin : site !== undefined && site !== 'same-origin';
    if (elsewhere) throw new Rejected('request.forbidden', `a session is for pages of ${this.origin}`);
  }

  private cookieOf(id: string): string {
    return cookie(SESSION_COOKIE, id, { path: '/', secure: this.secure, max_age_seconds: LASTS_SECONDS });
  }
}

/** Removes sessions that have ended. */
export async function forgetSessions(pool: Pool): Promise<void> {
  await pool.query(`DELETE FROM session WHERE expires_at < now() OR seen_at < now() - interval '${IDLE}'`);
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function digestOf(id: string): string {
  return hash('sha256', id, 'base64url');
}

function isSame(given: string | string[] | undefined, right: string): boolean {
  if (typeof given !== 'string') return false;
  return timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digestOf(right)));
}
