import { EVENTS } from '@freehold/contracts/event';
import type { ProjectionState } from '@freehold/ledger/followers';
import type { WorkBacklog } from '@freehold/ledger/work-backlog';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One registry a process; names follow Prometheus' conventions (base units, `_total`). */
export const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: 'freehold_' });

export const commandSeconds = new Histogram({
  name: 'freehold_command_duration_seconds',
  help: 'Time from the arrival of a command to its reply, by kind, verb and outcome',
  labelNames: ['service', 'kind', 'verb', 'outcome'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  registers: [registry],
});

export const workSettled = new Counter({
  name: 'freehold_work_runs_total',
  help: 'Runs of keyed work, by how they ended',
  labelNames: ['service', 'kind', 'outcome'],
  registers: [registry],
});

export const requestSeconds = new Histogram({
  name: 'freehold_http_request_duration_seconds',
  help: 'Time of HTTP requests, by method, route and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
  registers: [registry],
});

/** Identity’s: tries to log in with a password. Many that failed or were held are somebody who guesses. */
export const loginsTotal = new Counter({
  name: 'freehold_logins_total',
  help: 'Tries to log in, by outcome: succeeded, failed, held (too many)',
  labelNames: ['outcome'],
  registers: [registry],
});

const gauge = (name: string, help: string, labelNames: string[]) =>
  new Gauge({ name, help, labelNames, registers: [registry] });

const followerPosition = gauge('freehold_follower_position', 'Position up to which a follower has committed', [
  'service',
  'follower',
]);
const followerLag = gauge('freehold_follower_lag_events', 'Events of the ledger that a follower has not read yet', [
  'service',
  'follower',
]);
const followerStopped = gauge('freehold_follower_stopped', '1 when a follower has stopped at an event, else 0', [
  'service',
  'follower',
]);
const workWaiting = gauge('freehold_work_waiting_keys', 'Keys of work that are due, or parked', [
  'service',
  'kind',
  'state',
]);
const ledgerPosition = gauge('freehold_ledger_last_position', 'Position of the last event of the ledger', ['stream']);
const ledgerBytes = gauge('freehold_ledger_bytes', 'Size of the ledger in NATS', ['stream']);

/** The audit service's: how far the ledger is chained and signed, and whether it still is. */
export const chainPosition = gauge('freehold_audit_chain_position', 'Position up to which the ledger is chained', []);
export const chainCheckpoint = gauge(
  'freehold_audit_checkpoint_position',
  'Position of the last signed checkpoint',
  [],
);
export const chainStopped = gauge(
  'freehold_audit_chain_stopped',
  '1 when the ledger is not what was chained, else 0',
  [],
);
export const anchorPosition = gauge(
  'freehold_audit_anchor_position',
  'Position of the last checkpoint that an anchor has',
  ['anchor'],
);

export const refusalsDropped = new Counter({
  name: 'freehold_audit_refusals_dropped_total',
  help: 'Refusals that were not recorded, as the stream of them did not take them in time',
  registers: [registry],
});

/** The gateway's: a limit must not hold up what it protects, so nobody is held while its budgets are away. */
export const limitsOpen = new Counter({
  name: 'freehold_rate_limits_open_total',
  help: 'Times that the shared budgets did not answer, and everybody was let in for a second',
  labelNames: ['budget'],
  registers: [registry],
});

/** The webhook service's: tries to tell somebody of something. */
export const outboundTries = new Counter({
  name: 'freehold_webhook_tries_total',
  help: 'Messages and callbacks that were sent, by what came of the try: delivered, failed (tried again) or given_up',
  labelNames: ['sort', 'outcome'],
  registers: [registry],
});

/** The gateway's: 1 while calls to a service are refused at once, as nobody answered the last ones. */
export const openCircuit = gauge(
  'freehold_circuit_open',
  '1 while nothing is sent to a service as the last calls got no answer, else 0',
  ['context', 'way'],
);

/** A service whose state is looked at when somebody asks for the metrics. */
export interface Watched {
  readonly service: string;
  followers(): Promise<readonly ProjectionState[]>;
  backlog(): Promise<readonly WorkBacklog[]>;
  ledger(): Promise<{ readonly last: number; readonly bytes: number }>;
}

const watched = new Set<Watched>();

/** @returns ends the watch */
export function watch(service: Watched): () => void {
  watched.add(service);
  return () => watched.delete(service);
}

/** Every metric of the process in Prometheus' text format. What cannot be looked at just now is left out, not repeated from before. */
export async function metricsText(): Promise<string> {
  const looks = await Promise.all([...watched].map(look));
  for (const stale of [followerPosition, followerLag, followerStopped, workWaiting, ledgerPosition, ledgerBytes])
    stale.reset();
  for (const show of looks) show();
  return await registry.metrics();
}

/** Looks at a service; what is returned sets the gauges. */
async function look({ service, ...ask }: Watched): Promise<() => void> {
  const [followers, backlog, ledger] = await Promise.allSettled([ask.followers(), ask.backlog(), ask.ledger()]);
  return () => {
    for (const { name, position, lag, status } of seen(followers) ?? []) {
      followerPosition.set({ service, follower: name }, position);
      followerLag.set({ service, follower: name }, lag);
      followerStopped.set({ service, follower: name }, status === 'stopped' ? 1 : 0);
    }
    for (const { kind, due, parked } of seen(backlog) ?? []) {
      workWaiting.set({ service, kind, state: 'due' }, due);
      workWaiting.set({ service, kind, state: 'parked' }, parked);
    }
    const stream = seen(ledger);
    if (stream === undefined) return;
    ledgerPosition.set({ stream: EVENTS }, stream.last);
    ledgerBytes.set({ stream: EVENTS }, stream.bytes);
  };
}

function seen<T>(look: PromiseSettledResult<T>): T | undefined {
  return look.status === 'fulfilled' ? look.value : undefined;
}
