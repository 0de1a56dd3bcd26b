import type { Resource } from '@freehold/contracts/resource';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import type { Rows } from '../access/rows.js';
import { type Page, pageOf } from '../edge/page.js';
import { type Listed, type ListQuery, listSql } from './resource-list.js';

/** Reads resources as they are, and as they were, within a reach. */
export class ResourceReader {
  constructor(private readonly rows: Rows) {}

  /** A living resource. */
  async get(kind: string, id: string): Promise<Resource | undefined> {
    const { rows } = await this.rows.query<Resource>({
      name: 'resource.get',
      text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = $1 AND id = $2`,
      values: [kind, id],
      hot: true,
    });
    return rows[0];
  }

  /** The resource as it was once everything up to a position had happened; a deleted one says so. */
  async asOf(kind: string, id: string, position: number): Promise<Resource | undefined> {
    const { rows } = await this.rows.query<Resource>({
      name: 'resource.as_of',
      text: `SELECT ${RESOURCE_COLUMNS} FROM resource_version WHERE kind = $1 AND id = $2 AND position <= $3 ORDER BY position DESC LIMIT 1`,
      values: [kind, id, position],
      hot: true,
    });
    return rows[0];
  }

  /** The resource as it is or, when it is gone, as it was last. */
  async newest(kind: string, id: string): Promise<Resource | undefined> {
    return await this.asOf(kind, id, Number.MAX_SAFE_INTEGER);
  }

  /** A page of a kind's resources; see {@link ListQuery}. */
  async list<T>(query: ListQuery, render: (resource: Resource) => T): Promise<Page<T>> {
    const { text, values } = listSql(query, this.rows.reach);
    const { rows } = await this.rows.query<Listed>({ text, values, hot: true });
    return pageOf(rows, query.limit, (row) => [query.sort, query.order, row.sort_key, row.id], render);
  }
}
