import { Provider } from '@freehold/contracts/inventory/provider';
import type { z } from 'zod';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import type { Desk } from '../edge/desk.js';
import { type Call, type Route, route } from '../edge/route.js';
import { API, idIn, notFound } from '../resources/names.js';
import { ConnectionDocument, RegionsDocument, ServicesDocument } from './documents.js';
import { requestSync, runOperation } from './sync-operations.js';

/** Longer than the service itself waits for the provider, so that it is the service that says what was wrong. */
const TEST_WITHIN_MS = 8_000;
const LIST_WITHIN_MS = 20_000;

/** A question to a provider that makes no event. Old clients ask it with POST, new ones with GET. */
function questionRoutes(
  verb: 'test-connection' | 'regions' | 'services',
  withinMs: number,
  description: string,
  document: z.ZodType,
): Route[] {
  const name =
    verb === 'test-connection'
      ? 'testProviderConnection'
      : `${verb === 'regions' ? 'listProviderRegions' : 'listProviderServices'}`;
  return (['GET', 'POST'] as const).map((method) =>
    route({
      method,
      path: `${API}/providers/{id}/${verb}`,
      operation_id: method === 'GET' ? name : `${name}ByPost`,
      tag: Provider.plural,
      summary: Provider.verbs?.[verb]?.summary ?? verb,
      scope: `${Provider.plural}:read`,
      answers: { 200: { description, schema: document } },
      async handle(call, desk) {
        const { id, position } = await providerIn(call, desk);
        return {
          status: 200,
          body: await desk.ask.answer('inventory', verb, { provider_id: id, min_position: position }, withinMs),
        };
      },
    }),
  );
}

/** What can be asked of a provider beyond reading and changing its settings. */
export const providerRoutes: readonly Route[] = [
  ...questionRoutes(
    'test-connection',
    TEST_WITHIN_MS,
    'Whether it answers, and if not, what failed',
    ConnectionDocument,
  ),
  ...questionRoutes('regions', LIST_WITHIN_MS, 'Where it rents', RegionsDocument),
  ...questionRoutes('services', LIST_WITHIN_MS, 'What it rents', ServicesDocument),
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
