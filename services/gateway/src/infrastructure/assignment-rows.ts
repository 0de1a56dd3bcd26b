import type { RecordedEvent } from '@freehold/contracts/event';
import type { Projection } from '@freehold/ledger/follower';
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
  /** Of the event that ended it; null while it lasts. */
  @Column('bigint', { nullable: true }) ended_position!: number | null;
}

const table = new TypedTable(AssignmentRow);

/** The table as it was at a position, from the rows as they are: all that changes in one is its end. */
export const assignmentPast: NonNullable<Projection['past']> = {
  [table.name]: (position: number) =>
    `SELECT to_jsonb(t) || CASE WHEN ended_position > ${position} THEN '{"unassigned_at": null, "ended_position": null}'::jsonb ELSE '{}' END AS row
      FROM ${table.name} t WHERE position <= ${position}`,
};

/** Keeps the history of assignments: each one begins with `assigned`, and ends with the thing's next `assigned` or `unassigned`. */
export async function writeAssignments(events: readonly RecordedEvent[], tx: PoolClient): Promise<void> {
  const begun = new Map<string, AssignmentRow>();
  const rows: AssignmentRow[] = [];
  const ended: RecordedEvent[] = [];
  for (const event of events) {
    if (event.fact !== 'assigned' && event.fact !== 'unassigned') continue;
    const key = `${event.kind}/${event.resource_id}`;
    const before = begun.get(key);
    if (before) Object.assign(before, { unassigned_at: event.time, ended_position: event.position });
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
  return {
    position,
    kind,
    resource_id,
    tenant_id,
    domain,
    assigned_at: time,
    unassigned_at: null,
    ended_position: null,
  };
}

/** Ends the assignments that were open when the events came. */
async function end(events: readonly RecordedEvent[], tx: PoolClient): Promise<void> {
  if (events.length === 0) return;
  await tx.query({
    name: 'assignment.end',
    text: `UPDATE assignment a SET unassigned_at = ended.time, ended_position = ended.position FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[])
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
