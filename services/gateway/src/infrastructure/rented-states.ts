import { Ip } from '@freehold/contracts/inventory/ip';
import { Vps } from '@freehold/contracts/inventory/vps';
import type { Kind } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import type { Rows } from '../access/rows.js';
import { IpRow, ipSpec } from './ip-row.js';
import { NEVER } from './read-model.js';
import { type RentedColumns, resourceOf } from './rented-row.js';
import { type RowClass, TypedTable } from './typed-table.js';
import { VpsRow, vpsSpec } from './vps-row.js';

/** Rented things of one kind as resources, at any position. */
export interface RentedStates {
  readonly kind: Kind;
  /** SQL: `kind`, `id`, `tenant_id`, `position` and `until_position` of every state that there was or is. */
  readonly states: string;
  /** Those of these ids that were there at a position. */
  at(rows: Rows, position: number, ids: readonly string[]): Promise<Resource[]>;
}

function rentedStates<R extends RentedColumns>(
  kind: Kind,
  row: RowClass<R>,
  specOf: (row: R) => Record<string, unknown>,
): RentedStates {
  const { name, columns } = new TypedTable(row);
  const fields = [...columns.keys()].join(', ');
  const all = (what: string) =>
    `SELECT ${what}, ${NEVER}::bigint AS until_position FROM ${name} UNION ALL SELECT ${what}, until_position FROM ${name}_version`;
  return {
    kind,
    states: all(`'${kind.name}'::text AS kind, id, tenant_id, position`),
    async at(rows, position, ids) {
      const found = await rows.query<R>({
        name: `${name}.states`,
        text: `SELECT ${fields} FROM (${all(fields)}) AS state WHERE id = ANY ($1) AND position <= $2 AND until_position > $2`,
        values: [ids, position],
      });
      return found.rows.map((state) => resourceOf(kind, state, specOf(state)));
    },
  };
}

export const RENTED: readonly RentedStates[] = [rentedStates(Vps, VpsRow, vpsSpec), rentedStates(Ip, IpRow, ipSpec)];
