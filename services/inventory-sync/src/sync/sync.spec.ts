import { Provider } from '@freehold/contracts/inventory/provider';
import { command, fact, given, rejected, resourceOf } from '@freehold/testing/given';
import { describe, it } from '@jest/globals';
import { sync } from './sync.js';

const spec = { provider_id: 'p1', trigger: 'manual' };
const provider = resourceOf(Provider, [fact('created', { spec: {} })], 'p1');
const requested = fact('requested', { spec });
const started = fact('started');
const counts = {
  vps: 1,
  ips: 0,
  vps_discovered: 1,
  vps_changed: 0,
  vps_vanished: 0,
  ips_discovered: 0,
  ips_moved: 0,
  ips_changed: 0,
  ips_released: 0,
};
const complete = { counts, duration_ms: 5, failures: [], failure_count: 0 };
const hold = { would_vanish_vps: 12, would_release_ips: 0, known_vps: 20, known_ips: 0, reason: 'too many' };

describe('a sync run', () => {
  it('is requested of a provider that is there, once', () => {
    given(sync, [], { refs: { provider_id: provider } })
      .when(command('create', spec))
      .then([requested])
      .leaving({ status: 'pending' });
    given(sync).when(command('create', spec)).then(rejected('sync.reference_missing', '/provider_id'));
    given(sync, [requested]).when(command('create', spec)).then([]);
  });

  it('is begun again by whoever takes it over, and says how often it was', () => {
    given(sync, [requested, started])
      .when(command('start'))
      .then([started])
      .leaving({ status: 'running', observed: runningWith(2) });
  });

  it('ends once: what is reported afterwards is old news', () => {
    given(sync, [requested, started])
      .when(command('complete', complete))
      .then([fact('completed', complete)])
      .leaving({ status: 'completed' });
    const failed = { reason: 'wrong key', duration_ms: 3 };
    given(sync, [requested, started])
      .when(command('fail', failed))
      .then([fact('failed', failed)]);
    for (const verb of ['start', 'complete', 'fail', 'hold']) {
      given(sync, [requested, started, fact('completed', complete)])
        .when(command(verb, {}))
        .then([]);
    }
  });

  it('that is held back goes on when somebody confirms it, and is done with when a later look finds nothing', () => {
    const held = [requested, started, fact('held', hold)];
    given(sync, held)
      .when(command('confirm'))
      .then([fact('confirmed')])
      .leaving({ status: 'pending' });
    given(sync, [...held, fact('confirmed')])
      .when(command('confirm'))
      .then([]);
    given(sync, held)
      .when(command('fail', { reason: 'overtaken', duration_ms: 0 }))
      .then([fact('failed', { reason: 'overtaken', duration_ms: 0 })]);
  });

  it('that is not held back cannot be confirmed', () => {
    given(sync, [requested]).when(command('confirm')).then(rejected('sync.wrong_state'));
    given(sync).when(command('confirm')).then(rejected('sync.not_found'));
  });
});

/** What a run has seen when it was begun so often and has not ended. */
function runningWith(starts: number) {
  return {
    starts,
    started_at: new Date(Date.UTC(2026, 0, 1, 0, 0, starts + 1)).toISOString(),
    finished_at: null,
    duration_ms: null,
    counts: null,
    failures: [],
    failure_count: 0,
    held: null,
    confirmed: false,
  };
}
