import type { Projection } from '@freehold/ledger/follower';
import type { PoolClient } from 'pg';
import { getMetadataArgsStorage } from 'typeorm';

/** A row's class, declared as a TypeORM entity: the one list of its columns. */
export type RowClass<R> = new () => R;

/** Rows that are written many at once: columns and types come from the entity, arrays of them from `unnest`. */
export class TypedTable<R extends object> {
  readonly name: string;
  /** Column names with their PostgreSQL types, in the entity's order. */
  readonly columns: ReadonlyMap<string, string>;
  private readonly keys: readonly string[];

  constructor(row: RowClass<R>) {
    const storage = getMetadataArgsStorage();
    const columns = storage.filterColumns(row);
    this.name = String(storage.tables.find(({ target }) => target === row)?.name);
    this.columns = new Map(columns.map(({ propertyName, options }) => [propertyName, String(options.type)]));
    this.keys = columns.filter(({ options }) => options.primary).map(({ propertyName }) => propertyName);
  }

  /** Rows by a text column, usually the id. */
  async read(tx: PoolClient, column: string, values: readonly string[]): Promise<R[]> {
    if (values.length === 0) return [];
    const { rows } = await tx.query<R>({
      name: `${this.name}.read.${column}`,
      text: `SELECT ${[...this.columns.keys()].join(', ')} FROM ${this.name} WHERE ${column} = ANY ($1)`,
      values: [values],
    });
    return rows;
  }

  /** Inserts rows, or overwrites those that are there. A key appears once a call. */
  async upsert(tx: PoolClient, rows: readonly R[]): Promise<void> {
    const names = [...this.columns.keys()];
    const kept = names.filter((name) => !this.keys.includes(name)).map((name) => `${name} = excluded.${name}`);
    const insert = `INSERT INTO ${this.name} (${names.join(', ')}) SELECT * FROM unnest(${this.casts(1)})`;
    await this.write(
      tx,
      'upsert',
      `${insert} ON CONFLICT (${this.keys.join(', ')}) DO UPDATE SET ${kept.join(', ')}`,
      rows,
    );
  }

  /**
   * Keeps rows as they were in `<name>_version`: each was so from its `position` until the given one. The newest state of a
   * row is not among them; it stands in the table itself. Keeping one again changes nothing.
   */
  async keep(tx: PoolClient, versions: readonly Superseded<R>[]): Promise<void> {
    const names = [...this.columns.keys()].join(', ');
    const text = `INSERT INTO ${this.name}_version (until_position, ${names}) SELECT * FROM unnest($1::bigint[], ${this.casts(2)})
      ON CONFLICT (id, position) DO NOTHING`;
    const until = versions.map(({ until_position }) => until_position);
    const rows = versions.map(({ row }) => row);
    await this.write(tx, 'keep', text, rows, [until]);
  }

  /** The table and its versions as they were at a position, for a table whose rows are kept; see {@link Projection.past}. */
  get past(): NonNullable<Projection['past']> {
    const { name } = this;
    return {
      [name]: (position: number) =>
        `SELECT to_jsonb(t) AS row FROM ${name} t WHERE position <= ${position}
          UNION ALL SELECT to_jsonb(v) - 'until_position' FROM ${name}_version v
            WHERE position <= ${position} AND until_position > ${position}`,
      [`${name}_version`]: (position: number) =>
        `SELECT to_jsonb(v) AS row FROM ${name}_version v WHERE until_position <= ${position}`,
    };
  }

  private casts(from: number): string {
    return [...this.columns.values()].map((type, index) => `$${from + index}::${type}[]`).join(', ');
  }

  private async write(
    tx: PoolClient,
    name: string,
    text: string,
    rows: readonly R[],
    before: readonly unknown[] = [],
  ): Promise<void> {
    if (rows.length === 0) return;
    const values = Array.from(this.columns, ([column, type]) =>
      rows.map((row) => {
        const value = row[column as keyof R]; // the entity's own columns
        return type === 'jsonb' && value !== null ? JSON.stringify(value) : value;
      }),
    );
    await tx.query({ name: `${this.name}.${name}`, text, values: [...before, ...values] });
  }
}

/** A row as it was before an event. */
export interface Superseded<R> {
  readonly row: R;
  /** Of the event that made it another one. */
  readonly until_position: number;
}
