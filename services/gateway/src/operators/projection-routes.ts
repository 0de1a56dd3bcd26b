import { Rejected } from '@freehold/contracts/command';
import type { ProjectionState } from '@freehold/ledger/followers';
import { type MutationQuery, mutationQuery } from '../commands/request-options.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { API } from '../resources/names.js';
import { CONTEXTS } from './services.js';

/** A rebuild that is refused is refused at once; one that has begun may take an hour, and answers then. */
const REFUSED_WITHIN_MS = 500;
const REBUILT_WITHIN_MS = 3_600_000;

export const projectionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: `${API}/projections`,
    operation_id: 'listProjections',
    tag: 'operators',
    summary: 'How far every read model and local view has come',
    scope: 'projections:read',
    platform: true,
    answers: {
      200: {
        description: 'All of them; a service that does not answer is listed as unavailable',
        schema: 'ProjectionList',
      },
    },
    async handle(_, desk) {
      const items = (await Promise.all(CONTEXTS.map(async (service) => await projectionsOf(service, desk)))).flat();
      return { status: 200, body: { items, next_cursor: null, has_more: false } };
    },
  }),
  route<MutationQuery>({
    method: 'POST',
    path: `${API}/projections/{service}/{name}/rebuild`,
    operation_id: 'rebuildProjection',
    tag: 'operators',
    summary:
      'Make a projection anew from the first event, beside the live one, and swap them; see the list for how it goes',
    scope: 'projections:write',
    platform: true,
    query: mutationQuery,
    headers: ['IdempotencyKey'],
    answers: {
      200: { description: 'With `dryRun=true`: it would begin', schema: 'Rebuild' },
      202: { description: 'It has begun', schema: 'Rebuild' },
    },
    async handle({ params: { service = '', name = '' }, query: { dryRun = false } }, desk) {
      if (!CONTEXTS.includes(service))
        throw new Rejected('request.not_found', `there is no service ${service}; there are ${CONTEXTS.join(', ')}`);
      await couldBegin(service, name, desk);
      if (!dryRun) await begin(service, name, desk);
      return {
        status: dryRun ? 200 : 202,
        headers: { location: `${API}/projections` },
        body: { service, name, status: 'rebuilding' },
      };
    },
  }),
];

async function projectionsOf(service: string, desk: Desk): Promise<object[]> {
  try {
    const states = await desk.ask.answer<ProjectionState[]>(service, 'projections');
    return states.map((state) => ({ service, ...state }));
  } catch (error) {
    if (!(error instanceof Rejected)) throw error;
    return [{ service, name: null, position: null, lag: null, status: 'unavailable', error: error.detail }];
  }
}

/** @throws Rejected as a rebuild would be refused */
async function couldBegin(service: string, name: string, desk: Desk): Promise<void> {
  const states = await desk.ask.answer<ProjectionState[]>(service, 'projections');
  const state = states.find((projection) => projection.name === name);
  if (state === undefined) throw new Rejected('request.not_found', `there is no projection ${name}`);
  if (state.status === 'rebuilding')
    throw new Rejected('request.conflict', `the projection ${name} is being rebuilt already`);
}

async function begin(service: string, name: string, desk: Desk): Promise<void> {
  const rebuild = desk.ask.answer(service, 'rebuild', { name }, REBUILT_WITHIN_MS);
  rebuild.catch((error: unknown) =>
    desk.log.warn({ err: error, service, projection: name }, 'a rebuild did not come to its end'),
  );
  const begun = Promise.withResolvers<void>();
  const timer = setTimeout(() => begun.resolve(), REFUSED_WITHIN_MS);
  try {
    await Promise.race([rebuild, begun.promise]);
  } finally {
    clearTimeout(timer);
  }
}
