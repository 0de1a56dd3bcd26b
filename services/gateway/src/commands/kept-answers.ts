import { hash, randomUUID } from 'node:crypto';
import { Rejected } from '@freehold/contracts/command';
import { derivedId } from '@freehold/contracts/ids';
import type { Logger } from '@freehold/service/log';
import type { Pool } from 'pg';
import type { Answer, Call } from '../edge/call.js';
import { Refused } from '../edge/problem.js';
import { canonical } from './canonical.js';
import { idempotencyKeyOf } from './request-options.js';

/** How long an answer is kept at least. */
const KEPT = '24 hours';
/** After so long without a sign of life of whoever answers a request, somebody else may. */
const LEASE = '10 seconds';
const RENEW_EVERY_MS = 3_000;
/** The header by which a client knows an answer that it could have had before. */
const REPLAYED = { 'idempotency-replayed': 'true' };

/** What was asked under a key of somebody's, and what was answered. A row without a status is being answered, or was refused. */
export const keptAnswerTable = `
CREATE TABLE kept_answer (
  id text PRIMARY KEY, request_hash bytea NOT NULL, created_at timestamptz NOT NULL DEFAULT now(),
  answered_by text, answered_until timestamptz, status int, headers jsonb, body text
);
CREATE INDEX kept_answer_age ON kept_answer (created_at);`;

type Kept = Pick<Answer, 'status' | 'headers'> & { readonly request_hash: Buffer; readonly body: string | null };

/**
 * Answers a request with an Idempotency-Key once (draft-ietf-httpapi-idempotency-key-header). A success is kept for a day, and
 * whoever repeats the request gets the same answer without anything being done. What was refused wrote nothing: a repeat of it
 * is decided anew. A process that dies while it answers leaves a lease that ends; a repeat then goes on as the same command.
 */
export class KeptAnswers {
  /** This process, in leases. */
  private readonly me = randomUUID();
  private readonly answering = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly log: Logger,
  ) {}

  /**
   * @param call of somebody: a key is theirs alone
   * @param answer does what is asked; called at most once
   * @throws Rejected `request.idempotency_mismatch` for another path or body than the key came with first; `request.in_flight`
   *   while the same request is being answered; whatever `answer` throws
   */
  async once(call: Call, answer: () => Promise<Answer>): Promise<Answer> {
    const key = idempotencyKeyOf(call.headers);
    if (key === undefined || call.query['dryRun'] === true) return await answer();
    const id = derivedId('request', call.identity.id, key);
    const replay = await this.claim(id, hash('sha256', `${call.target}\n${canonical(call.body)}`, 'buffer'));
    if (replay !== undefined) return replay;
    this.begin(id);
    try {
      const given = await answer();
      await this.settle(id, given);
      return given;
    } catch (error) {
      await this.settle(id, undefined);
      throw error;
    } finally {
      this.end(id);
    }
  }

  /** Forgets what is too old to be repeated. */
  async forget(): Promise<void> {
    await this.pool.query(`DELETE FROM kept_answer WHERE created_at < now() - interval '${KEPT}'`);
  }

  /** @returns what was answered before; undefined when the request is this process's to answer */
  private async claim(id: string, request: Buffer): Promise<Answer | undefined> {
    const { rowCount } = await this.pool.query({
      name: 'kept_answer.claim',
      text: `INSERT INTO kept_answer AS kept (id, request_hash, answered_by, answered_until)
        VALUES ($1, $2, $3, now() + interval '${LEASE}')
        ON CONFLICT (id) DO UPDATE SET answered_by = excluded.answered_by, answered_until = excluded.answered_until
        WHERE kept.request_hash = excluded.request_hash AND kept.status IS NULL
          AND (kept.answered_by IS NULL OR kept.answered_until < now())`,
      values: [id, request, this.me],
    });
    if (rowCount === 1) return undefined;
    const { rows } = await this.pool.query<Kept>({
      name: 'kept_answer.get',
      text: 'SELECT request_hash, status, headers, body FROM kept_answer WHERE id = $1',
      values: [id],
    });
    const [kept] = rows;
    if (kept !== undefined && !kept.request_hash.equals(request))
      throw new Rejected(
        'request.idempotency_mismatch',
        'this Idempotency-Key came with another path or body before: use a new key for a new request',
      );
    if (kept === undefined || kept.status === null)
      throw new Refused(
        'request.in_flight',
        'the same request is still being answered: repeat it later, with the same key',
        { 'retry-after': '1' },
      );
    const { status, headers, body } = kept;
    return {
      status,
      headers: { ...headers, ...REPLAYED },
      ...(body !== null && { body: JSON.parse(body) as unknown }),
    };
  }

  /** Keeps a success, or gives the request back. What is not kept is repeated as the same command: no reason to fail an answer. */
  private async settle(id: string, answer: Answer | undefined): Promise<void> {
    const kept = answer && answer.status < 300 && !answer.personal ? answer : undefined;
    try {
      await this.pool.query({
        name: 'kept_answer.settle',
        text: `UPDATE kept_answer SET answered_by = NULL, answered_until = NULL, status = $3, headers = $4, body = $5
          WHERE id = $1 AND answered_by = $2`,
        values: [
          id,
          this.me,
          kept?.status ?? null,
          kept ? JSON.stringify(kept.headers ?? {}) : null,
          kept?.body === undefined ? null : JSON.stringify(withoutShown(kept)),
        ],
      });
    } catch (error) {
      this.log.warn({ err: error }, 'an answer was not kept for a repeated request');
    }
  }

  /** While anything is being answered its lease is renewed: most answers take far less than one. */
  private begin(id: string): void {
    this.answering.add(id);
    this.timer ??= setInterval(() => void this.renew(), RENEW_EVERY_MS).unref();
  }

  private end(id: string): void {
    this.answering.delete(id);
    if (this.answering.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async renew(): Promise<void> {
    await this.pool
      .query({
        name: 'kept_answer.renew',
        text: `UPDATE kept_answer SET answered_until = now() + interval '${LEASE}' WHERE answered_by = $1 AND id = ANY($2)`,
        values: [this.me, [...this.answering]],
      })
      .catch((error: unknown) => this.log.warn({ err: error }, 'leases on requests were not renewed'));
  }
}

/** A secret that is shown once is not written down anywhere, and so a replay has null in its place. */
function withoutShown({ body, shown_once = [] }: Answer): unknown {
  if (shown_once.length === 0) return body;
  return { ...(body as object), ...Object.fromEntries(shown_once.map((field) => [field, null])) }; // of an object’s fields
}
