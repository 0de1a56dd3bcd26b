import { Time } from '@freehold/contracts/fields';
import { z } from 'zod';
import type { Rows } from '../access/rows.js';
import { decodeCursor, type Page, pageOf } from '../edge/page.js';

/** Something that was done, or that somebody tried to do. */
export interface AuditEntry {
  readonly time: string;
  readonly outcome: 'accepted' | 'refused' | 'denied';
  readonly actor: string;
  readonly on_behalf_of: string | null;
  readonly address: string | null;
  readonly reason: string | null;
  /** The fact of an event, the method of a request that was turned away, or of a login. */
  readonly action: string;
  readonly kind: string | null;
  readonly resource_id: string | null;
  readonly tenant_id: string | null;
  readonly brand_id: string | null;
  readonly correlation_id: string;
  /** Of the event; null where nothing happened. */
  readonly position: number | null;
  readonly event_type: string | null;
  readonly target: string | null;
  readonly status: number | null;
  readonly code: string | null;
  readonly detail: string | null;
  /** Of the event, or the body of the request, without secrets. */
  readonly data: unknown;
}

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly on_behalf_of?: string | undefined;
  readonly kind?: string | undefined;
  readonly resource_id?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: AuditEntry['outcome'] | undefined;
  readonly tenant_id?: string | undefined;
  readonly brand_id?: string | undefined;
  readonly address?: string | undefined;
  readonly correlation_id?: string | undefined;
  /** RFC 3339, inclusive. */
  readonly since?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly until?: string | undefined;
}

type Source = 'event' | 'refusal';
type Row = AuditEntry & { readonly source: Source; readonly n: number };

const EVENTS = `SELECT time, 'event' AS source, position AS n, 'accepted' AS outcome, actor, on_behalf_of, address, reason, fact AS action, kind,
  resource_id, tenant_id, brand_id, correlation_id, position, type AS event_type, NULL::text AS target, NULL::int AS status, NULL::text AS code,
  NULL::text AS detail, data FROM event`;
/** Also logins, which alone come here with a status below 400. */
const REFUSALS = `SELECT time, 'refusal' AS source, seq AS n, CASE WHEN status < 400 THEN 'accepted' WHEN status IN (401, 403) THEN 'denied' ELSE 'refused' END AS outcome, actor,
  on_behalf_of, address, reason, method AS action, kind, resource_id, tenant_id, brand_id, request_id AS correlation_id, NULL::bigint AS position,
  NULL::text AS event_type, target, status, code, detail, body AS data FROM refusal`;

/** Columns that both tables have under the names of the filter. */
const EXACT = ['actor', 'on_behalf_of', 'kind', 'resource_id', 'tenant_id', 'brand_id', 'address'] as const;

const Cursor = z.tuple([Time, z.enum(['event', 'refusal']), z.int()]);

/** What has happened and what was turned away, as one list, the newest first. */
export class AuditReader {
  constructor(private readonly rows: Rows) {}

  async list(filter: AuditFilter, limit: number, cursor?: string): Promise<Page<AuditEntry>> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const before = cursor === undefined ? undefined : decodeCursor(cursor, Cursor);
    const branches = [
      ...(wants(filter, 'event') ? [branch('event', EVENTS, filter, before, limit, bind)] : []),
      ...(wants(filter, 'refusal') ? [branch('refusal', REFUSALS, filter, before, limit, bind)] : []),
    ];
    const text = `SELECT * FROM (${branches.map((sql) => `(${sql})`).join(' UNION ALL ')}) AS entry
      ORDER BY time DESC, source DESC, n DESC LIMIT ${limit + 1}`;
    const { rows } = await this.rows.query<Row>({ text, values });
    return pageOf(
      rows,
      limit,
      ({ time, source, n }) => [time, source, n],
      ({ source: _source, n: _n, ...entry }) => entry,
    );
  }

  /** All of them, page by page. */
  async *all(filter: AuditFilter, page_size: number): AsyncGenerator<AuditEntry> {
    for (let cursor: string | undefined; ; ) {
      const page = await this.list(filter, page_size, cursor);
      yield* page.items;
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }
}

function wants({ outcome }: AuditFilter, source: Source): boolean {
  return source === 'refusal' || outcome === undefined || outcome === 'accepted';
}

function branch(
  source: Source,
  select: string,
  filter: AuditFilter,
  before: z.output<typeof Cursor> | undefined,
  limit: number,
  bind: (value: unknown) => string,
): string {
  const n = source === 'event' ? 'position' : 'seq';
  const bounds = [...equals(source, filter, bind), ...times(filter, bind)];
  if (before !== undefined) {
    const [time, of, place] = before;
    // The first comparison follows from the second, and is there for the index.
    bounds.push(
      `time <= ${bind(time)}::timestamptz AND (time, '${source}'::text, ${n}) < (${bind(time)}::timestamptz, ${bind(of)}::text, ${bind(place)}::bigint)`,
    );
  }
  return `${select} ${bounds.length > 0 ? `WHERE ${bounds.join(' AND ')}` : ''} ORDER BY time DESC, ${n} DESC LIMIT ${limit + 1}`;
}

function equals(source: Source, filter: AuditFilter, bind: (value: unknown) => string): string[] {
  const { action, outcome, correlation_id } = filter;
  const bounds = EXACT.filter((column) => filter[column] !== undefined).map(
    (column) => `${column} = ${bind(filter[column])}`,
  );
  if (correlation_id !== undefined)
    bounds.push(`${source === 'event' ? 'correlation_id' : 'request_id'} = ${bind(correlation_id)}`);
  if (action !== undefined) {
    const [one, other] = source === 'event' ? ['fact', 'type'] : ['method', 'code'];
    const value = bind(action);
    bounds.push(`(${one} = ${value} OR ${other} = ${value})`);
  }
  if (outcome === 'accepted' && source === 'refusal') bounds.push('status < 400');
  if (outcome === 'denied') bounds.push('status IN (401, 403)');
  if (outcome === 'refused') bounds.push('status >= 400 AND status NOT IN (401, 403)');
  return bounds;
}

function times({ since, until }: AuditFilter, bind: (value: unknown) => string): string[] {
  return [
    ...(since === undefined ? [] : [`time >= ${bind(since)}`]),
    ...(until === undefined ? [] : [`time < ${bind(until)}`]),
  ];
}
