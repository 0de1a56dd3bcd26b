import type { RecordedEvent } from '@freehold/contracts/event';
import { Ip } from '@freehold/contracts/inventory/ip';
import type { SpecOf } from '@freehold/contracts/kind';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { evolved, type RentedColumns } from './rented-row.js';

/** A rented address as clients read it. Made by {@link ipRow} alone, which sets every field; hence the `!`. */
@Entity('ip_address')
@Index('ip_address_order', ['first_seen_at', 'id'])
@Index('ip_address_address', ['address'])
@Index('ip_address_tenant', ['tenant_id'], { where: 'tenant_id IS NOT NULL' })
@Index('ip_address_vps', ['vps_id'])
export class IpRow implements RentedColumns {
  @PrimaryColumn('text') id!: string;
  @Column('text') address!: string;
  @Column('bigint') family!: number;
  @Column('text') provider_id!: string;
  @Column('text', { nullable: true }) vps_id!: string | null;
  @Column('text', { nullable: true }) reverse_name!: string | null;
  /** `assigned` to a tenant, `free`, or `vanished`. */
  @Column('text') status!: 'assigned' | 'free' | 'vanished';
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
export function ipRow(before: IpRow | undefined, event: RecordedEvent): IpRow {
  const { columns, spec } = evolved(Ip, before && { row: before, spec: ipSpec(before) }, event);
  return { ...(spec as SpecOf<typeof Ip>), ...columns, status: statusOf(columns) }; // the fold of the kind's own events
}

function statusOf({
  vanished_position,
  tenant_id,
}: Pick<RentedColumns, 'vanished_position' | 'tenant_id'>): IpRow['status'] {
  if (vanished_position !== null) return 'vanished';
  return tenant_id === null ? 'free' : 'assigned';
}

/** What its kind's own events have made of it. */
export function ipSpec(row: IpRow): SpecOf<typeof Ip> {
  return Object.fromEntries(Object.keys(Ip.spec.shape).map((field) => [field, row[field as keyof IpRow]])) as SpecOf<
    typeof Ip
  >; // all are columns of the same name
}
