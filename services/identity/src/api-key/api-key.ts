import { type Decision, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { ApiKey } from '@freehold/contracts/identity/api-key';

/** A key without a digest opens nothing: the gateway makes the key, and sends its digest along. */
export const apiKey = lifecycle(ApiKey, {
  create: ({ digest }) =>
    digest === undefined ? refuse(ApiKey, 'invalid', 'a key is made by POST /api/v1/api-keys', 'digest') : undefined,
  verbs: { rotate },
});

function rotate({ command: { data, resource_id }, resource }: Situation): Decision {
  if (resource === undefined) return refuse(ApiKey, 'not_found', `there is no api-key ${resource_id}`);
  const { digest, overlap_seconds } = data;
  if (digest === undefined) return refuse(ApiKey, 'invalid', 'a key is rotated by POST /api/v1/api-keys/{id}/rotate');
  if (digest === resource.spec['digest']) return undefined;
  return { fact: 'rotated', data: { digest, overlap_seconds } };
}
