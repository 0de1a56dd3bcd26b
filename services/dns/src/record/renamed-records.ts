import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import type { Trigger } from '@freehold/ledger/resource-rows';
import type { Queryable } from '@freehold/ledger/work';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { DnsBackend } from '../backends/dns-backend.js';
import { zoneName } from '../zone/zone-name.js';
import type { ZoneTurns } from '../zone/zone-turns.js';
import { recordsOf } from './record-row.js';
import { type LeftPlace, ZoneRecords } from './zone-records.js';

/** The kind of work that puts an RRset right which a record has left. */
export const LEFT_RRSET = 'left-rrset';

/** A record that is renamed leaves its old RRset behind, of which its row knows nothing any more: a key of its own remembers it. */
export const leftRRsets: Trigger = ({ event, before, after }) => {
  if (event.kind !== Record.name || before === undefined || before.spec['name'] === after.spec['name']) return [];
  return [{ kind: LEFT_RRSET, id: [before.spec['zone_id'], before.spec['type'], before.spec['name']].join(' ') }];
};

export function leftRRsetHandler({ backend, turns }: { backend: DnsBackend; turns: ZoneTurns }): WorkHandler {
  return async ({ id }, signal) => {
    const { zoneId, ...left } = read(id);
    await turns.run(zoneId, async (view) => {
      const zone = await view.get(Zone.name, zoneId);
      if (zone === undefined || zone.status === 'deleting' || zone.converged === 0) return;
      const name = zoneName(zone);
      const records = new ZoneRecords(await recordsOf(zoneId, view), name, [left]);
      await backend.patch(name, records.changesAt(records.affectedByLeaving()), signal);
    });
  };
}

/** Places in a zone that renamed records have left, and whose RRsets are still to be put right. */
export async function placesLeft(zoneId: string, client: Queryable): Promise<LeftPlace[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'left-rrset.outstanding',
    text: 'SELECT id FROM work WHERE kind = $1 AND starts_with(id, $2) AND due IS NOT NULL',
    values: [LEFT_RRSET, `${zoneId} `],
  });
  return rows.map(({ id }) => read(id));
}

function read(id: string): LeftPlace & { readonly zoneId: string } {
  const [zoneId = '', type = '', ...name] = id.split(' ');
  return { zoneId, type, name: name.join(' ') };
}
