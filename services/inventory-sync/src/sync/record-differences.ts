import type { CommandEnvelope, CommandReply } from '@freehold/contracts/command';
import type { SyncCounts, SyncFailure } from '@freehold/contracts/inventory/sync';
import { envelope } from '@freehold/ledger/commander';
import type { Difference } from './account-differences.js';
import type { BatchAppend } from './batch-append.js';

/** The ledger or PostgreSQL is away: nothing is wrong with the work, which is tried again for as long as it takes. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
  readonly transient = true;
}

export interface Recorder {
  /** Sends a command to the kinds of this service. */
  send(command: CommandEnvelope): Promise<CommandReply>;
  readonly batches: Pick<BatchAppend, 'append'>;
  /** The run on whose behalf: it correlates the events. */
  readonly run_id: string;
  /** Commands on their way at once. */
  readonly in_flight: number;
  readonly signal: AbortSignal;
}

export interface Recorded {
  /** Differences that became events. */
  readonly counts: Omit<SyncCounts, 'vps' | 'ips'>;
  readonly failures: SyncFailure[];
}

const BATCH = 250;
const BATCHES_IN_FLIGHT = 2;
/** A batch flushes the disk four times, whatever its size. */
const WORTH_A_BATCH = 20;

/**
 * Records differences: what was never seen before in batches, the rest as commands, so many at once; those of one resource in
 * their order. Repeating it after a crash records the rest.
 * @throws NotRecorded when a command was not decided; the signal's reason when it is aborted
 */
export async function recordDifferences(differences: readonly Difference[], recorder: Recorder): Promise<Recorded> {
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
  const recordOne = async (difference: Difference, command = commandOf(difference, recorder.run_id)) => {
    const reply = await sent(command, recorder);
    if (reply.outcome === 'rejected')
      failures.push({ what: 'record', external_id: difference.id, reason: reply.detail });
    else if (reply.outcome === 'accepted' && reply.changed) counts[difference.counts_as]++;
  };
  const recordMany = async (together: readonly Difference[]) => {
    recorder.signal.throwIfAborted();
    const commands = together.map((difference) => commandOf(difference, recorder.run_id));
    if (commands.length >= WORTH_A_BATCH && (await recorder.batches.append(commands))) {
      for (const { counts_as } of together) counts[counts_as]++;
      return;
    }
    const pairs = together.map((difference, index) => ({ difference, command: commands[index] }));
    await inLanes(pairs, Math.ceil(recorder.in_flight / BATCHES_IN_FLIGHT), async ({ difference, command }) =>
      recordOne(difference, command),
    );
  };
  const fresh = differences.filter(({ verb }) => verb === 'create');
  const known = differences.filter(({ verb }) => verb !== 'create');
  await inLanes(chunks(fresh, BATCH), BATCHES_IN_FLIGHT, recordMany);
  await inLanes(known, recorder.in_flight, async (difference) => recordOne(difference));
  return { counts, failures };
}

function commandOf({ kind, verb, id, data }: Difference, run_id: string): CommandEnvelope {
  const wish = { kind, verb, resource_id: id, data, correlation_id: run_id, causation_id: run_id };
  return envelope(wish, 'service:inventory-sync');
}

async function sent(command: CommandEnvelope, { send, signal }: Recorder): Promise<CommandReply> {
  signal.throwIfAborted();
  const reply = await send(command);
  if (reply.outcome === 'unknown' || reply.outcome === 'unavailable') {
    throw new NotRecorded(`what was found could not be recorded: ${reply.detail}`);
  }
  return reply;
}

function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/** Runs `work` for every item, `lanes` at once, begun in order. The first that throws stops the rest, which is waited for. */
async function inLanes<T>(items: Iterable<T>, lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const stop = new AbortController();
  const lane = async () => {
    try {
      for (let next = queue.next(); !next.done && !stop.signal.aborted; next = queue.next()) await work(next.value);
    } catch (error) {
      stop.abort();
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
