import type { Rejected } from '@freehold/contracts/command';
import { type Decider, type Decision, lifecycle, refuse, type Situation } from '@freehold/contracts/decider';
import { eventTypes } from '@freehold/contracts/facts';
import type { SpecOf } from '@freehold/contracts/kind';
import { kinds } from '@freehold/contracts/kinds';
import { Webhook } from '@freehold/contracts/webhook/webhook';
import type { AddressGuard } from '../outbound/address-guard.js';

/** What may stand in `events`. */
const KNOWN = new Set(['*', ...kinds.flatMap((kind) => [kind.name, ...eventTypes(kind).map(({ type }) => type)])]);

/** A webhook’s rules. Its secrets are made by the gateway, which shows them once; here they are sealed already. */
export function webhook(guard: AddressGuard): Decider {
  const refused = (spec: Record<string, unknown>) => refusedSpec(spec, guard);
  return lifecycle(Webhook, {
    create: (spec) =>
      refused(spec) ??
      (spec['secret'] === undefined
        ? refuse(Webhook, 'invalid', 'a webhook is made by POST /api/v1/webhooks', 'secret')
        : undefined),
    update: refused,
    verbs: { enable, disable, rotate },
  });
}

function refusedSpec(spec: Record<string, unknown>, guard: AddressGuard): Rejected | undefined {
  const { url, events, tenant_id, brand_id } = spec as SpecOf<typeof Webhook>; // parsed with the kind’s schema
  const wrong = guard.refusedUrl(url);
  if (wrong !== undefined) return refuse(Webhook, 'forbidden_address', wrong, 'url');
  const unknown = events.findIndex((name) => !KNOWN.has(name));
  if (unknown >= 0)
    return refuse(Webhook, 'unknown_event', `there are no events ${events[unknown]}`, `events/${unknown}`);
  if (tenant_id && brand_id)
    return refuse(Webhook, 'invalid', 'name a tenant or a brand: a tenant’s brand is its own', 'brand_id');
  return undefined;
}

/** The secret must be of the sort that the signing is: looked at before it is sealed. */
export async function considerSecret({ signing, secret }: Record<string, unknown>): Promise<void> {
  if (typeof secret !== 'string' || signing === undefined) return;
  if (secret.startsWith('whsk_') !== (signing === 'ed25519'))
    throw refuse(
      Webhook,
      'misplaced_secret',
      'hmac signs with a whsec_, ed25519 with a key that is made here',
      'secret',
    );
}

function enable({ resource }: Situation): Decision {
  return resource?.spec['enabled'] === false ? { fact: 'enabled', data: {} } : undefined;
}

function disable({ resource, command: { data } }: Situation): Decision {
  if (resource?.spec['enabled'] === false) return undefined;
  const { reason } = data;
  return { fact: 'disabled', data: { reason: typeof reason === 'string' ? reason : 'no reason given' } };
}

function rotate({ command: { data } }: Situation): Decision {
  const { secret, secret_digest, public_key, overlap_seconds } = data;
  if (secret === undefined)
    return refuse(Webhook, 'invalid', 'a secret is rotated by POST /api/v1/webhooks/{id}/rotate', 'secret');
  const keys = {
    secret,
    ...(secret_digest !== undefined && { secret_digest }),
    ...(public_key !== undefined && { public_key }),
  };
  return { fact: 'rotated', data: { ...keys, overlap_seconds } };
}
