import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Provider } from '@freehold/contracts/inventory/provider';
import type { Identity } from '../access/identity.js';
import { type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Answer, type Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { renderOperation } from '../operations/operation-reader.js';
import { readable } from '../read-models/readable.js';
import { API } from '../resources/names.js';
import { CronDocument } from './documents.js';
import { INFRASTRUCTURE } from './infrastructure.projection.js';
import { syncRunModel } from './read-models.js';
import { requestSync } from './sync-operations.js';
import type { SyncRunRow } from './sync-run-row.js';

/** After so long the caller is told where to look instead. */
const ENDED_WITHIN_MS = 25_000;

/** Whoever holds the secret of the schedule: it opens this one door. */
const SCHEDULE: Identity = { id: 'cron', actor: 'service:cron', grants: [] };

/** Has every provider looked at, for schedules outside of the platform. */
export const cronRoute: Route = route<MutationQuery>({
  method: 'POST',
  path: `${API}/cron/sync-infra`,
  operation_id: 'syncInfrastructure',
  tag: 'infrastructure',
  summary: 'Look at every provider now; takes the secret of the schedule, or a key that may write providers',
  scope: `${Provider.plural}:write`,
  platform: true,
  pass: whoHoldsTheSecret,
  query: mutationQuery,
  headers: ['IdempotencyKey', 'Reason'],
  answers: {
    200: {
      description: 'All of them have been looked at; with `dryRun=true` what would be asked for',
      schema: CronDocument,
    },
    202: { description: 'Not all within 25 s; follow the operations', schema: 'OperationAnswer' },
  },
  async handle(call, desk) {
    const providers = await desk.resources.list(
      { kind: Provider, fields: {}, sort: 'created_at', order: 'asc', limit: MOST_PROVIDERS },
      ({ id }) => id,
    );
    const syncs = await Promise.all(providers.items.map(async (id) => await begun(id, call, desk)));
    if (call.query.dryRun) {
      const events = syncs.flatMap(({ outcome }) => (outcome.outcome === 'dry_run' ? outcome.events : []));
      return { status: 200, body: { events, resource: null } };
    }
    const runs = syncs.map(({ run_id }) => run_id);
    const deadline = Date.now() + ENDED_WITHIN_MS;
    const ended = await Promise.all(runs.map(async (id) => await endOf(id, deadline, desk)));
    return ended.every((run) => run !== undefined) ? summary(ended) : await followed(runs, desk);
  },
});

const MOST_PROVIDERS = 1_000;

function whoHoldsTheSecret({ authorization }: IncomingHttpHeaders, { cron_secret }: Desk): Identity | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '';
  return cron_secret !== undefined && timingSafeEqual(digest(bearer), digest(cron_secret)) ? SCHEDULE : undefined;
}

/** Texts of any length are compared in the same time. */
function digest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** @param call its target names the provider too, so that a repeated Idempotency-Key gives each provider its own run */
async function begun(provider_id: string, call: Call<MutationQuery>, desk: Desk): ReturnType<typeof requestSync> {
  return await requestSync(provider_id, 'cron', { ...call, target: `${call.target}/${provider_id}` }, desk);
}

/** The run when it has completed or failed; undefined when the time is up, or when it waits for somebody to confirm it. */
async function endOf(run_id: string, deadline: number, { rows, positions }: Desk): Promise<SyncRunRow | undefined> {
  for (;;) {
    const seen = positions.of(INFRASTRUCTURE);
    const run = await syncRunModel.get(rows, run_id);
    if (run?.status === 'completed' || run?.status === 'failed') return run;
    const left = deadline - Date.now();
    if (run?.status === 'held' || left <= 0) return undefined;
    await positions.wait([INFRASTRUCTURE], seen + 1, left);
  }
}

function summary(runs: readonly SyncRunRow[]): Answer {
  const providers = runs.map(({ id, provider_id, status, status_message, counts }) => ({
    provider_id,
    run_id: id,
    status,
    vps: counts?.vps ?? 0,
    ips: counts?.ips ?? 0,
    error: status_message,
  }));
  const sum = (field: 'vps' | 'ips') => providers.reduce((total, provider) => total + provider[field], 0);
  return { status: 200, body: { syncedVps: sum('vps'), syncedIps: sum('ips'), providers } };
}

async function followed(runs: readonly string[], desk: Desk): Promise<Answer> {
  await readable(desk.positions, desk.positions.of(INFRASTRUCTURE));
  const operations = (await Promise.all(runs.map(async (id) => await desk.operations.get(id)))).flatMap((operation) =>
    operation ? [renderOperation(operation)] : [],
  );
  const [first] = operations;
  return {
    status: 202,
    headers: { ...(first && { location: `${API}/operations/${first.id}` }) },
    body: { operation: first ?? null, operations },
  };
}
