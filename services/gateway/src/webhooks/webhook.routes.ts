import { Rejected } from '@freehold/contracts/command';
import { newId } from '@freehold/contracts/ids';
import type { SpecOf } from '@freehold/contracts/kind';
import { createSchema, verbSchema } from '@freehold/contracts/validation';
import { render } from '@freehold/contracts/view';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { Accepted, DryRun } from '../commands/commands.js';
import { MUTATION_HEADERS, type MutationQuery, mutationQuery } from '../commands/request-options.js';
import type { Answer, Call } from '../edge/call.js';
import type { Desk } from '../edge/desk.js';
import { type Route, route } from '../edge/route.js';
import { answered, type Shape } from '../resources/mutation-answers.js';
import { API, idIn, notFound } from '../resources/names.js';
import { deliveryRoutes } from './delivery.routes.js';
import { type SigningKeys, signingKeys } from './signing-secret.js';

const PATH = `${API}/webhooks`;
type Fields = Record<string, unknown>;
type Spec = SpecOf<typeof Webhook>;

const shown = {
  description:
    'With `secret`: shown this once, where the platform has made one that its receiver needs. A repeated request gets the resource without it',
  schema: 'NewWebhook',
};
const dry = { description: 'With `dryRun=true`: what would be written', schema: 'DryRun' };

const common = {
  tag: Webhook.plural,
  scope: `${Webhook.plural}:write`,
  query: mutationQuery,
  headers: MUTATION_HEADERS,
} as const;

/** Secrets are made here, and shown to whoever asked; what goes on from here is sealed at once. */
export const webhookRoutes: readonly Route[] = [
  route<MutationQuery, Fields>({
    ...common,
    method: 'POST',
    path: PATH,
    operation_id: 'createWebhook',
    summary: 'Make a webhook, which is told of no more than whoever makes it may read',
    body: { kind: Webhook.name, schema: createSchema(Webhook) },
    answers: { 200: dry, 201: shown },
    async handle(call, desk) {
      const data = call.body as Spec; // by the body's schema
      const keys = keysFor(data.signing, data.secret);
      const wanted = { kind: Webhook, verb: 'create', resource_id: newId(), data: { ...data, ...keys } };
      const outcome = await desk.commands.send(call, wanted, desk);
      return await withSecret({ keys, given: data.secret }, 'created', outcome, call, desk);
    },
  }),
  route<MutationQuery, Fields>({
    ...common,
    method: 'POST',
    path: `${PATH}/{id}/rotate`,
    operation_id: 'rotateWebhook',
    summary: Webhook.verbs?.['rotate']?.summary ?? 'rotate',
    body: { kind: Webhook.name, schema: verbSchema(rotation()), optional: true },
    answers: { 200: shown },
    async handle(call, desk) {
      const resource_id = idIn(call.params, Webhook);
      const before = await desk.resources.get(Webhook.name, resource_id);
      if (before === undefined) throw notFound(Webhook, resource_id);
      const given = call.body['secret'] as string | undefined; // by the body's schema
      const keys = keysFor((before.spec as Spec).signing, given); // a row of this kind
      const wanted = { kind: Webhook, verb: 'rotate', resource_id, data: { ...call.body, ...keys } };
      return await withSecret({ keys, given }, 'resource', await desk.commands.send(call, wanted, desk), call, desk);
    },
  }),
  ...deliveryRoutes,
];

function keysFor(signing: Spec['signing'], given: string | undefined): SigningKeys {
  if (given !== undefined && (signing !== 'hmac' || !given.startsWith('whsec_')))
    throw new Rejected(`${Webhook.name}.misplaced_secret`, 'bring a whsec_ for hmac; keys of ed25519 are made here', [
      { pointer: '/secret', detail: 'bring a whsec_ for hmac; keys of ed25519 are made here' },
    ]);
  return signingKeys(signing, given);
}

/** What the answer holds beside the resource: a secret that this request has made, and that its receiver needs. */
async function withSecret(
  { keys, given }: { keys: SigningKeys; given: string | undefined },
  shape: Shape,
  outcome: Accepted | DryRun,
  call: Call<MutationQuery>,
  desk: Desk,
): Promise<Answer> {
  const answer = await answered(shape, Webhook, outcome, call, desk);
  if (outcome.outcome === 'dry_run') return answer;
  const ours = outcome.resource.spec['secret_digest'] === keys.secret_digest;
  const secret = ours && given === undefined && keys.public_key === undefined ? keys.secret : null;
  return { ...answer, shown_once: ['secret'], body: { ...render(Webhook, outcome.resource), secret } };
}

function rotation() {
  const verb = Webhook.verbs?.['rotate'];
  if (verb === undefined) throw new Error('the secrets of webhooks can be rotated');
  return verb;
}
