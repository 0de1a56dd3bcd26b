import { absoluteName } from '@freehold/contracts/dns/domain-name';
import { Record } from '@freehold/contracts/dns/record';
import { toRdata } from '@freehold/contracts/dns/record-data';
import { rrsetsOf } from '@freehold/contracts/dns/rrset';
import { Zone } from '@freehold/contracts/dns/zone';
import type { Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Reconciler } from '@freehold/ledger/reconciler';
import { Later } from '@freehold/ledger/work-outcome';
import type { DnsBackend } from '../backends/dns-backend.js';
import { zoneName } from '../zone/zone-name.js';
import type { ZoneTurns } from '../zone/zone-turns.js';
import { isWanted, type RecordRow, recordsOf, rrsetKey } from './rrset-rows.js';

/** A record waits that long for its zone at the most; the zone's convergence wakes it at once. */
const ZONE_MS = 30_000;

/** Serves a record by writing its RRset: one patch. A record that the name server refuses leaves its fellows in service. */
export function recordReconciler({ backend, turns }: { backend: DnsBackend; turns: ZoneTurns }): Reconciler {
  return {
    kind: Record,
    async converge(resource, signal) {
      const row = resource as RecordRow; // a row of this reconciler's kind
      return await turns.run(row.spec.zone_id, async (view) => {
        const name = await servedZone(row, view);
        await writeRRset(backend, name, rrsetKey(row, name), await others(row, view), [row], signal);
        return { observed: { fqdn: absoluteName(row.spec.name, name), rdata: toRdata(row.spec, name) } };
      });
    },
    async remove(resource, signal) {
      const row = resource as RecordRow; // as above
      await turns.run(row.spec.zone_id, async (view) => {
        const zone = await view.get(Zone.name, row.spec.zone_id);
        if (zone === undefined || zone.status === 'deleting') return;
        const name = zoneName(zone);
        await writeRRset(backend, name, rrsetKey(row, name), await others(row, view), [], signal).catch(unlessGone);
      });
    },
  };
}

/** Writes the RRset of a key as the wanted ones among `rows` make it, and `also`, whatever their status. */
export async function writeRRset(
  backend: DnsBackend,
  zone: string,
  key: string,
  rows: readonly RecordRow[],
  also: readonly RecordRow[],
  signal: AbortSignal,
): Promise<void> {
  const members = [...rows.filter(isWanted), ...also].filter((row) => rrsetKey(row, zone) === key);
  const [name = '', type = ''] = key.split(' ');
  const [rrset] = rrsetsOf(
    members.map(({ spec }) => spec),
    zone,
  );
  await backend.patch(
    zone,
    rrset ? { replace: [rrset], remove: [] } : { replace: [], remove: [{ name, type }] },
    signal,
  );
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
