import { absoluteName } from '@freehold/contracts/dns/domain-name';
import { Record } from '@freehold/contracts/dns/record';
import { toRdata } from '@freehold/contracts/dns/record-data';
import { Zone } from '@freehold/contracts/dns/zone';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Converged, Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import type { DnsBackend } from '../backends/dns-backend.js';
import { zoneName } from '../zone/zone-name.js';
import type { ZoneTurns } from '../zone/zone-turns.js';
import { isAutomatic, isSettled, type RecordRow, recordsOf } from './record-row.js';
import { RecordWriter } from './record-writer.js';
import { placesLeft } from './renamed-records.js';
import { ZoneRecords } from './zone-records.js';

/** A record waits that long for its zone at the most; the zone's convergence wakes it at once. */
const ZONE_MS = 30_000;

export interface RecordReconcilerParts {
  readonly backend: DnsBackend;
  readonly turns: ZoneTurns;
  readonly view: LocalView;
}

/**
 * Serves a record by writing its RRset, with those that it takes out of service, or that come back when it goes: one patch. A
 * record that the name server refuses leaves its fellows in service. One that is out of service writes nothing: who took its
 * place has done so, or will.
 */
export function recordReconciler({ backend, turns, view: rows }: RecordReconcilerParts): Reconciler {
  const writer = new RecordWriter(backend);
  return {
    kind: Record,
    async converge(resource, signal) {
      const row = resource as RecordRow; // a row of this reconciler's kind
      if (!isSettled(row) && writer.wasWritten(row)) return await written(row, rows);
      return await turns.run(row.spec.zone_id, async (view, client) => {
        if (!isSettled(row) && writer.wasWritten(row)) return await written(row, view);
        const name = await servedZone(row, view);
        const wanted: RecordRow = { ...row, status: 'active' };
        const all = [...(await others(row, view)), wanted];
        const records = new ZoneRecords(all, name, await placesLeft(row.spec.zone_id, client));
        const overrider = records.overrider(wanted);
        if (overrider === undefined) await writer.write(wanted, records, name, signal);
        return { observed: observed(row, name, overrider) };
      });
    },
    async remove(resource, signal) {
      const row = resource as RecordRow; // as above
      if (writer.wasWritten(row)) return;
      await turns.run(row.spec.zone_id, async (view, client) => {
        const zone = await view.get(Zone.name, row.spec.zone_id);
        if (writer.wasWritten(row) || zone === undefined || zone.status === 'deleting') return;
        const name = zoneName(zone);
        const records = new ZoneRecords(await others(row, view), name, await placesLeft(row.spec.zone_id, client));
        await writer.write(row, records, name, signal).catch(unlessGone);
      });
    },
  };
}

/** What is to be said of an automatic record that another one's work has written. */
async function written(row: RecordRow, view: LocalView): Promise<Converged> {
  const name = await servedZone(row, view);
  const customs = await view.list(Record.name, { zone_id: row.spec.zone_id, managed_by: 'custom' });
  const records = new ZoneRecords(customs as RecordRow[], name); // rows of a kind hold its spec
  return { observed: observed(row, name, records.overrider(row)) };
}

function observed(row: RecordRow, zone: string, overrider: RecordRow | undefined): Converged['observed'] {
  const served = { fqdn: absoluteName(row.spec.name, zone), rdata: toRdata(row.spec, zone) };
  return isAutomatic(row) ? { ...served, overridden_by: overrider?.id ?? null } : served;
}

async function others(row: RecordRow, view: LocalView): Promise<RecordRow[]> {
  return (await recordsOf(row.spec.zone_id, view)).filter(({ id }) => id !== row.id);
}

async function servedZone(row: RecordRow, view: LocalView): Promise<string> {
  const zone: Resource | undefined = await view.get(Zone.name, row.spec.zone_id);
  if (zone === undefined || zone.status === 'deleting' || zone.converged === 0) throw new Later(ZONE_MS);
  return zoneName(zone);
}

function unlessGone(error: unknown): void {
  if (!(error instanceof BackendError && error.code === 'not_found')) throw error;
}
