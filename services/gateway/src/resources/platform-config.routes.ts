import { Rejected } from '@freehold/contracts/command';
import { PLATFORM, PlatformConfig } from '@freehold/contracts/fleet/platform-config';
import type { Resource } from '@freehold/contracts/resource';
import { etag } from '@freehold/contracts/view';
import { z } from 'zod';
import type { Accepted, DryRun } from '../commands/commands.js';
import { isUnmodified, MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Answer, type Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { type MomentQuery, momentOf, momentQuery } from './moment.js';
import { API, notFound } from './names.js';

const PATH = `${API}/platform/config`;
const { keyType, valueType } = PlatformConfig.spec.shape.values;
const Values = z.record(keyType, valueType);
const Changes = z.record(keyType, valueType.nullable());
/** Another gateway changed it between our look and our command: the merge is made again. */
const TRIES = 5;

/** The settings of the platform: on the wire a flat map, in the ledger one resource. */
export const platformConfigRoutes: readonly Route[] = [
  route<MomentQuery>({
    method: 'GET',
    path: PATH,
    operation_id: 'getPlatformConfig',
    tag: 'platform',
    summary: 'Show the settings of the whole platform',
    scope: `${PlatformConfig.plural}:read`,
    query: z.strictObject(momentQuery),
    headers: ['IfNoneMatch'],
    answers: {
      200: { description: 'The settings', schema: Values },
      304: { description: 'They are as the ETag in If-None-Match says' },
    },
    async handle({ query, headers }, desk) {
      const as_of = await momentOf(query, desk);
      const resource =
        as_of === undefined ? await current(desk) : await desk.resources.asOf(PlatformConfig.name, PLATFORM, as_of);
      if (resource === undefined) throw notFound(PlatformConfig, PLATFORM);
      return isUnmodified(headers, etag(resource))
        ? { status: 304, headers: { etag: etag(resource) } }
        : shown(resource, resource.position);
    },
  }),
  route<MutationQuery, Record<string, string | null>>({
    method: 'PUT',
    path: PATH,
    operation_id: 'updatePlatformConfig',
    tag: 'platform',
    summary: 'Change settings: an absent one keeps, null removes',
    scope: `${PlatformConfig.plural}:write`,
    query: mutationQuery,
    headers: MUTATION_HEADERS,
    body: { kind: PlatformConfig.name, schema: Changes },
    answers: {
      200: { description: 'The settings as they are now; with `dryRun=true` what would be written', schema: Values },
    },
    async handle(call, desk) {
      const outcome = await inTurn(async () => merge(call, desk));
      if (outcome.outcome === 'accepted') return shown(outcome.resource, outcome.position);
      return { status: 200, body: { events: outcome.events, resource: outcome.resource?.spec['values'] ?? null } };
    },
  }),
];

let turn: Promise<unknown> = Promise.resolve();

/** One change after the other: those of one process would only lose races against each other. */
async function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const mine = turn.then(change, change);
  turn = mine;
  return await mine;
}

/** The kind merges field by field and has one field, so its keys are merged here, onto what is known, guarded by its revision. */
async function merge(call: Call<MutationQuery, Record<string, string | null>>, desk: Desk): Promise<Accepted | DryRun> {
  for (let attempt = 1; ; attempt++) {
    const { spec, revision } = await current(desk);
    const merged = Object.entries({ ...(spec['values'] as Record<string, string>), ...call.body }); // by the kind's spec
    const values = Object.fromEntries(merged.filter(([, value]) => value !== null));
    try {
      const wanted = {
        kind: PlatformConfig,
        verb: 'update',
        resource_id: PLATFORM,
        data: { values },
        if_revision: revision,
      };
      return await desk.commands.send(call, wanted, desk);
    } catch (error) {
      const raced =
        error instanceof Rejected &&
        error.code === 'platform-config.revision' &&
        call.headers['if-match'] === undefined;
      if (!raced || attempt === TRIES) throw error;
      await desk.positions.wait(['resources'], revision + 1, 1_000);
    }
  }
}

async function current(desk: Desk): Promise<Resource> {
  const resource = await desk.resources.get(PlatformConfig.name, PLATFORM);
  if (resource === undefined) throw notFound(PlatformConfig, PLATFORM);
  return resource;
}

function shown(resource: Resource, position: number): Answer {
  return {
    status: 200,
    headers: { etag: etag(resource), 'freehold-position': String(position) },
    body: resource.spec['values'],
  };
}
