import type { RecordedEvent } from '@freehold/contracts/event';
import { Vps } from '@freehold/contracts/inventory/vps';
import type { SpecOf } from '@freehold/contracts/kind';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { evolved, type RentedColumns } from './rented-row.js';

/** A rented VPS as clients read it. Made by {@link vpsRow} alone, which sets every field; hence the `!`. */
@Entity('vps')
@Index('vps_order', ['first_seen_at', 'id'])
@Index('vps_tenant', ['tenant_id'], { where: 'tenant_id IS NOT NULL' })
export class VpsRow implements RentedColumns {
  @PrimaryColumn('text') id!: string;
  @Column('text') provider_id!: string;
  /** The provider's own id. */
  @Column('text') external_id!: string;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) hostname!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  /** As the provider says, or `vanished`. */
  @Column('text') status!: string;
  /** What the provider said last, also of one that has vanished. */
  @Column('text') provider_status!: string;
  @Column('text') power_state!: string;
  @Column('text', { nullable: true }) plan!: string | null;
  @Column('bigint', { nullable: true }) ram_mb!: number | null;
  @Column('bigint', { nullable: true }) cpu_count!: number | null;
  @Column('bigint', { nullable: true }) disk_gb!: number | null;
  @Column('bigint', { nullable: true }) bandwidth_gb!: number | null;
  @Column('text', { nullable: true }) main_ip!: string | null;
  @Column('text', { nullable: true }) private_ip!: string | null;
  @Column('text', { nullable: true }) ipv6!: string | null;
  /** US dollars a month, two decimals. */
  @Column('numeric', { nullable: true }) approximate_cost!: string | null;
  /** When the provider made it, as it says. */
  @Column('timestamptz', { nullable: true }) provider_created_at!: string | null;
  @Column('text', { nullable: true }) tenant_id!: string | null;
  @Column('text', { nullable: true }) brand_id!: string | null;
  @Column('text', { nullable: true }) domain!: string | null;
  @Column('timestamptz') first_seen_at!: string;
  @Column('timestamptz') updated_at!: string;
  @Column('bigint', { nullable: true }) vanished_position!: number | null;
  @Column('bigint') revision!: number;
  @Column('bigint') generation!: number;
  @Column('bigint') position!: number;
}

/** The row after an event. */
export function vpsRow(before: VpsRow | undefined, event: RecordedEvent): VpsRow {
  const { columns, spec } = evolved(Vps, before && { row: before, spec: vpsSpec(before) }, event);
  const { status, created_at, ...facts } = spec as SpecOf<typeof Vps>; // the fold of the kind's own events
  return {
    ...facts,
    ...columns,
    provider_status: status,
    provider_created_at: created_at,
    status: columns.vanished_position === null ? status : 'vanished',
  };
}

/** What its kind's own events have made of it. */
export function vpsSpec(row: VpsRow): SpecOf<typeof Vps> {
  const facts = Object.fromEntries(Object.keys(Vps.spec.shape).map((field) => [field, row[field as keyof VpsRow]])); // all but two are columns of the same name
  return { ...facts, status: row.provider_status, created_at: row.provider_created_at } as SpecOf<typeof Vps>; // and these are the two
}
