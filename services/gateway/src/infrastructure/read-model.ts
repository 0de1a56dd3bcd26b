import { z } from 'zod';
import type { Rows } from '../access/rows.js';
import { decodeCursor, type Page, pageOf } from '../edge/page.js';
import { type RowClass, TypedTable } from './typed-table.js';

/** How a table is read: which columns it is filtered by, searched in and sorted by, and what clients see of a row. */
export interface ReadModelOptions<R, V> {
  /** What a row is; its table and columns follow. */
  readonly row: RowClass<object>;
  /** The column that names a row. */
  readonly id: string;
  /** Columns beyond the table's own; `t` is the row, `$1` the position that is asked for, or null for now. */
  readonly columns?: string;
  readonly joins?: string;
  /**
   * Columns that change while their row stays, as expressions of what they were at `$1`. Without any, `<table>_version` holds the rows as
   * they were before they became what they are.
   */
  readonly changing?: Readonly<Record<string, string>>;
  /** Exact filters. */
  readonly filters: readonly string[];
  readonly searched: readonly string[];
  /** What it can be sorted by; the first is the order when none is named. */
  readonly sorts: Readonly<Record<string, Sort>>;
  render(row: R): V;
}

/** An SQL expression that is never null, with its type. */
export interface Sort {
  readonly key: string;
  readonly type: 'text' | 'bigint' | 'numeric' | 'timestamptz' | 'inet';
}

/** A column as a sort; what is absent comes before all else. */
export function by(column: string, type: Sort['type'] = 'text'): Sort {
  if (type === 'timestamptz' || type === 'inet')
    return { key: type === 'inet' ? `t.${column}::inet` : `t.${column}`, type };
  return { key: `coalesce(t.${column}, ${type === 'text' ? "''" : '-1'})`, type };
}

/** One page, already validated. */
export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
  readonly sort?: string | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly as_of?: number | undefined;
  /** Columns with the values that they must have. */
  readonly filters: readonly (readonly [string, string])[];
}

/** Until when a state lasts that nothing has ended. */
export const NEVER = '9223372036854775807';

/** Reads a typed read model: one row, or a page of them. */
export class ReadModel<R extends object, V> {
  private readonly table: string;
  private readonly fields: string;

  constructor(readonly options: ReadModelOptions<R, V>) {
    const { name, columns } = new TypedTable(options.row);
    this.table = name;
    this.fields = [...columns.keys()].join(', ');
  }

  async get(rows: Rows, id: string, as_of?: number): Promise<R | undefined> {
    const { table } = this;
    const { id: column } = this.options;
    const now = as_of === undefined;
    const found = await rows.query<R>({
      name: `${table}.get.${now ? 'now' : 'as_of'}`,
      text: `${this.select(now)} WHERE t.${column} = $2 AND ${now ? '$1::bigint IS NULL' : 't.position <= $1 AND t.until_position > $1'}`,
      values: [as_of ?? null, id],
      hot: true,
    });
    return found.rows[0];
  }

  /** Paging is by key: what is inserted meanwhile neither shifts a page nor repeats a row. */
  async list(rows: Rows, query: ListQuery): Promise<Page<V>> {
    const { sorts, id, render } = this.options;
    const { limit, order = 'desc', as_of } = query;
    const sort = query.sort ?? Object.keys(sorts)[0] ?? id;
    const { key, type } = sorts[sort] ?? { key: `t.${id}`, type: 'text' };
    const values: unknown[] = [as_of ?? null];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const bounds = as_of === undefined ? ['$1::bigint IS NULL'] : ['t.position <= $1', 't.until_position > $1'];
    for (const [column, value] of query.filters) bounds.push(`t.${column} = ${bind(value)}`);
    if (query.search !== undefined)
      bounds.push(this.search(bind(`%${query.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)));
    if (query.cursor !== undefined) {
      const [, , last, last_id] = decodeCursor(
        query.cursor,
        z.tuple([z.literal(sort), z.literal(order), z.string(), z.string()]),
      );
      bounds.push(`(${key}, t.${id}::text) ${order === 'asc' ? '>' : '<'} (${bind(last)}::${type}, ${bind(last_id)})`);
    }
    const select = this.select(as_of === undefined, `, (${key})::text AS sort_key`);
    const text = `${select} WHERE ${bounds.join(' AND ')} ORDER BY ${key} ${order}, t.${id}::text ${order} LIMIT ${limit + 1}`;
    const found = await rows.query<R & { sort_key: string }>({ text, values, hot: true });
    return pageOf(found.rows, limit, (row) => [sort, order, row.sort_key, String(row[id as keyof R])], render); // the id is a column
  }

  private select(now: boolean, more = ''): string {
    const { table, fields } = this;
    const { columns, joins = '' } = this.options;
    const from = now ? table : `(${this.states()})`;
    return `SELECT ${fields.replaceAll(/\w+/g, 't.$&')}${columns ? `, ${columns}` : ''}${more} FROM ${from} t ${joins}`;
  }

  /** Every state that a row had or has, with the position that ended it. */
  private states(): string {
    const { table, fields } = this;
    const { changing } = this.options;
    if (changing === undefined)
      return `SELECT ${fields}, ${NEVER} AS until_position FROM ${table} UNION ALL SELECT ${fields}, until_position FROM ${table}_version`;
    const were = fields.replaceAll(/\w+/g, (field) => (changing[field] ? `${changing[field]} AS ${field}` : field));
    return `SELECT ${were}, ${NEVER} AS until_position FROM ${table}`;
  }

  private search(pattern: string): string {
    return `(${this.options.searched.map((column) => `t.${column} ILIKE ${pattern}`).join(' OR ')})`;
  }
}
