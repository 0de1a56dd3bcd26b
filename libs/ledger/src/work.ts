/**
 * Work: what still has to be done about a key, as one row a key in a service's own schema. It is level-triggered: raising a
 * key twice before it ran makes one run, raising it while it runs makes one more run afterwards. A key is dirty while
 * `wanted > done`; a worker claims it by lease, reads the desired row *after* claiming, and settles with `done` = the
 * `wanted` that it claimed. So no wake-up is lost, and no key runs twice at once while its lease is kept.
 *
 * All SQL names the table without a schema: the connection's search_path says whose work it is.
 */
import { randomUUID } from 'node:crypto';
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { currentTrace } from './trace.js';

/** A `pg` Pool, Client or PoolClient. */
export interface Queryable {
  // `pg` takes a time limit a query; its types do not know it yet.
  query<Row extends QueryResultRow>(config: QueryConfig & { query_timeout?: number }): Promise<QueryResult<Row>>;
}

/** A database that has gone without closing its connections must not hold a worker for ever. */
export const QUERY_MS = 10_000;

/**
 * The DDL, for a service's first migration.
 *
 * `claimed` is `wanted` as the present lease saw it. `attempts` are the failed runs in a row that count towards parking,
 * `failures` all failed runs in a row: they set the backoff. `due` says when a worker may take the key, and is null while
 * it is clean or parked; a leased key is due again when its lease ends, whatever `run_at` says. `traceparent`, `causation_id`
 * and `correlation_id` are of the event that raised it last; a resync belongs to none.
 *
 * `claim_work` is a function because its plan is pinned: statistics of a queue are old when they are made, and with them the
 * planner sorts the whole backlog for each claim.
 */
export const workTable = `
CREATE TABLE work (
  kind text NOT NULL,
  id text NOT NULL,
  wanted bigint NOT NULL DEFAULT 1,
  claimed bigint,
  done bigint NOT NULL DEFAULT 0,
  attempts int NOT NULL DEFAULT 0,
  failures int NOT NULL DEFAULT 0,
  run_at timestamptz NOT NULL DEFAULT now(),
  locked_until timestamptz,
  token uuid,
  error text,
  parked_at timestamptz,
  traceparent text,
  causation_id text,
  correlation_id text,
  raised_at timestamptz NOT NULL DEFAULT now(),
  due timestamptz GENERATED ALWAYS AS (CASE WHEN wanted > done AND parked_at IS NULL THEN coalesce(locked_until, run_at) END) STORED,
  PRIMARY KEY (kind, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
CREATE INDEX work_due ON work (due) WHERE due IS NOT NULL;
CREATE INDEX work_parked ON work (kind, id) WHERE parked_at IS NOT NULL;
CREATE FUNCTION claim_work(kinds text[], most int, by uuid, lease interval) RETURNS SETOF work LANGUAGE sql
SET enable_sort = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
  WITH ready AS MATERIALIZED (
    SELECT kind, id FROM work WHERE due <= now() AND kind = ANY (kinds) ORDER BY due LIMIT most FOR UPDATE SKIP LOCKED)
  UPDATE work w SET claimed = w.wanted, token = by, locked_until = now() + lease
  FROM ready WHERE w.kind = ready.kind AND w.id = ready.id
  RETURNING w.*;
$$;
`;

/** The channel that announces work of the schema that the search_path names first; 63 bytes is PostgreSQL's limit. */
export const channelSql = `left('freehold_work_' || current_schema(), 63)`;

export interface WorkKey {
  readonly kind: string;
  readonly id: string;
}

/**
 * A wish that a key runs, not before `run_at` (default: at once). Wishes of a key collapse: an earlier run settles a later
 * `run_at` too, so a handler reads from its own row what is due and throws `Later` for the rest.
 */
export interface WorkWish extends WorkKey {
  readonly run_at?: Date;
  readonly cause?: WorkCause;
}

/** The event that raised a key: what its work commands, bears these ids. */
export interface WorkCause {
  readonly causation_id: string;
  readonly correlation_id: string;
}

/** What a handler is given. `attempts`: failed runs before this one since the last success. */
export interface WorkItem extends WorkKey {
  readonly wanted: number;
  readonly attempts: number;
  readonly failures: number;
  /** W3C trace context of what raised it. */
  readonly traceparent: string | null;
  /** Of the event that raised it; null after a resync. */
  readonly causation_id: string | null;
  readonly correlation_id: string | null;
}

/** A key leased to one worker; the token fences everything that the worker says about it. */
export interface WorkClaim extends WorkItem {
  readonly token: string;
}

// Keys are locked in one order by everybody (raise, settle), or two transactions could wait for each other.
const wishes = `
  SELECT kind, id, min(coalesce(run_at, now())) AS run_at, $4::text AS traceparent,
    (array_agg(causation_id ORDER BY nth DESC))[1] AS causation_id, (array_agg(correlation_id ORDER BY nth DESC))[1] AS correlation_id
  FROM unnest($1::text[], $2::text[], $3::timestamptz[], $5::text[], $6::text[]) WITH ORDINALITY
    AS wish (kind, id, run_at, causation_id, correlation_id, nth)
  GROUP BY kind, id ORDER BY kind, id`;

const raiseSql = `
WITH raised AS (
  INSERT INTO work AS w (kind, id, run_at, traceparent, causation_id, correlation_id) ${wishes}
  ON CONFLICT (kind, id) DO UPDATE SET
    wanted = w.wanted + 1,
    run_at = CASE WHEN w.wanted > coalesce(w.claimed, w.done) AND w.parked_at IS NULL
                  THEN least(w.run_at, excluded.run_at) ELSE excluded.run_at END,
    attempts = CASE WHEN w.parked_at IS NULL THEN w.attempts ELSE 0 END,
    failures = CASE WHEN w.parked_at IS NULL THEN w.failures ELSE 0 END,
    error = CASE WHEN w.parked_at IS NULL THEN w.error END,
    parked_at = NULL,
    traceparent = excluded.traceparent,
    causation_id = excluded.causation_id,
    correlation_id = excluded.correlation_id,
    raised_at = now()
  RETURNING 1)
SELECT pg_notify(${channelSql}, '') FROM raised LIMIT 1`;

// Only keys that are clean or healthy: a resync must wake neither poisoned work nor work that is backing off.
const resyncSql = `
WITH raised AS (
  INSERT INTO work AS w (kind, id, run_at, traceparent, causation_id, correlation_id) ${wishes}
  ON CONFLICT (kind, id) DO UPDATE SET
    wanted = w.wanted + 1,
    run_at = CASE WHEN w.wanted > coalesce(w.claimed, w.done) THEN least(w.run_at, excluded.run_at) ELSE excluded.run_at END,
    traceparent = excluded.traceparent,
    causation_id = excluded.causation_id,
    correlation_id = excluded.correlation_id,
    raised_at = now()
  WHERE w.parked_at IS NULL AND w.failures = 0
  RETURNING 1)
SELECT pg_notify(${channelSql}, '') FROM raised LIMIT 1`;

/**
 * Raises keys within the caller's transaction: they can be claimed when it commits. A parked key is woken, with all its
 * attempts before it again. Call it once a transaction, with all keys: keys are locked in order only within one call.
 */
export async function raiseWork(client: Queryable, items: readonly WorkWish[]): Promise<void> {
  if (items.length === 0) return;
  const run_at = items.map((item) => item.run_at ?? null);
  const causes = [
    items.map(({ cause }) => cause?.causation_id ?? null),
    items.map(({ cause }) => cause?.correlation_id ?? null),
  ];
  await client.query({
    name: 'work.raise',
    text: raiseSql,
    values: [...columns(items), run_at, currentTrace(), ...causes],
  });
}

/** Raises keys that are neither parked nor backing off, so that drift is looked for; a key never seen before is raised too. */
export async function resyncWork(client: Queryable, kind: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const none = ids.map(() => null);
  const values = [ids.map(() => kind), ids, none, null, none, none];
  await client.query({ name: 'work.resync', text: resyncSql, values });
}

const claimSql = `
SELECT kind, id, wanted::float8 AS wanted, attempts, failures, token, traceparent, causation_id, correlation_id
FROM claim_work($1, $2, $3, $4 * interval '1 millisecond')`;

/** Leases up to `limit` due keys of the given kinds, the longest due first. */
export async function claimWork(
  client: Queryable,
  { kinds, limit, leaseMs }: { kinds: readonly string[]; limit: number; leaseMs: number },
): Promise<WorkClaim[]> {
  const values = [kinds, limit, randomUUID(), leaseMs];
  const { rows } = await client.query<WorkClaim & QueryResultRow>({
    name: 'work.claim',
    text: claimSql,
    values,
    query_timeout: QUERY_MS,
  });
  return rows;
}

const nextSql = `
SELECT extract(epoch FROM due - clock_timestamp())::float8 * 1000 AS ms FROM work
WHERE due IS NOT NULL AND kind = ANY ($1) ORDER BY due LIMIT 1`;

/** Milliseconds until the next key is due (negative: due already), or undefined when there is no dirty key. */
export async function nextWork(client: Queryable, kinds: readonly string[]): Promise<number | undefined> {
  const { rows } = await client.query<{ ms: number }>({ name: 'work.next', text: nextSql, values: [kinds] });
  return rows[0]?.ms;
}

const renewSql = `
WITH mine AS (
  SELECT w.kind, w.id FROM unnest($1::text[], $2::text[], $3::uuid[]) AS held (kind, id, token)
  JOIN work w ON w.kind = held.kind AND w.id = held.id AND w.token = held.token
  ORDER BY w.kind, w.id FOR UPDATE OF w)
UPDATE work w SET locked_until = now() + $4 * interval '1 millisecond'
FROM mine WHERE w.kind = mine.kind AND w.id = mine.id
RETURNING w.kind, w.id, w.token`;

/** Extends leases; answers the keys still held. A claim that is missing from the answer belongs to somebody else now. */
export async function renewWork(client: Queryable, claims: readonly WorkClaim[], leaseMs: number): Promise<WorkKey[]> {
  const values = [...columns(claims), claims.map((claim) => claim.token), leaseMs];
  const { rows } = await client.query<WorkKey & QueryResultRow>({
    name: 'work.renew',
    text: renewSql,
    values,
    query_timeout: QUERY_MS,
  });
  return rows;
}

/** One text a key, for maps. */
export function keyText({ kind, id }: WorkKey): string {
  return `${kind}\0${id}`;
}

/** Keys as two columns, for `unnest`. */
export function columns(keys: readonly WorkKey[]): [string[], string[]] {
  return [keys.map((key) => key.kind), keys.map((key) => key.id)];
}
