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

export const followerPosition = new Gauge({
  name: 'freehold_follower_position',
  help: 'Position up to which a follower has committed',
  labelNames: ['service', 'follower'],
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

export async function metricsText(): Promise<string> {
  return await registry.metrics();
}
