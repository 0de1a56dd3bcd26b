import type { CommandReply } from '@freehold/contracts/command';
import type { SyncCounts, SyncFailure } from '@freehold/contracts/inventory/sync';
import type { Wish } from '@freehold/ledger/commander';
import type { Difference } from './account-differences.js';

/** The ledger or PostgreSQL is away: nothing is wrong with the work, which is tried again for as long as it takes. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
  readonly transient = true;
}

export interface Recorder {
  command(wish: Wish): Promise<CommandReply>;
  /** The run on whose behalf: it correlates the events. */
  readonly run_id: string;
  readonly in_flight: number;
  readonly signal: AbortSignal;
}

export interface Recorded {
  /** Differences that became events. */
  readonly counts: Omit<SyncCounts, 'vps' | 'ips'>;
  readonly failures: SyncFailure[];
}

/**
 * Records differences, so many at once; those of one resource in their order. Repeating it after a crash records the rest.
 * @throws NotRecorded when a command was not decided; the signal's reason when it is aborted
 */
export async function recordDifferences(
  differences: readonly Difference[],
  { command, run_id, in_flight, signal }: Recorder,
): Promise<Recorded> {
  const counts = {
    vps_discovered: 0,
    vps_changed: 0,
    vps_vanished: 0,
    ips_discovered: 0,
    ips_moved: 0,
    ips_changed: 0,
    ips_released: 0,
  };
  const failures: SyncFailure[] = [];
  await inLanes(differences, in_flight, async ({ counts_as, kind, id, verb, data }) => {
    signal.throwIfAborted();
    const reply = await command({ kind, verb, resource_id: id, data, correlation_id: run_id, causation_id: run_id });
    if (reply.outcome === 'unknown' || reply.outcome === 'unavailable')
      throw new NotRecorded(`what was found could not be recorded: ${reply.detail}`);
    if (reply.outcome === 'rejected') failures.push({ what: 'record', external_id: id, reason: reply.detail });
    else if (reply.outcome === 'accepted' && reply.changed) counts[counts_as]++;
  });
  return { counts, failures };
}

/** Runs `work` for every item, `lanes` at once, begun in order. The first that throws stops the rest, which is waited for. */
async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    try {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    } catch (error) {
      next = items.length;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(lanes, items.length) }, lane));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
