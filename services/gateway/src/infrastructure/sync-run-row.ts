import type { RecordedEvent } from '@freehold/contracts/event';
import { evolve } from '@freehold/contracts/evolve';
import {
  Sync,
  type SyncCounts,
  type SyncFailure,
  type SyncHeld,
  type SyncTrigger,
} from '@freehold/contracts/inventory/sync';
import type { ObservedOf, SpecOf } from '@freehold/contracts/kind';
import type { Resource, Status } from '@freehold/contracts/resource';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

type Seen = ObservedOf<typeof Sync>;

/** A sync run as clients read it. Made by {@link syncRunRow} alone, which sets every field; hence the `!`. */
@Entity('sync_run')
@Index('sync_run_order', ['created_at', 'id'])
@Index('sync_run_newest', ['provider_id', 'created_at', 'id'])
@Index('sync_run_completed', ['provider_id', 'completed_position'])
export class SyncRunRow implements Seen {
  @PrimaryColumn('text') id!: string;
  @Column('text') provider_id!: string;
  @Column('text') trigger!: SyncTrigger;
  @Column('text') status!: Status;
  /** Why it failed, or is held back. */
  @Column('text', { nullable: true }) status_message!: string | null;
  @Column('timestamptz') created_at!: string;
  @Column('timestamptz') updated_at!: string;
  @Column('bigint') starts!: number;
  @Column('timestamptz', { nullable: true }) started_at!: string | null;
  @Column('timestamptz', { nullable: true }) finished_at!: string | null;
  @Column('bigint', { nullable: true }) duration_ms!: number | null;
  @Column('jsonb', { nullable: true }) counts!: SyncCounts | null;
  @Column('jsonb') failures!: SyncFailure[];
  @Column('bigint') failure_count!: number;
  @Column('jsonb', { nullable: true }) held!: SyncHeld | null;
  @Column('boolean') confirmed!: boolean;
  /** Of its completion: everything that the provider showed then was seen at that position. */
  @Column('bigint', { nullable: true }) completed_position!: number | null;
  @Column('bigint') revision!: number;
  @Column('bigint') position!: number;
}

/** The row after an event. */
export function syncRunRow(before: SyncRunRow | undefined, event: RecordedEvent): SyncRunRow {
  const after = evolve(Sync, before && resourceOf(before), event);
  return {
    ...(after.spec as SpecOf<typeof Sync>), // the fold of the kind's own events
    ...(after.observed as Seen), // as above
    id: after.id,
    status: after.status,
    status_message: after.status_message,
    created_at: after.created_at,
    updated_at: after.updated_at,
    completed_position: event.fact === 'completed' ? event.position : (before?.completed_position ?? null),
    revision: after.revision,
    position: after.position,
  };
}

function resourceOf(row: SyncRunRow): Resource {
  const {
    id,
    provider_id,
    trigger,
    status,
    status_message,
    created_at,
    updated_at,
    revision,
    position,
    completed_position,
    ...observed
  } = row;
  return {
    kind: Sync.name,
    id,
    status,
    status_message,
    spec: { provider_id, trigger },
    observed,
    created_at,
    updated_at,
    revision,
    generation: revision,
    converged: completed_position ?? 0,
    position,
    tenant_id: null,
    brand_id: null,
  };
}
