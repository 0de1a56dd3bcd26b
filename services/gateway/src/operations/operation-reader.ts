import type { Positions } from '@freehold/ledger/positions';
import { z } from 'zod';
import type { Rows } from '../access/rows.js';
import { decodeCursor, type Page, pageOf } from '../edge/page.js';
import { OPERATION_COLUMNS } from '../read-models/operations.projection.js';
import { readable } from '../read-models/readable.js';
import { isFinal, type Operation } from './operation.js';
import { operationsAsOf, timeOf } from './operations-as-of.js';

/** An operation as clients see it. */
export interface OperationView {
  readonly id: string;
  /** `zone.create`. */
  readonly kind: string;
  readonly resource: { readonly kind: string; readonly id: string };
  readonly status: Operation['status'];
  readonly steps: Operation['steps'];
  readonly error: string | null;
  readonly position: number;
  readonly created_at: string;
  readonly finished_at: string | null;
}

export function renderOperation(operation: Operation): OperationView {
  return {
    id: operation.id,
    kind: `${operation.resource_kind}.${operation.verb}`,
    resource: { kind: operation.resource_kind, id: operation.resource_id },
    status: operation.status,
    steps: operation.steps,
    error: operation.error,
    position: operation.position,
    created_at: operation.created_at,
    finished_at: operation.finished_at,
  };
}

export interface OperationFilter {
  readonly resource_id?: string | undefined;
  readonly resource_kind?: string | undefined;
  readonly status?: Operation['status'] | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Lists operations as they were at this position. */
  readonly as_of?: number | undefined;
}

/** How far the clocks of services may differ. */
const SKEW = '5 minutes';

/** What is looked at in one go for a page of an earlier time. */
const BATCH = 200;

/** Reads operations, and waits for their end. */
export class OperationReader {
  constructor(
    private readonly rows: Rows,
    private readonly positions: Positions,
  ) {}

  /** An operation that has ended is not told before what it did can be read: who sees it succeed, sees the resource. */
  async get(id: string): Promise<Operation | undefined> {
    const found = await this.row(id);
    if (found === undefined) return undefined;
    const { operation, seen_at } = found;
    if (isFinal(operation)) await readable(this.positions, seen_at, operation.resource_kind);
    return operation;
  }

  /** With how far the rows had come when it stood so: this process may hear of that later than it sees the row. */
  private async row(id: string): Promise<{ readonly operation: Operation; readonly seen_at: number } | undefined> {
    const { rows } = await this.rows.query<Operation & { readonly seen_at: number }>({
      name: 'operation.get',
      text: `SELECT ${OPERATION_COLUMNS}, (SELECT position FROM checkpoint WHERE name = 'operations') AS seen_at
        FROM operation WHERE id = $1`,
      values: [id],
      hot: true,
    });
    const [row] = rows;
    if (row === undefined) return undefined;
    const { seen_at, ...operation } = row;
    return { operation, seen_at };
  }

  /** The newest operation of a resource: what stands for a command that had nothing left to change. */
  async newestOf(kind: string, id: string, verb?: string): Promise<Operation | undefined> {
    const { rows } = await this.rows.query<Operation>({
      name: 'operation.newest',
      text: `SELECT ${OPERATION_COLUMNS} FROM operation WHERE resource_id = $2 AND resource_kind = $1 AND ($3::text IS NULL OR verb = $3) ORDER BY position DESC LIMIT 1`,
      values: [kind, id, verb ?? null],
    });
    return rows[0];
  }

  async list(filter: OperationFilter): Promise<Page<OperationView>> {
    const { limit, order = 'desc' } = filter;
    const after =
      filter.cursor === undefined ? null : decodeCursor(filter.cursor, z.tuple([z.literal(order), z.int()]))[1];
    const rows =
      filter.as_of === undefined
        ? await this.page(filter, after, limit + 1)
        : await this.pageAsOf(filter, filter.as_of, after);
    return pageOf(rows, limit, ({ position }) => [order, position], renderOperation);
  }

  private async page(
    {
      resource_id,
      resource_kind,
      status,
      as_of,
      order = 'desc',
      open_at,
    }: OperationFilter & { open_at?: string | undefined },
    after: number | null,
    limit: number,
  ): Promise<Operation[]> {
    const { rows } = await this.rows.query<Operation>({
      name: `operation.list.${order}`,
      text: `SELECT ${OPERATION_COLUMNS} FROM operation WHERE ($1::text IS NULL OR resource_id = $1) AND ($2::text IS NULL OR resource_kind = $2)
        AND ($3::text IS NULL OR status = $3) AND ($4::bigint IS NULL OR position ${order === 'desc' ? '<' : '>'} $4)
        AND ($6::bigint IS NULL OR position <= $6)
        AND ($7::timestamptz IS NULL OR finished_at IS NULL OR finished_at >= $7::timestamptz - interval '${SKEW}') ORDER BY position ${order} LIMIT $5`,
      values: [
        resource_id ?? null,
        resource_kind ?? null,
        status ?? null,
        after,
        limit,
        as_of ?? null,
        open_at ?? null,
      ],
      hot: true,
    });
    return rows;
  }

  /** One more than the page takes, where there are as many. */
  private async pageAsOf(filter: OperationFilter, as_of: number, after: number | null): Promise<Operation[]> {
    const { limit, status } = filter;
    const found: Operation[] = [];
    // What had ended by then stands in its row as it ended. What was under way then may have ended anyhow since.
    const wasFinal = status !== undefined && isFinal({ status });
    const open_at = status === undefined || wasFinal ? undefined : await timeOf(this.rows, as_of);
    const bounds = { ...filter, status: wasFinal ? status : undefined, open_at };
    for (let from = after; found.length <= limit; ) {
      const batch = await this.page(bounds, from, BATCH);
      const then = await operationsAsOf(this.rows, batch, as_of);
      found.push(...then.filter((operation) => status === undefined || operation.status === status));
      from = batch.at(-1)?.position ?? null;
      if (batch.length < BATCH) break;
    }
    return found;
  }

  /** The operation as it was; undefined before it began. */
  async asOf(id: string, position: number): Promise<Operation | undefined> {
    const found = await this.row(id);
    if (found === undefined || found.operation.position > position) return undefined;
    return (await operationsAsOf(this.rows, [found.operation], position))[0];
  }

  /** The operation when it has ended, or as it stands when the time is up. Looks again whenever the read model has moved. */
  async ended(id: string, withinMs: number): Promise<Operation | undefined> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const seen = this.positions.of('operations');
      const operation = await this.get(id);
      const left = deadline - Date.now();
      if ((operation !== undefined && isFinal(operation)) || left <= 0) return operation;
      await this.positions.wait(['operations'], seen + 1, left);
    }
  }
}
