import type { CommandReply } from '@freehold/contracts/command';
import { Zone } from '@freehold/contracts/dns/zone';
import { isMassDeletion } from '@freehold/contracts/mass-deletion';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import { settled } from '@freehold/ledger/process';
import type { Reconciler } from '@freehold/ledger/reconciler';
import type { Trigger } from '@freehold/ledger/resource-rows';
import type { Pool } from 'pg';
import type { DnsBackend, ZoneChanges } from '../backends/dns-backend.js';
import { raiseNamesWithin } from '../bound-names/touched-names.js';
import { authorityOf } from '../name-servers/name-servers.js';
import { recordsOf } from '../record/record-row.js';
import { placesLeft } from '../record/renamed-records.js';
import { apexDrift, recordDrift, withoutRemovals } from './zone-drift.js';
import { zoneName } from './zone-name.js';
import type { ZoneTurns } from './zone-turns.js';

/** So many differences are told one by one; an event must not grow without bound. */
const MOST_TOLD = 200;

export interface ZoneReconcilerParts {
  readonly backend: DnsBackend;
  readonly turns: ZoneTurns;
  readonly pool: Pool;
  /** Reports as the service itself. */
  readonly command: (wish: Wish) => Promise<CommandReply>;
  /** Milliseconds. */
  readonly resyncEvery: number;
}

/** Serves a zone: SOA, NS and DNSSEC as wanted, and nothing in it that nobody wished. Its records have work of their own. */
export function zoneReconciler({ backend, turns, pool, command, resyncEvery }: ZoneReconcilerParts): Reconciler {
  return {
    kind: Zone,
    resyncEvery,
    async converge(zone, signal) {
      const { observed, drift, held } = await turns.run(zone.id, async (view, client) => {
        const name = zoneName(zone);
        const { soa, nameservers, ttl } = await authorityOf(zone, view);
        const dnssec = zone.spec['dnssec'] === true;
        const before = await backend.readZone(name, signal);
        const rows = await recordsOf(zone.id, view);
        // After the rows: what was renamed before them has raised its work before them too.
        const left = await placesLeft(zone.id, client);
        const wanted = { name, soa: { ...soa, serial: firstSerial(zone, rows) }, nameservers, ttl, dnssec };
        const served = await backend.createZone(wanted, signal);
        const { differences, repair } = recordDrift(name, rows, left, served.rrsets);
        const held = isMassDeletion(repair.remove.length, served.rrsets.length) && !isConfirmed(zone);
        const changes = held ? withoutRemovals(repair) : repair;
        const { serial } = isEmpty(changes) ? served : await backend.patch(name, changes, signal);
        return {
          observed: { serial, ds: served.ds, nameservers: [...nameservers] },
          drift: told([...apexDrift(wanted, before), ...differences]),
          held: held && { removals: repair.remove.length, total: served.rrsets.length },
        };
      });
      if (held) {
        const data = { differences: drift };
        settled(await command({ kind: Zone, verb: 'drift_detected', resource_id: zone.id, data }));
        throw new BackendError('refused', massDeletion(zone, held));
      }
      await raiseNamesWithin(zone, pool);
      return { observed, drift };
    },
    async remove(zone, signal) {
      await turns.run(zone.id, async () => backend.dropZone(zoneName(zone), signal));
    },
  };
}

/** Whether somebody has looked at what was held and lets it go: the newest wish is a retry, and it is still outstanding. */
function isConfirmed({ generation, revision, converged }: Resource): boolean {
  return generation > Math.max(revision, converged);
}

function massDeletion({ id }: Resource, { removals, total }: { removals: number; total: number }): string {
  return (
    `${removals} of the ${total} RRsets that the name server holds are no record of this zone: so many are rather lost by a fault ` +
    `than not wished, and none was removed. The zone’s events name them; if they are to go, confirm with POST /api/v1/zones/${id}/retry`
  );
}

function isEmpty({ replace, remove }: ZoneChanges): boolean {
  return replace.length === 0 && remove.length === 0;
}

function told(differences: readonly string[]): string[] {
  const more = differences.length - MOST_TOLD;
  return more > 0 ? [...differences.slice(0, MOST_TOLD), `and ${more} more`] : [...differences];
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
