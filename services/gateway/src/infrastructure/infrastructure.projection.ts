import type { RecordedEvent } from '@freehold/contracts/event';
import { Ip } from '@freehold/contracts/inventory/ip';
import { Sync } from '@freehold/contracts/inventory/sync';
import { Vps } from '@freehold/contracts/inventory/vps';
import type { Projection } from '@freehold/ledger/follower';
import type { PoolClient } from 'pg';
import { assignmentPast, writeAssignments } from './assignment-rows.js';
import { IpRow, ipRow } from './ip-row.js';
import { SyncRunRow, syncRunRow } from './sync-run-row.js';
import { type Superseded, TypedTable } from './typed-table.js';
import { VpsRow, vpsRow } from './vps-row.js';

/** Its name, to wait for. */
export const INFRASTRUCTURE = 'infrastructure';

export const vpsTable = new TypedTable(VpsRow);
export const ipTable = new TypedTable(IpRow);
export const syncRunTable = new TypedTable(SyncRunRow);

/** What clients see of rented infrastructure: VPS, addresses and sync runs as they are and were, and who used them when. */
export const infrastructureProjection: Projection = {
  name: INFRASTRUCTURE,
  tables: ['vps', 'vps_version', 'ip_address', 'ip_address_version', 'assignment', 'sync_run', 'sync_run_version'],
  kinds: [Vps.name, Ip.name, Sync.name],
  past: { ...vpsTable.past, ...ipTable.past, ...syncRunTable.past, ...assignmentPast },
  async apply(events, tx) {
    const of = Map.groupBy(events, ({ kind }) => kind);
    await vpsTable.keep(tx, await project(vpsTable, vpsRow, of.get(Vps.name) ?? [], tx));
    await ipTable.keep(tx, await project(ipTable, ipRow, of.get(Ip.name) ?? [], tx));
    await syncRunTable.keep(tx, await project(syncRunTable, syncRunRow, of.get(Sync.name) ?? [], tx));
    await writeAssignments(events, tx);
  },
};

/** Folds events onto the rows as they stand, writes the last state of each, and answers every state before it. */
async function project<R extends { readonly id: string; readonly position: number }>(
  table: TypedTable<R>,
  next: (before: R | undefined, event: RecordedEvent) => R,
  events: readonly RecordedEvent[],
  tx: PoolClient,
): Promise<Superseded<R>[]> {
  const ids = [...new Set(events.map(({ resource_id }) => resource_id))];
  const rows = new Map((await table.read(tx, 'id', ids)).map((row) => [row.id, row]));
  const superseded: Superseded<R>[] = [];
  for (const event of events) {
    const before = rows.get(event.resource_id);
    if (before && before.position >= event.position) continue;
    rows.set(event.resource_id, next(before, event));
    if (before) superseded.push({ row: before, until_position: event.position });
  }
  await table.upsert(tx, [...rows.values()]);
  return superseded;
}
