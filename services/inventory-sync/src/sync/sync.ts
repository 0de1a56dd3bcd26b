import { Rejected } from '@freehold/contracts/command';
import { type Decision, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { Sync } from '@freehold/contracts/inventory/sync';
import { isGone, type Status } from '@freehold/contracts/resource';

/** A run is requested, started, and ends: completed, failed, or held back until somebody confirms it. */
export const sync = lifecycle(Sync, {
  verbs: {
    create: request,
    start: when(['pending', 'running'], () => ({ fact: 'started', data: {} })),
    complete: when(['running'], ({ counts, duration_ms, failures, failure_count }) => ({
      fact: 'completed',
      data: { counts, duration_ms, failures, failure_count },
    })),
    fail: when(['pending', 'running', 'held'], ({ reason, duration_ms }) => ({
      fact: 'failed',
      data: { reason, duration_ms },
    })),
    hold: when(['running'], ({ would_vanish_vps, would_release_ips, known_vps, known_ips, reason }) => ({
      fact: 'held',
      data: { would_vanish_vps, would_release_ips, known_vps, known_ips, reason },
    })),
    confirm,
  },
});

function request({ command, resource, facts }: Situation): Decision {
  if (resource !== undefined) return undefined;
  const { provider_id, trigger } = command.data;
  if (!isGone(facts.refs['provider_id'])) return { fact: 'requested', data: { spec: { provider_id, trigger } } };
  const detail = `there is no provider ${String(provider_id)}`;
  return new Rejected('sync.reference_missing', detail, [{ pointer: '/provider_id', detail }]);
}

function confirm({ command, resource }: Situation): Decision {
  if (resource === undefined) return refuse(Sync, 'not_found', `there is no sync run ${command.resource_id}`);
  if (resource.status === 'held') return { fact: 'confirmed', data: {} };
  if (resource.observed?.['confirmed'] === true) return undefined;
  return refuse(Sync, 'wrong_state', `the run is ${resource.status}: only one that is held back can be confirmed`);
}

/** What a run reports of itself; said in another state, it is old news. */
function when(
  states: readonly Status[],
  fact: (data: Readonly<Record<string, unknown>>) => Decision,
): (situation: Situation) => Decision {
  return ({ command, resource }) => (resource && states.includes(resource.status) ? fact(command.data) : undefined);
}
