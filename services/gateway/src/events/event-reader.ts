import type { EventView } from '@freehold/contracts/event-view';
import { z } from 'zod';
import type { Rows } from '../access/rows.js';
import { decodeCursor, type Page, pageOf } from '../edge/page.js';

export interface EventFilter {
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
  readonly type?: string | undefined;
  /** RFC 3339, inclusive. */
  readonly since?: string | undefined;
  /** RFC 3339, exclusive. */
  readonly until?: string | undefined;
  /** Positions greater than this. */
  readonly after?: number | undefined;
  readonly order?: 'asc' | 'desc' | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What is read of the table for an {@link EventView}. */
export const EVENT_COLUMNS =
  'position, time, id, type, kind, resource_id, context, aggregate_kind, aggregate_id, actor, on_behalf_of, address, reason, tenant_id, brand_id, correlation_id, causation_id, version, data';

export class EventReader {
  constructor(private readonly rows: Rows) {}

  /** Newest first, unless told; oldest first behind a position. */
  async list(filter: EventFilter): Promise<Page<EventView>> {
    const { limit, order = filter.after === undefined ? 'desc' : 'asc' } = filter;
    const bounds: string[] = [];
    const values: unknown[] = [];
    const where = (condition: string, value: unknown) => {
      if (value === undefined) return;
      values.push(value);
      bounds.push(condition.replace('?', `$${values.length}`));
    };
    where('kind = ?', filter.kind);
    where('resource_id = ?', filter.id);
    where('type = ?', filter.type);
    where('time >= ?', filter.since);
    where('time < ?', filter.until);
    where('position > ?', filter.after);
    where(
      `position ${order === 'asc' ? '>' : '<'} ?`,
      filter.cursor === undefined ? undefined : decodeCursor(filter.cursor, z.tuple([z.literal(order), z.int()]))[1],
    );
    const { rows } = await this.rows.query<EventView>({
      text: `SELECT ${EVENT_COLUMNS} FROM event ${bounds.length > 0 ? `WHERE ${bounds.join(' AND ')}` : ''} ORDER BY position ${order} LIMIT ${limit + 1}`,
      values,
    });
    return pageOf(
      rows,
      limit,
      ({ position }) => [order, position],
      (row) => row,
    );
  }

  /** What came after a position, in order; for streams. */
  async after(
    position: number,
    limit: number,
    { kind, id }: { kind?: string | undefined; id?: string | undefined } = {},
  ): Promise<EventView[]> {
    const { rows } = await this.rows.query<EventView>({
      name: 'event.after',
      text: `SELECT ${EVENT_COLUMNS} FROM event WHERE position > $1 AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR resource_id = $3)
        ORDER BY position LIMIT $4`,
      values: [position, kind ?? null, id ?? null, limit],
    });
    return rows;
  }

  /** Where the event of a command lies; undefined when it has none that is visible yet. */
  async positionOf(kind: string, resource_id: string, command_id: string): Promise<number | undefined> {
    const { rows } = await this.rows.query<{ position: number }>({
      name: 'event.of_command',
      text: 'SELECT position FROM event WHERE kind = $1 AND resource_id = $2 AND id = $3',
      values: [kind, resource_id, command_id],
    });
    return rows[0]?.position;
  }

  /** The last position at a time; 0 before the first event. */
  async positionAt(time: string): Promise<number> {
    const { rows } = await this.rows.query<{ position: number }>({
      name: 'event.at',
      text: 'SELECT position FROM event WHERE time <= $1 ORDER BY time DESC, position DESC LIMIT 1',
      values: [time],
    });
    return rows[0]?.position ?? 0;
  }
}
