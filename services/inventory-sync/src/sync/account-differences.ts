import { naturalId } from '@freehold/contracts/ids';
import { Ip, type IpFacts } from '@freehold/contracts/inventory/ip';
import type { ObservedVps } from '@freehold/contracts/inventory/observed';
import type { SyncCounts } from '@freehold/contracts/inventory/sync';
import { Vps, type VpsFacts } from '@freehold/contracts/inventory/vps';
import type { Kind } from '@freehold/contracts/kind';
import { inStretches } from '../backends/in-stretches.js';
import type { Observation } from '../backends/provider-backend.js';
import type { KnownRow } from './known-account.js';

/** One thing that the provider shows otherwise than we know it: the command that says so, and where it counts. */
export interface Difference {
  readonly counts_as: Exclude<keyof SyncCounts, 'vps' | 'ips'>;
  readonly kind: Kind;
  readonly id: string;
  readonly verb: 'create' | 'observe' | 'vanish' | 'release';
  readonly data: Record<string, unknown>;
}

/** What an observation would change. */
export interface AccountDifferences {
  /** In the order in which they are to be recorded: VPS before the addresses that they hold. */
  readonly differences: readonly Difference[];
  /** Living VPS and addresses that were known before. */
  readonly known: { readonly vps: number; readonly ips: number };
}

/** Rows that are known, in any order. */
export type Known = (kind: 'vps' | 'ip') => AsyncIterable<KnownRow>;

/**
 * Compares what a provider shows with what is known of it. What could not be observed is unknown, not gone: a failed VPS and its
 * addresses stay as they were, and so do addresses that their VPS would not tell, and costs without a price list.
 */
export async function accountDifferences(
  provider_id: string,
  observation: Observation,
  known: Known,
): Promise<AccountDifferences> {
  const failed = (what: 'vps' | 'ips') =>
    new Set(
      observation.failures.flatMap((failure) =>
        failure.what === what && failure.external_id !== null ? [vpsId(provider_id, failure.external_id)] : [],
      ),
    );
  const [unreadVps, untoldIps] = [failed('vps'), failed('ips')];
  const costless = observation.failures.some(({ what }) => what === 'costs');
  const vps = await compare<VpsFacts>(await vpsFacts(provider_id, observation), known('vps'), {
    keep: (_, id) => unreadVps.has(id),
    complete: (seen, before) => (costless ? { ...seen, approximate_cost: before.approximate_cost } : seen),
  });
  const held = (vps_id: string | null) => vps_id !== null && (unreadVps.has(vps_id) || untoldIps.has(vps_id));
  const ips = await compare<IpFacts>(await ipFacts(provider_id, observation), known('ip'), {
    keep: ({ vps_id }) => held(vps_id),
    complete: (seen, before) =>
      held(seen.vps_id) ? { ...seen, reverse_name: seen.reverse_name ?? before.reverse_name } : seen,
  });
  return {
    differences: [...vpsDifferences(vps), ...ipDifferences(ips)],
    known: { vps: vps.living, ips: ips.living },
  };
}

interface Seen<F> {
  readonly id: string;
  readonly facts: F;
}

interface Comparison<F> {
  readonly fresh: readonly Seen<F>[];
  readonly returned: readonly Seen<F>[];
  readonly changed: readonly (Seen<F> & { readonly fields: readonly string[] })[];
  readonly gone: readonly string[];
  readonly living: number;
}

interface Completion<F> {
  /** Whether a thing that is not shown stays as it was. */
  keep(before: F, id: string): boolean;
  /** What is shown, with what is known where the provider could not tell. */
  complete(seen: F, before: F): F;
}

async function compare<F extends object>(
  shown: Map<string, F>,
  known: AsyncIterable<KnownRow>,
  { keep, complete }: Completion<F>,
): Promise<Comparison<F>> {
  const [returned, changed, gone]: [Seen<F>[], (Seen<F> & { fields: string[] })[], string[]] = [[], [], []];
  let living = 0;
  for await (const { id, status, spec } of known) {
    const before = spec as F; // rows of the kind whose facts these are
    const seen = shown.get(id);
    if (status !== 'vanished') living++;
    if (seen === undefined) {
      if (status !== 'vanished' && !keep(before, id)) gone.push(id);
      continue;
    }
    shown.delete(id);
    const facts = complete(seen, before);
    if (status === 'vanished') {
      returned.push({ id, facts });
      continue;
    }
    const fields = Object.keys(facts).filter((field) => facts[field as keyof F] !== before[field as keyof F]); // facts are flat
    if (fields.length > 0) changed.push({ id, facts, fields });
  }
  return { fresh: Array.from(shown, ([id, facts]) => ({ id, facts })), returned, changed, gone, living };
}

function* vpsDifferences({ fresh, returned, changed, gone }: Comparison<VpsFacts>): Generator<Difference> {
  for (const { id, facts } of fresh) yield first('vps_discovered', Vps, id, facts);
  for (const { id, facts } of returned)
    yield { counts_as: 'vps_discovered', kind: Vps, id, verb: 'observe', data: facts };
  for (const { id, facts } of changed) yield { counts_as: 'vps_changed', kind: Vps, id, verb: 'observe', data: facts };
  for (const id of gone) yield { counts_as: 'vps_vanished', kind: Vps, id, verb: 'vanish', data: {} };
}

/** An address that moved and changed besides is two facts, and so two commands. */
function* ipDifferences({ fresh, returned, changed, gone }: Comparison<IpFacts>): Generator<Difference> {
  for (const { id, facts } of fresh) yield first('ips_discovered', Ip, id, facts);
  for (const { id, facts } of returned)
    yield { counts_as: 'ips_discovered', kind: Ip, id, verb: 'observe', data: facts };
  for (const { id, facts, fields } of changed) {
    const moved = fields.includes('vps_id');
    if (moved) yield { counts_as: 'ips_moved', kind: Ip, id, verb: 'observe', data: facts };
    if (!moved || fields.length > 1) yield { counts_as: 'ips_changed', kind: Ip, id, verb: 'observe', data: facts };
  }
  for (const id of gone) yield { counts_as: 'ips_released', kind: Ip, id, verb: 'release', data: {} };
}

/** The first sight of a thing is a create: it is written without looking whether the ledger knows it, and its guard says if it does. */
function first(counts_as: Difference['counts_as'], kind: Kind, id: string, facts: object): Difference {
  return { counts_as, kind, id, verb: 'create', data: { ...facts, tenant_id: null, domain: null } };
}

async function vpsFacts(provider_id: string, { vps }: Observation): Promise<Map<string, VpsFacts>> {
  const facts = new Map<string, VpsFacts>();
  for await (const observed of inStretches(vps)) {
    facts.set(vpsId(provider_id, observed.external_id), { ...withoutSample(observed), provider_id });
  }
  return facts;
}

function withoutSample({ bandwidth_used_gb: _, ...facts }: ObservedVps): Omit<VpsFacts, 'provider_id'> {
  return facts;
}

async function ipFacts(provider_id: string, { ips }: Observation): Promise<Map<string, IpFacts>> {
  const facts = new Map<string, IpFacts>();
  for await (const { vps_external_id, ...shown } of inStretches(ips)) {
    const vps_id = vps_external_id === null ? null : vpsId(provider_id, vps_external_id);
    facts.set(naturalId(Ip.name, `${provider_id}/${shown.address}`), { ...shown, provider_id, vps_id });
  }
  return facts;
}

/** As the kind's natural id has it. */
export function vpsId(provider_id: string, external_id: string): string {
  return naturalId(Vps.name, `${provider_id}/${external_id}`);
}
