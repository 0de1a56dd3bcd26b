import type { CommandEnvelope, CommandReply } from '@freehold/contracts/command';
import { isGone, type Resource } from '@freehold/contracts/resource';
import { BackendError } from '@freehold/ledger/backend-error';
import type { Wish } from '@freehold/ledger/commander';
import { isDatabaseAway } from '@freehold/ledger/database-away';
import type { Ledger } from '@freehold/ledger/ledger';
import type { LocalView } from '@freehold/ledger/local-view';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { Later } from '@freehold/ledger/work-outcome';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { Logger } from '@freehold/service/log';
import type { JetStreamClient } from '@nats-io/jetstream';
import type { Pool } from 'pg';
import type { Observation } from '../backends/provider-backend.js';
import type { InventorySyncConfig } from '../config.js';
import type { ProviderConnections } from '../provider/provider-connections.js';
import { type AccountDifferences, accountDifferences } from './account-differences.js';
import { publishBandwidth } from './bandwidth-samples.js';
import type { BatchAppend } from './batch-append.js';
import { knownOf } from './known-account.js';
import { openRuns } from './open-runs.js';
import { NotRecorded, recordDifferences } from './record-differences.js';
import { suspicionOf } from './suspicion.js';
import { SyncRuns } from './sync-runs.js';

/** The kind of work that looks at a provider's account; its keys are provider ids, so one sync a provider runs at a time. */
export const SYNC = 'sync';

/** A wanted run has its provider looked at; so has a deleted provider, whose account holds nothing any more. */
export const wantsSync: Trigger = ({ event, after }) => {
  if (event.kind === 'sync' && (event.fact === 'requested' || event.fact === 'confirmed'))
    return [{ kind: SYNC, id: String(after.spec['provider_id']) }];
  return event.kind === 'provider' && after.status === 'deleted' ? [{ kind: SYNC, id: after.id }] : [];
};

export interface SyncParts {
  readonly config: InventorySyncConfig;
  readonly pool: Pool;
  readonly view: LocalView;
  readonly ledger: Pick<Ledger, 'state'> & { readonly js: JetStreamClient };
  readonly connections: ProviderConnections;
  readonly log: Logger;
  readonly batches: Pick<BatchAppend, 'append'>;
  command(wish: Wish): Promise<CommandReply>;
  /** Sends a command that has its id already. */
  send(command: CommandEnvelope): Promise<CommandReply>;
}

const VIEW_WITHIN_MS = 30_000;
const FAILURES_TOLD = 100;

/**
 * Looks at a provider's account for every run that waits, and records what differs. Whatever is wanted while it runs is
 * answered by the next one; after a crash, whoever takes the key over begins its runs again.
 */
export function syncProvider(parts: SyncParts): WorkHandler {
  return async ({ id }, signal) => {
    if (parts.connections.closed) throw new Later(0);
    await seenItsOwnWrites(parts);
    const provider = await parts.view.get('provider', id);
    const runs = SyncRuns.of(await openRuns(parts.pool, id), (wish) => parts.command(wish));
    if (isGone(provider)) return await forget(parts, id, runs, signal);
    await runs.start();
    if (runs.first) await look(parts, provider, runs, runs.first.id, signal);
  };
}

async function look(
  parts: SyncParts,
  provider: Resource,
  runs: SyncRuns,
  run_id: string,
  signal: AbortSignal,
): Promise<void> {
  const { config, connections, pool, log } = parts;
  const from = performance.now();
  const duration_ms = () => Math.round(performance.now() - from);
  const about = { provider_id: provider.id, run_id };
  try {
    const observed_at = new Date().toISOString();
    const observation = await connections.use(provider, (backend) => backend.observe(signal));
    const found = await accountDifferences(provider.id, observation, (kind) => knownOf(pool, kind, provider.id));
    const held = suspicionOf(found, config, runs.confirmed);
    if (held) {
      await runs.hold(held, duration_ms());
      log.warn({ ...about, ...held }, 'a sync is held back as suspicious');
      return;
    }
    const recorded = await record(parts, found, run_id, signal);
    await sample(parts, provider.id, observed_at, observation);
    const failures = [
      ...observation.failures.map(({ what, external_id, reason }) => ({ what, external_id, reason })),
      ...recorded.failures,
    ];
    const counts = { vps: observation.vps.length, ips: observation.ips.length, ...recorded.counts };
    await runs.complete({
      counts,
      duration_ms: duration_ms(),
      failures: failures.slice(0, FAILURES_TOLD),
      failure_count: failures.length,
    });
    log.info({ ...about, ...counts, failures: failures.length, duration_ms: duration_ms() }, 'a sync is complete');
  } catch (error) {
    // Who is told to stop has not failed: the key is taken over, and the run begun again.
    if (connections.closed) throw new Later(0);
    if (signal.aborted || error instanceof NotRecorded || isDatabaseAway(error)) throw error;
    if (error instanceof BackendError) log.warn({ ...about, code: error.code, reason: error.detail }, 'a sync failed');
    else log.error({ ...about, err: error }, 'a sync failed by a fault of ours');
    await runs.fail(
      error instanceof BackendError ? error.detail : 'a fault of ours: the log of inventory-sync says which',
      duration_ms(),
    );
  }
}

/** A deleted provider takes its VPS and addresses along; what was known of them stays in the ledger. */
async function forget(parts: SyncParts, provider_id: string, runs: SyncRuns, signal: AbortSignal): Promise<void> {
  await parts.connections.drop(provider_id);
  const nothing = { vps: [], ips: [], failures: [] };
  const found = await accountDifferences(provider_id, nothing, (kind) => knownOf(parts.pool, kind, provider_id));
  await record(parts, found, provider_id, signal);
  await runs.abandon('the provider was deleted');
}

async function record(parts: SyncParts, { differences }: AccountDifferences, run_id: string, signal: AbortSignal) {
  const { batches, config } = parts;
  const send = async (command: CommandEnvelope) => await parts.send(command);
  return await recordDifferences(differences, { send, batches, run_id, in_flight: config.commands_in_flight, signal });
}

/** Without its samples a sync is complete all the same: the next one brings newer ones. */
async function sample(
  { ledger, log }: SyncParts,
  provider_id: string,
  observed_at: string,
  observation: Observation,
): Promise<void> {
  try {
    await publishBandwidth(ledger.js, provider_id, observed_at, observation);
  } catch (error) {
    log.warn({ err: error, provider_id }, 'the used bandwidth could not be published');
  }
}

/** The rows that a comparison reads must hold what was written before, also by another process: all that the ledger holds now. */
async function seenItsOwnWrites({ ledger, view }: SyncParts): Promise<void> {
  const { last } = await ledger.state();
  if (!(await view.passed(last, VIEW_WITHIN_MS)))
    throw new NotRecorded(`the rows have not reached position ${last} within ${VIEW_WITHIN_MS / 1000} s`);
}
