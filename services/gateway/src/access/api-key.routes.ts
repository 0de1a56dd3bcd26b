import { Rejected } from '@freehold/contracts/command';
import { ApiKey } from '@freehold/contracts/identity/api-key';
import { EVERY_BRAND } from '@freehold/contracts/identity/grant';
import { newId } from '@freehold/contracts/ids';
import type { SpecOf } from '@freehold/contracts/kind';
import { createSchema, verbSchema } from '@freehold/contracts/validation';
import { render } from '@freehold/contracts/view';
import type { Accepted, DryRun } from '../commands/commands.js';
import { type MutationQuery, mutationHeaders, mutationQuery } from '../commands/request-options.js';
import type { Answer, Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { answered, type Shape } from '../resources/mutation-answers.js';
import { API, idIn } from '../resources/names.js';
import { digestOf, newKey } from './api-keys.js';

const PATH = `${API}/api-keys`;
const SCOPE = `${ApiKey.plural}:write`;
type Fields = Record<string, unknown>;
type Key = SpecOf<typeof ApiKey>;

const shown = {
  description: 'The key itself, in `key`: shown this once. A repeated request gets the resource without it',
  schema: 'NewApiKey',
};
const dry = { description: 'With `dryRun=true`: what would be written', schema: 'DryRun' };

const common = { tag: ApiKey.plural, scope: SCOPE, query: mutationQuery } as const;

/** Keys are made here, and shown to whoever asked; what goes on from here is their digests. */
export const apiKeyRoutes: readonly Route[] = [
  route<MutationQuery, Fields>({
    ...common,
    method: 'POST',
    path: PATH,
    headers: mutationHeaders(ApiKey, 'create'),
    operation_id: 'createApiKey',
    summary: 'Make a key, which may do no more than whoever makes it',
    body: { kind: ApiKey.name, schema: createSchema(ApiKey).extend({ brands: ApiKey.spec.shape.brands.optional() }) },
    answers: { 200: dry, 201: shown },
    async handle(call, desk) {
      const data = placed(call.body as Partial<Key> & Pick<Key, 'scopes'>, call); // by the body's schema
      const made_by = call.identity.on_behalf_of ?? call.identity.actor;
      const key = newKey();
      const wanted = { kind: ApiKey, verb: 'create', resource_id: newId() };
      const outcome = await desk.commands.send(
        call,
        { ...wanted, data: { ...data, made_by, digest: digestOf(key) } },
        desk,
      );
      return await withKey(key, 'created', outcome, call, desk);
    },
  }),
  route<MutationQuery, Fields>({
    ...common,
    method: 'POST',
    path: `${PATH}/{id}/rotate`,
    headers: mutationHeaders(ApiKey, 'rotate'),
    operation_id: 'rotateApiKey',
    summary: ApiKey.verbs?.['rotate']?.summary ?? 'rotate',
    body: { kind: ApiKey.name, schema: verbSchema(rotation()), optional: true },
    answers: { 200: { ...shown, description: `${shown.description}; with \`dryRun=true\` what would be written` } },
    async handle(call, desk) {
      const resource_id = idIn(call.params, ApiKey);
      const key = newKey();
      const wanted = { kind: ApiKey, verb: 'rotate', resource_id, data: { ...call.body, digest: digestOf(key) } };
      return await withKey(key, 'resource', await desk.commands.send(call, wanted, desk), call, desk);
    },
  }),
];

/** What the answer holds beside the resource: made by this request, and not by one that it repeats. */
async function withKey(
  key: string,
  shape: Shape,
  outcome: Accepted | DryRun,
  call: Call<MutationQuery>,
  desk: Desk,
): Promise<Answer> {
  const answer = await answered(shape, ApiKey, outcome, call, desk);
  if (outcome.outcome === 'dry_run') return answer;
  const ours = outcome.resource.spec['digest'] === digestOf(key);
  return { ...answer, shown_once: ['key'], body: { ...render(ApiKey, outcome.resource), key: ours ? key : null } };
}

/** Where it is to hold: what is named, else wherever its maker's grants hold, when that is one place. */
function placed(
  body: Partial<Key> & Pick<Key, 'scopes'>,
  { identity }: Call,
): Partial<Key> & Pick<Key, 'scopes' | 'brands'> {
  if (body.tenant_id !== undefined || body.brands !== undefined) return { ...body, brands: body.brands ?? [] };
  const [grant, ...others] = identity.grants;
  if (grant === undefined || others.length > 0)
    throw new Rejected(`${ApiKey.name}.invalid`, 'say where the key is to hold: name a tenant_id, or brands', [
      { pointer: '/brands', detail: `name brands, ["${EVERY_BRAND}"] for the whole platform, or a tenant_id` },
    ]);
  const { tenant_id, brands } = grant;
  return tenant_id === undefined ? { ...body, brands: [...brands] } : { ...body, brands: [], tenant_id };
}

function rotation() {
  const verb = ApiKey.verbs?.['rotate'];
  if (verb === undefined) throw new Error('keys can be rotated');
  return verb;
}
