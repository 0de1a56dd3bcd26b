import { Zone } from '@freehold/contracts/dns/zone';
import type { Resource } from '@freehold/contracts/resource';
import type { Reconciler } from '@freehold/ledger/reconciler';
import type { Trigger } from '@freehold/ledger/resource-rows';
import type { DnsBackend } from '../backends/dns-backend.js';
import { authorityOf } from '../name-servers/name-servers.js';
import { recordsOf } from '../record/rrset-rows.js';
import { apexDrift, recordDrift } from './zone-drift.js';
import { zoneName } from './zone-name.js';
import type { ZoneTurns } from './zone-turns.js';

/** Serves a zone: SOA, NS and DNSSEC as wanted, and nothing in it that nobody wished. Its records have work of their own. */
export function zoneReconciler({
  backend,
  turns,
  resyncEvery,
}: {
  backend: DnsBackend;
  turns: ZoneTurns;
  resyncEvery: number;
}): Reconciler {
  return {
    kind: Zone,
    resyncEvery,
    async converge(zone, signal) {
      return await turns.run(zone.id, async (view) => {
        const name = zoneName(zone);
        const { soa, nameservers, ttl } = await authorityOf(zone, view);
        const dnssec = zone.spec['dnssec'] === true;
        const before = await backend.readZone(name, signal);
        const rows = await recordsOf(zone.id, view);
        const serial = firstSerial(zone, rows);
        const wanted = { name, soa: { ...soa, serial }, nameservers, ttl, dnssec };
        const served = await backend.createZone(wanted, signal);
        const records = recordDrift(name, rows, served.rrsets);
        const patched = records.differences.length > 0 ? await backend.patch(name, records.repair, signal) : served;
        return {
          observed: { serial: patched.serial, ds: served.ds, nameservers: [...nameservers] },
          drift: [...apexDrift(wanted, before), ...records.differences],
        };
      });
    },
    async remove(zone, signal) {
      await turns.run(zone.id, async () => backend.dropZone(zoneName(zone), signal));
    },
  };
}

/**
 * Where a zone begins, also one that the name server has lost: past every serial that was served. Each change that raised a
 * serial by one has an event, so no serial is ahead of the positions.
 */
function firstSerial(zone: Resource, records: readonly Resource[]): number {
  const known = Number(zone.observed?.['serial'] ?? 0) + 1;
  return records.reduce((serial, { position }) => Math.max(serial, position), Math.max(zone.position, known));
}

/** A zone that has come into service wakes its records, which were waiting for it. */
export const wakesRecords: Trigger = async ({ event, before, after }, tx) => {
  if (event.kind !== Zone.name || event.fact !== 'converged' || before?.converged !== 0) return [];
  const { rows } = await tx.query<Pick<Resource, 'kind' | 'id'>>({
    name: 'zone.records',
    text: `SELECT kind, id FROM resource WHERE kind = 'record' AND spec @> $1::jsonb AND converged < generation ORDER BY id`,
    values: [JSON.stringify({ zone_id: after.id })],
  });
  return rows;
};
