/** The end of a run: what a worker says about a key that it had claimed. */
import { channelSql, columns, keyText, QUERY_MS, type Queryable, type WorkClaim, type WorkKey } from './work.js';

/**
 * How a run ended.
 * - `finished`: what was claimed is done.
 * - `failed`: tried again after `delay_ms`; counts towards parking.
 * - `unavailable`: as `failed`, but never counts: the other side is away, nothing is wrong with the key.
 * - `later`: not done and not wrong; runs again after `delay_ms`.
 * - `parked`: put aside until somebody raises, replays or drops it, unless the key was raised while it ran.
 */
export type WorkOutcome =
  | { readonly type: 'finished' }
  | { readonly type: 'failed' | 'unavailable'; readonly delay_ms: number; readonly error: string }
  | { readonly type: 'later'; readonly delay_ms: number }
  | { readonly type: 'parked'; readonly error: string };

/** What became of a settled claim. `lost`: the lease had ended and another worker owns the key; nothing was changed. */
export type Settled = 'clean' | 'dirty' | 'parked' | 'lost';

const settleSql = `
WITH mine AS (
  SELECT w.kind, w.id, s.outcome, s.delay * interval '1 millisecond' AS delay, s.error
  FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::float8[], $6::text[]) AS s (kind, id, token, outcome, delay, error)
  JOIN work w ON w.kind = s.kind AND w.id = s.id AND w.token = s.token
  ORDER BY w.kind, w.id FOR UPDATE OF w),
settled AS (
  UPDATE work w SET
    done = CASE WHEN m.outcome = 'finished' THEN w.claimed ELSE w.done END,
    attempts = CASE WHEN m.outcome = 'finished' OR (m.outcome = 'parked' AND w.wanted > w.claimed) THEN 0
                    WHEN m.outcome IN ('failed', 'parked') THEN w.attempts + 1 ELSE w.attempts END,
    failures = CASE WHEN m.outcome = 'finished' OR (m.outcome = 'parked' AND w.wanted > w.claimed) THEN 0
                    WHEN m.outcome = 'later' THEN w.failures ELSE w.failures + 1 END,
    run_at = CASE WHEN m.delay IS NULL THEN w.run_at
                  WHEN w.wanted > w.claimed THEN least(w.run_at, now() + m.delay) ELSE now() + m.delay END,
    parked_at = CASE WHEN m.outcome = 'parked' AND w.wanted = w.claimed THEN now() END,
    error = m.error, claimed = NULL, token = NULL, locked_until = NULL
  FROM mine m WHERE w.kind = m.kind AND w.id = m.id
  RETURNING w.kind, w.id, CASE WHEN w.parked_at IS NOT NULL THEN 'parked' WHEN w.wanted > w.done THEN 'dirty' ELSE 'clean' END AS state)
SELECT kind, id, state, CASE WHEN state = 'dirty' THEN pg_notify(${channelSql}, '') END FROM settled`;

/** Ends claims, in one statement; answers what became of each, in the given order. A key appears once a call. */
export async function settleWork(
  client: Queryable,
  ends: readonly { readonly claim: WorkClaim; readonly outcome: WorkOutcome }[],
): Promise<Settled[]> {
  const claims = ends.map((end) => end.claim);
  const { rows } = await client.query<WorkKey & { state: Settled }>({
    name: 'work.settle',
    text: settleSql,
    query_timeout: QUERY_MS,
    values: [
      ...columns(claims),
      claims.map((claim) => claim.token),
      ends.map(({ outcome }) => outcome.type),
      ends.map(({ outcome }) => ('delay_ms' in outcome ? outcome.delay_ms : null)),
      // PostgreSQL's text holds no NUL, and one bad message must not keep a whole batch from settling.
      ends.map(({ outcome }) => ('error' in outcome ? outcome.error.replaceAll('\0', '').slice(0, 2000) : null)),
    ],
  });
  const states = new Map(rows.map((row) => [keyText(row), row.state]));
  return claims.map((claim) => states.get(keyText(claim)) ?? 'lost');
}
