import { Record } from '@freehold/contracts/dns/record';
import type { Change, Trigger } from '@freehold/ledger/resource-rows';
import { RESOURCE_COLUMNS } from '@freehold/ledger/resource-rows';
import type { Queryable } from '@freehold/ledger/work';
import { relativeName, zoneName } from '../zone/zone-name.js';
import { isAutomatic, type RecordRow } from './record-row.js';
import { answersBelow, overrides, type Place, placeOf } from './zone-records.js';

/**
 * Looks at automatic records again when a custom one at their place has come into service, has failed, or has gone. What the
 * name server holds has changed with the custom one; what they say of themselves has not yet.
 */
export const overriddenRecords: Trigger = async (change, tx) => {
  const customs = customsOf(change);
  const zoneId = customs[0]?.spec.zone_id;
  if (zoneId === undefined) return [];
  const { rows } = await tx.query<{ spec: { name: string } }>({
    name: 'overridden.zone',
    text: `SELECT spec FROM resource WHERE kind = 'zone' AND id = $1`,
    values: [zoneId],
  });
  const [zone] = rows;
  if (zone === undefined) return [];
  const apex = zoneName(zone);
  const found = await Promise.all(customs.map((custom) => overriddenBy(placeOf(custom, apex), zoneId, apex, tx)));
  return found.flat().map(({ id }) => ({ kind: Record.name, id }));
};

/** The custom record of a change as it is now, and as it was at a name that it has left. With its zone everything goes. */
function customsOf({ event, before, after }: Change): RecordRow[] {
  if (event.kind !== Record.name) return [];
  const [was, is] = [before, after] as [RecordRow | undefined, RecordRow]; // rows of a kind hold its spec
  if (isAutomatic(is)) return [];
  const settled = event.fact === 'converged' || event.fact === 'failed' || event.fact === 'deleted';
  const left = was !== undefined && was.spec.name !== is.spec.name;
  return [...(settled ? [is] : []), ...(left ? [was] : [])];
}

async function overriddenBy(custom: Place, zone_id: string, apex: string, tx: Queryable): Promise<RecordRow[]> {
  const fields = { zone_id, managed_by: 'auto', ...(!answersBelow(custom) && { name: relativeName(custom.at, apex) }) };
  const { rows } = await tx.query<RecordRow>({
    name: 'overridden.records',
    text: `SELECT ${RESOURCE_COLUMNS} FROM resource WHERE kind = 'record' AND spec @> $1::jsonb ORDER BY id`,
    values: [JSON.stringify(fields)],
  });
  return rows.filter((row) => overrides(custom, placeOf(row, apex)));
}
