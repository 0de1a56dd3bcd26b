import { Provider } from '@freehold/contracts/inventory/provider';
import type { z } from 'zod';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { API, idIn, notFound } from '../resources/names.js';
import { ConnectionDocument, RegionsDocument, ServicesDocument } from './documents.js';
import { requestSync, runOperation } from './sync-operations.js';

/** Longer than the service itself waits for the provider, so that it is the service that says what was wrong. */
const TEST_WITHIN_MS = 8_000;
const LIST_WITHIN_MS = 20_000;

interface Question {
  /** Of the service, and the last word of the path. */
  readonly verb: 'test-connection' | 'regions' | 'services';
  readonly operation_id: string;
  readonly within_ms: number;
  readonly description: string;
  readonly document: z.ZodType;
}

/** A question to a provider that makes no event. Old clients ask it with POST, new ones with GET. */
function questionRoutes({ verb, operation_id, within_ms, description, document }: Question): Route[] {
  return (['GET', 'POST'] as const).map((method) =>
    route({
      method,
      path: `${API}/providers/{id}/${verb}`,
      operation_id: method === 'GET' ? operation_id : `${operation_id}ByPost`,
      tag: Provider.plural,
      summary: Provider.verbs?.[verb]?.summary ?? verb,
      scope: `${Provider.plural}:read`,
      answers: { 200: { description, schema: document } },
      async handle(call, desk) {
        const { id, position } = await providerIn(call, desk);
        const question = { provider_id: id, min_position: position };
        return { status: 200, body: await desk.ask.answer('inventory', verb, question, within_ms) };
      },
    }),
  );
}

/** What can be asked of a provider beyond reading and changing its settings. */
export const providerRoutes: readonly Route[] = [
  ...questionRoutes({
    verb: 'test-connection',
    operation_id: 'testProviderConnection',
    within_ms: TEST_WITHIN_MS,
    description: 'Whether it answers, and if not, what failed',
    document: ConnectionDocument,
  }),
  ...questionRoutes({
    verb: 'regions',
    operation_id: 'listProviderRegions',
    within_ms: LIST_WITHIN_MS,
    description: 'Where it rents',
    document: RegionsDocument,
  }),
  ...questionRoutes({
    verb: 'services',
    operation_id: 'listProviderServices',
    within_ms: LIST_WITHIN_MS,
    description: 'What it rents',
    document: ServicesDocument,
  }),
  route<MutationQuery>({
    method: 'POST',
    path: `${API}/providers/{id}/sync`,
    operation_id: 'syncProvider',
    tag: Provider.plural,
    summary: 'Look at the account now',
    scope: `${Provider.plural}:write`,
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    answers: {
      202: {
        description: 'Accepted; follow the operation, which has the id of the sync run',
        schema: 'OperationAnswer',
      },
    },
    async handle(call, desk) {
      const provider = await providerIn(call, desk);
      const { run_id, outcome } = await requestSync(provider.id, 'manual', call, desk);
      if (outcome.outcome === 'dry_run')
        return { status: 200, body: { events: outcome.events, resource: outcome.resource } };
      return await runOperation(run_id, call, desk);
    },
  }),
];

/** @throws Rejected `provider.not_found` */
async function providerIn({ params }: Pick<Call, 'params'>, desk: Desk) {
  const id = idIn(params, Provider);
  const provider = await desk.resources.get(Provider.name, id);
  if (provider === undefined) throw notFound(Provider, id);
  return provider;
}
