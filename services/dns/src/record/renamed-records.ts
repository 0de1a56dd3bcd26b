import { absoluteName } from '@freehold/contracts/dns/domain-name';
import { Record } from '@freehold/contracts/dns/record';
import { Zone } from '@freehold/contracts/dns/zone';
import type { Trigger } from '@freehold/ledger/resource-rows';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { DnsBackend } from '../backends/dns-backend.js';
import { zoneName } from '../zone/zone-name.js';
import type { ZoneTurns } from '../zone/zone-turns.js';
import { writeRRset } from './record.reconcile.js';
import { recordsOf } from './rrset-rows.js';

/** The kind of work that puts an RRset right which a record has left. */
export const LEFT_RRSET = 'left-rrset';

/** A record that is renamed leaves its old RRset behind, of which its row knows nothing any more: a key of its own remembers it. */
export const leftRRsets: Trigger = ({ event, before, after }) => {
  if (event.kind !== Record.name || before === undefined || before.spec['name'] === after.spec['name']) return [];
  return [{ kind: LEFT_RRSET, id: [before.spec['zone_id'], before.spec['type'], before.spec['name']].join(' ') }];
};

export function leftRRsetHandler({ backend, turns }: { backend: DnsBackend; turns: ZoneTurns }): WorkHandler {
  return async ({ id }, signal) => {
    const [zoneId = '', type = '', ...rest] = id.split(' ');
    await turns.run(zoneId, async (view) => {
      const zone = await view.get(Zone.name, zoneId);
      if (zone === undefined || zone.status === 'deleting' || zone.converged === 0) return;
      const name = zoneName(zone);
      const key = `${absoluteName(rest.join(' '), name)} ${type}`;
      await writeRRset(backend, name, key, await recordsOf(zoneId, view), [], signal);
    });
  };
}
