import type { RecordedEvent } from '@freehold/contracts/event';
import type { PoolClient } from 'pg';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { TypedTable } from './typed-table.js';

/** Who has used a rented thing, for which domain, from when until when. Made by {@link writeAssignments} alone; hence the `!`. */
@Entity('assignment')
@Index('assignment_tenant', ['tenant_id'])
@Index('assignment_open', ['kind', 'resource_id'], { where: 'unassigned_at IS NULL' })
export class AssignmentRow {
  /** Of the event that began it: its id. */
  @PrimaryColumn('bigint') position!: number;
  /** `vps` or `ip`. */
  @Column('text') kind!: string;
  @Column('text') resource_id!: string;
  @Column('text') tenant_id!: string;
  @Column('text', { nullable: true }) domain!: string | null;
  @Column('timestamptz') assigned_at!: string;
  /** Null while it lasts. Another domain ends an assignment too, and begins the next. */
  @Column('timestamptz', { nullable: true }) unassigned_at!: string | null;
}

const table = new TypedTable(AssignmentRow);

/** Keeps the history of assignments: each one begins with `assigned`, and ends with the thing's next `assigned` or `unassigned`. */
export async function writeAssignments(events: readonly RecordedEvent[], tx: PoolClient): Promise<void> {
  const begun = new Map<string, AssignmentRow>();
  const rows: AssignmentRow[] = [];
  const ended: RecordedEvent[] = [];
  for (const event of events) {
    if (event.fact !== 'assigned' && event.fact !== 'unassigned') continue;
    const key = `${event.kind}/${event.resource_id}`;
    const before = begun.get(key);
    if (before) before.unassigned_at = event.time;
    else ended.push(event);
    begun.delete(key);
    if (event.fact === 'unassigned') continue;
    const row = assignment(event);
    begun.set(key, row);
    rows.push(row);
  }
  await end(ended, tx);
  await table.upsert(tx, rows);
}

function assignment({ kind, resource_id, position, time, data }: RecordedEvent): AssignmentRow {
  const { tenant_id, domain } = data as { tenant_id: string; domain: string | null }; // checked when it was written
  return { position, kind, resource_id, tenant_id, domain, assigned_at: time, unassigned_at: null };
}

/** Ends the assignments that were open when the events came. */
async function end(events: readonly RecordedEvent[], tx: PoolClient): Promise<void> {
  if (events.length === 0) return;
  await tx.query({
    name: 'assignment.end',
    text: `UPDATE assignment a SET unassigned_at = ended.time FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[])
      AS ended (kind, resource_id, position, time)
      WHERE a.kind = ended.kind AND a.resource_id = ended.resource_id AND a.position < ended.position AND a.unassigned_at IS NULL`,
    values: [
      events.map((e) => e.kind),
      events.map((e) => e.resource_id),
      events.map((e) => e.position),
      events.map((e) => e.time),
    ],
  });
}
