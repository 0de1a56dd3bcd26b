import { Record } from '@freehold/contracts/dns/record';
import type { SpecOf } from '@freehold/contracts/kind';
import type { Resource } from '@freehold/contracts/resource';
import type { LocalView } from '@freehold/ledger/local-view';

/** A row of the kind `record`. */
export type RecordRow = Resource<SpecOf<typeof Record>>;

/** Every record of a zone, those that are being deleted among them. */
export async function recordsOf(zoneId: string, view: LocalView): Promise<RecordRow[]> {
  return (await view.list(Record.name, { zone_id: zoneId })) as RecordRow[]; // rows of a kind hold its spec
}

/** Whether a record is wanted: nobody has asked for its deletion, and the name server has not refused it as it stands. */
export function isWanted({ status }: RecordRow): boolean {
  return status !== 'deleting' && status !== 'failed';
}

/** Whether nothing is outstanding about a record: what the name server holds of it must be what its row says. */
export function isSettled({ status, converged, generation }: RecordRow): boolean {
  return status === 'active' && converged === generation;
}

/** Whether the platform has put it there: it follows the name that it serves. */
export function isAutomatic({ spec }: RecordRow): boolean {
  return spec.managed_by === 'auto';
}
