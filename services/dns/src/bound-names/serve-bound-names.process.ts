import type { CommandReply } from '@freehold/contracts/command';
import { normaliseDomainName } from '@freehold/contracts/dns/domain-name';
import { Record } from '@freehold/contracts/dns/record';
import { LbAddress } from '@freehold/contracts/fleet/lb-address';
import type { Resource } from '@freehold/contracts/resource';
import { conditionsOf, Fqdn } from '@freehold/contracts/tenant/fqdn';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import type { LocalView } from '@freehold/ledger/local-view';
import { type Process, type ProcessContext, settled } from '@freehold/ledger/process';
import { Later } from '@freehold/ledger/work-outcome';
import { RELEASE } from '../record/record.js';
import type { RecordRow } from '../record/record-row.js';
import { zoneName } from '../zone/zone-name.js';
import { answeringZone } from './answering-zone.js';
import { type AutomaticRecord, automaticRecords, difference } from './automatic-records.js';
import { conclusion, notOurs, slow, type Told, UNBOUND, UNREACHABLE } from './dns-condition.js';
import { SERVE_BOUND_NAMES, touchedNames } from './touched-names.js';

/** Records are taken within moments; after that long a name says what it waits for. */
const PATIENCE_MS = 5_000;

/** What a name needs: records in a zone, or none, and then what is to be told. */
type Plan =
  | { readonly zone: Resource; readonly records: readonly AutomaticRecord[] }
  | { readonly records: readonly []; readonly told: Told };

/**
 * Points bound names to the load balancers of their tenant's cluster, where a zone of ours answers for them, and tells the name
 * what has become of it (its condition `dns`).
 */
export const serveBoundNames: Process = {
  name: SERVE_BOUND_NAMES,
  trigger: touchedNames,
  async run({ id }, { view, command }) {
    const fqdn = await view.get(Fqdn.name, id);
    const there = (await view.list(Record.name, { source_fqdn_id: id })) as RecordRow[]; // rows of a kind hold its spec
    const plan = await planFor(fqdn, view);
    const changed = await bringAbout(plan.records, there, fqdn, command);
    if (fqdn === undefined) return;
    // Whatever becomes of them wakes the name before that.
    if (changed) throw new Later(PATIENCE_MS);
    const told = 'told' in plan ? untilGone(there, plan.told) : untilTaken(zoneName(plan.zone), there);
    if (told !== undefined) await tell(fqdn, told, command);
  },
};

async function planFor(fqdn: Resource | undefined, view: LocalView): Promise<Plan> {
  if (fqdn === undefined || fqdn.status === 'deleting' || typeof fqdn.spec['webroot_id'] !== 'string') {
    return { records: [], told: UNBOUND };
  }
  const name = normaliseDomainName(String(fqdn.spec['fqdn']));
  const [answering, addresses] = await Promise.all([
    answeringZone(name, fqdn.tenant_id, view),
    addressesOf(fqdn.tenant_id, view),
  ]);
  if (typeof answering === 'string') return { records: [], told: notOurs(name, answering, addresses) };
  if (addresses.length === 0) return { records: [], told: UNREACHABLE };
  return { zone: answering.zone, records: automaticRecords({ id: fqdn.id, name }, answering.zone, addresses) };
}

/** Of the load balancers of a tenant's cluster. */
async function addressesOf(tenantId: string | null, view: LocalView): Promise<string[]> {
  const cluster = tenantId === null ? undefined : (await view.get(Tenant.name, tenantId))?.spec['cluster_id'];
  if (typeof cluster !== 'string') return [];
  const addresses = await view.list(LbAddress.name, { cluster_id: cluster });
  return addresses.map(({ spec }) => String(spec['address'])).toSorted();
}

/** Sends what is to be done about the records; what is new comes before what goes. @returns whether there was anything */
async function bringAbout(
  wanted: readonly AutomaticRecord[],
  there: readonly RecordRow[],
  fqdn: Resource | undefined,
  command: ProcessContext['command'],
): Promise<boolean> {
  const { missing, surplus } = difference(wanted, there);
  for (const { id, spec } of missing) {
    made(await command({ kind: Record, verb: 'create', resource_id: id, aggregate_id: spec.zone_id, data: spec }));
  }
  for (const { id, spec } of surplus) {
    settled(await command({ kind: Record, verb: RELEASE, resource_id: id, aggregate_id: spec.zone_id }));
  }
  // Whoever tries the name again means its records too.
  const again = there.filter(({ status, generation }) => status === 'failed' && generation < (fqdn?.generation ?? 0));
  for (const { id, spec } of again) {
    settled(await command({ kind: Record, verb: 'retry', resource_id: id, aggregate_id: spec.zone_id }));
  }
  return missing.length + surplus.length + again.length > 0;
}

/** A record that is there already, or whose zone is going, has events on their way that wake the name. */
function made(reply: CommandReply): void {
  settled(reply);
  if (reply.outcome !== 'rejected') return;
  if (!['record.exists', 'record.wrong_state', 'record.reference_missing'].includes(reply.code)) {
    throw new Error(`an automatic record was refused: ${reply.detail}`);
  }
}

function untilGone(there: readonly RecordRow[], told: Told): Told | undefined {
  return there.length === 0 ? told : undefined;
}

/** @throws Later while the name server is not late yet */
function untilTaken(zone: string, records: readonly RecordRow[]): Told {
  const told = conclusion(zone, records);
  if (told !== undefined) return told;
  const age = Date.now() - Math.min(...records.map(({ updated_at }) => Date.parse(updated_at)));
  if (age < PATIENCE_MS) throw new Later(PATIENCE_MS - age);
  return slow(zone);
}

/** Says nothing that the name knows already. */
async function tell(fqdn: Resource, told: Told, command: ProcessContext['command']): Promise<void> {
  const { generation, position } = fqdn;
  const known = conditionsOf(fqdn).dns;
  if (known?.generation === generation && known.state === told.state && known.detail === told.detail) return;
  const reply = settled(
    await command({
      kind: Fqdn,
      verb: 'condition_reported',
      resource_id: fqdn.id,
      data: { condition: 'dns', generation, ...told },
      cause: ['dns', position, told.state, told.detail],
    }),
  );
  if (reply.outcome === 'rejected' && reply.code !== 'fqdn.not_found') {
    throw new Error(`the name did not take what was told of its DNS: ${reply.detail}`);
  }
}
