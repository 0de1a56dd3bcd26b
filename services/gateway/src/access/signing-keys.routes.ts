import { Time } from '@freehold/contracts/fields';
import { z } from 'zod';
import { DRY_RUN, NO_EVENTS } from '../commands/dry-run.js';
import { type MutationQuery, mutationQuery } from '../commands/request-options.js';
import { type Route, route } from '../edge/route.js';
import { API } from '../resources/names.js';

const Rotation = z.object({
  signs_from: Time.meta({ description: 'When the new key takes over: by then whoever checks tokens knows it' }),
});

/** The keys that the platform's own OpenID provider signs tokens with. */
export const signingKeyRoutes: readonly Route[] = [
  route<MutationQuery>({
    method: 'POST',
    path: `${API}/identity/signing-keys/rotate`,
    operation_id: 'rotateSigningKeys',
    tag: 'identity',
    summary: 'Make a new key that signs tokens once everybody knows it; what the one so far has signed stays good',
    scope: 'identity:write',
    platform: true,
    query: mutationQuery,
    headers: ['IdempotencyKey'],
    answers: { 200: DRY_RUN, 202: { description: 'It is shown, and takes over', schema: Rotation } },
    async handle({ query }, desk) {
      if (query.dryRun) return NO_EVENTS;
      return { status: 202, body: await desk.ask.answer<z.output<typeof Rotation>>('identity', 'rotate_signing_keys') };
    },
  }),
];
