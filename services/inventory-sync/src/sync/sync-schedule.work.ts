import type { CommandReply } from '@freehold/contracts/command';
import { derivedId } from '@freehold/contracts/ids';
import type { Provider } from '@freehold/contracts/inventory/provider';
import { Sync } from '@freehold/contracts/inventory/sync';
import type { SpecOf } from '@freehold/contracts/kind';
import { isGone } from '@freehold/contracts/resource';
import type { Wish } from '@freehold/ledger/commander';
import type { LocalView } from '@freehold/ledger/local-view';
import { settled } from '@freehold/ledger/process';
import type { Trigger } from '@freehold/ledger/resource-rows';
import { Later } from '@freehold/ledger/work-outcome';
import type { WorkHandler } from '@freehold/ledger/work-runs';
import type { Pool } from 'pg';
import { newestRun } from './open-runs.js';

/** The kind of work that asks for syncs; its keys are provider ids, and a key is due when the provider's next sync is. */
export const SCHEDULE = 'schedule';

/** A provider that comes, changes or goes has its schedule looked at anew. */
export const wantsSchedule: Trigger = ({ event, after }) =>
  event.kind === 'provider' ? [{ kind: SCHEDULE, id: after.id }] : [];

/**
 * Asks for a sync when the newest run, whoever asked for it, is older than the provider's interval; at once when there is
 * none. Then it sleeps until the next one is due; without an interval, until the provider changes.
 */
export function syncSchedule(parts: {
  pool: Pool;
  view: LocalView;
  now: () => number;
  command(wish: Wish): Promise<CommandReply>;
}): WorkHandler {
  const { pool, view, now, command } = parts;
  return async ({ id }) => {
    const provider = await view.get('provider', id);
    if (isGone(provider)) return;
    const { sync_interval } = provider.spec as SpecOf<typeof Provider>; // the row of a provider
    if (sync_interval === 0) return;
    const newest = await newestRun(pool, id);
    const due_in = newest === undefined ? 0 : Date.parse(newest.created_at) + sync_interval * 1000 - now();
    if (due_in > 0) throw new Later(due_in);
    // The run after this one: who repeats the wish before its row is there, wishes for the same run.
    const run_id = derivedId('sync', id, 'after', newest?.id ?? 'none');
    settled(
      await command({
        kind: Sync,
        verb: 'create',
        resource_id: run_id,
        data: { provider_id: id, trigger: 'schedule' },
      }),
    );
    throw new Later(sync_interval * 1000);
  };
}
