import type { RecordedEvent } from '@freehold/contracts/event';
import type { Rows } from '../access/rows.js';
import { begun, followed, type Operation } from './operation.js';

type Followed = Pick<
  RecordedEvent,
  'position' | 'time' | 'kind' | 'fact' | 'resource_id' | 'aggregate_kind' | 'aggregate_id' | 'data'
>;

/**
 * Operations as they were once everything up to a position had happened: the same fold as that of the read model, over the
 * events until then.
 * @param operations that had begun by then, in whichever state
 */
export async function operationsAsOf(
  rows: Rows,
  operations: readonly Operation[],
  position: number,
): Promise<Operation[]> {
  const events = Map.groupBy(await eventsOn(rows, operations, position), ({ kind, resource_id }) =>
    keyOf(kind, resource_id),
  );
  return operations.map((operation) => {
    const { created_at: time, resource_kind: kind } = operation;
    const first = begun({ ...operation, time, kind });
    // All that a fold of operations reads of an event is here.
    return keysOf(operation)
      .flatMap((key) => events.get(key) ?? [])
      .toSorted((a, b) => a.position - b.position)
      .reduce((so_far, event) => followed(so_far, event as RecordedEvent), first);
  });
}

/** When the last event up to a position happened; undefined where there was none within reach. */
export async function timeOf(rows: Rows, position: number): Promise<string | undefined> {
  const found = await rows.query<{ time: string }>({
    name: 'event.time_of',
    text: 'SELECT time FROM event WHERE position <= $1 ORDER BY position DESC LIMIT 1',
    values: [position],
  });
  return found.rows[0]?.time;
}

/** Events on the resources of operations, and on those that these lie within, which they go with. */
async function eventsOn(rows: Rows, operations: readonly Operation[], position: number): Promise<Followed[]> {
  if (operations.length === 0) return [];
  const keys = new Set(operations.flatMap(keysOf));
  const [kinds, ids] = [
    [...keys].map((key) => key.split('/', 1)[0]),
    [...keys].map((key) => key.replace(/^[^/]*\//, '')),
  ];
  const found = await rows.query<Followed>({
    name: 'operation.events_as_of',
    text: `SELECT position, time, kind, fact, resource_id, aggregate_kind, aggregate_id, data
      FROM unnest($1::text[], $2::text[]) AS key (kind, resource_id) JOIN event USING (kind, resource_id)
      WHERE position > $3 AND position <= $4`,
    values: [kinds, ids, Math.min(...operations.map((operation) => operation.position)), position],
  });
  return found.rows;
}

function keysOf(operation: Operation): string[] {
  const { resource_kind, resource_id, aggregate_kind, aggregate_id } = operation;
  return [...new Set([keyOf(resource_kind, resource_id), keyOf(aggregate_kind, aggregate_id)])];
}

/** No kind has a slash in its name. */
function keyOf(kind: string, id: string): string {
  return `${kind}/${id}`;
}
