import { Rejected } from '@freehold/contracts/command';
import { kindNamed } from '@freehold/contracts/kinds';
import type { Resource } from '@freehold/contracts/resource';
import { Tenant } from '@freehold/contracts/tenant/tenant';
import { z } from 'zod';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import type { Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { opensOperation } from '../operations/openings.js';
import { GENERIC_KINDS } from '../read-models/resources.projection.js';
import { API, idIn, notFound } from '../resources/names.js';

/** Every kind that can be tried again, of whatever service. A new kind joins by its declaration. */
const KINDS = GENERIC_KINDS.filter((kind) => opensOperation(kind, 'retry')).map(({ name }) => name);

/** Whoever has more that failed has one cause to mend first; a second request takes the rest. */
const AT_MOST = 1_000;
/** Commands on their way at a time. */
const AT_ONCE = 16;

const RetriedFailed = z.object({
  retried: z.int().meta({ description: 'How many are being tried again; in a dry run, how many would be' }),
  by_kind: z.record(z.string(), z.int()),
  operations: z.array(z.object({ kind: z.string(), resource_id: z.string(), operation_id: z.string() })),
  refused: z
    .array(z.object({ kind: z.string(), resource_id: z.string(), code: z.string(), detail: z.string() }))
    .meta({ description: 'Those whose owner refused, or did not answer' }),
  has_more: z.boolean().meta({ description: `There are more than ${AT_MOST}: ask again` }),
});

type Failed = Pick<Resource, 'kind' | 'id' | 'spec'>;

type Outcome =
  | { readonly of: Failed; readonly operation_id: string | undefined }
  | { readonly of: Failed; readonly refused: Rejected };

export const retryFailedRoutes: readonly Route[] = [
  route<MutationQuery>({
    method: 'POST',
    path: `${API}/tenants/{id}/retry-failed`,
    operation_id: 'retryFailedOfTenant',
    tag: Tenant.plural,
    summary: 'Try everything again that has failed of a tenant, the tenant itself too, of every kind and service',
    scope: `${Tenant.plural}:write`,
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    answers: {
      200: { description: 'With `dryRun=true`: what would be tried again', schema: RetriedFailed },
      202: { description: 'What is being tried again, each with the operation to follow', schema: RetriedFailed },
    },
    async handle(call, desk) {
      const id = idIn(call.params, Tenant);
      if ((await desk.resources.get(Tenant.name, id)) === undefined) throw notFound(Tenant, id);
      const found = await failedOf(id, desk);
      const failed = found.slice(0, AT_MOST);
      const outcomes = await retriedAll(failed, call, desk);
      return { status: call.query.dryRun ? 200 : 202, body: { ...told(outcomes), has_more: found.length > AT_MOST } };
    },
  }),
];

/** What has failed, also to be deleted. What lies within another belongs to the tenant as that one does. */
async function failedOf(tenant: string, { rows }: Desk): Promise<Failed[]> {
  const found = await rows.query<Failed>({
    name: 'tenant.failed',
    text: `SELECT kind, id, spec FROM resource WHERE tenant_id = $1 AND kind = ANY ($2)
      AND (status = 'failed' OR (status = 'deleting' AND status_message IS NOT NULL)) ORDER BY kind, id LIMIT ${AT_MOST + 1}`,
    values: [tenant, KINDS],
  });
  return found.rows;
}

async function retriedAll(failed: readonly Failed[], call: Call<MutationQuery>, desk: Desk): Promise<Outcome[]> {
  const left = [...failed];
  const outcomes: Outcome[] = [];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      outcomes.push(await retried(next, call, desk));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

/** One that is refused keeps no other from being tried again. */
async function retried(of: Failed, call: Call<MutationQuery>, desk: Desk): Promise<Outcome> {
  const kind = kindNamed(of.kind);
  const within = kind.within && { aggregate_id: String(of.spec[kind.within.field]) };
  const wanted = { kind, verb: 'retry', resource_id: of.id, ...within };
  // Each is a request of its own, that an Idempotency-Key repeats; If-Match is not of any of them.
  const headers = { ...call.headers, 'if-match': undefined };
  try {
    const own = { ...call, headers, target: `${call.target}/${of.kind}/${of.id}` };
    const outcome = await desk.commands.send(own, wanted, desk);
    return { of, operation_id: outcome.outcome === 'accepted' && outcome.changed ? outcome.command_id : undefined };
  } catch (error) {
    if (error instanceof Rejected) return { of, refused: error };
    throw error;
  }
}

function told(outcomes: readonly Outcome[]): Omit<z.output<typeof RetriedFailed>, 'has_more'> {
  const retried = outcomes.flatMap((outcome) => ('refused' in outcome ? [] : [outcome]));
  const by_kind = Map.groupBy(retried, ({ of }) => of.kind);
  return {
    retried: retried.length,
    by_kind: Object.fromEntries([...by_kind].map(([kind, all]) => [kind, all.length])),
    operations: retried.flatMap(({ of, operation_id }) =>
      operation_id === undefined ? [] : [{ kind: of.kind, resource_id: of.id, operation_id }],
    ),
    refused: outcomes.flatMap((outcome) => {
      if (!('refused' in outcome)) return [];
      const { code, detail } = outcome.refused;
      return [{ kind: outcome.of.kind, resource_id: outcome.of.id, code, detail }];
    }),
  };
}
