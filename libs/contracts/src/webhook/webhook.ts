import { z } from 'zod';
import type { RecordedEvent } from '../event.js';
import { Id, Line } from '../fields.js';
import { kind } from '../kind.js';
import { type Resource, touched } from '../resource.js';

/** So long messages are signed with the secret before too, after a rotation, unless told. */
const OVERLAP_SECONDS = 86_400;

/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks writes a symmetric secret; `whsk_` a private Ed25519 key's seed. */
const SigningSecret = z
  .string()
  .regex(
    /^(whsec_[A-Za-z0-9+/]{32,86}={0,2}|whsk_[A-Za-z0-9+/]{43}=)$/,
    'whsec_ and 24 to 64 random bytes in base64 (Standard Webhooks)',
  );

/** What a webhook is told of: every event, those of a kind (`zone`), or those of a type (`ZoneCreated`). */
const EventName = z
  .string()
  .regex(/^(\*|[a-z][a-z-]{0,62}|[A-Z][A-Za-z]{1,126})$/, '*, a kind such as zone, or a type such as ZoneCreated');

/** SHA-256 of a secret, in base64url: by it the gateway knows whether a secret that it has made is the one that stands. */
const Digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a SHA-256 in base64url');

const Keys = z.strictObject({
  secret: z.string(),
  secret_digest: Digest.optional(),
  public_key: z.string().optional(),
});

/** An address on the web that is told of events, by signed messages as Standard Webhooks has them. */
export const Webhook = kind({
  context: 'webhook',
  name: 'webhook',
  plural: 'webhooks',
  summary: 'An address that is told of events',
  lifecycle: 'synchronous',
  id: { scheme: 'uuid' },
  routes: { item: '/webhooks', lists: [{ path: '/webhooks', create: true }] },
  spec: z.strictObject({
    name: Line.optional(),
    url: z.url({ protocol: /^https?$/, error: 'an https address' }).max(2048, 'at most 2,048 characters'),
    events: z.array(EventName).min(1, 'at least one').max(100, 'at most 100').default(['*']),
    /** Whose events: this tenant’s, or those of this brand’s tenants. Where neither is named, the platform’s: everybody’s. */
    tenant_id: Id.optional(),
    brand_id: Id.optional(),
    /** `hmac`: signature `v1`, by a secret that both sides have. `ed25519`: signature `v1a`, which the public key verifies. */
    signing: z.enum(['hmac', 'ed25519']).default('hmac'),
    /** Of `hmac`: brought along, or made and shown once, by the answer to its creation. Of `ed25519` nobody sees it. */
    secret: SigningSecret.optional(),
    secret_digest: Digest.optional(),
    /** `whpk_…`, of `ed25519`. */
    public_key: z.string().optional(),
    /** What was signed with before a rotation, and is signed with besides until then. */
    previous_secret: z.string().optional(),
    previous_until: z.string().optional(),
    /** Changed by the verbs `enable` and `disable`; the platform disables one that has not been reached for days. */
    enabled: z.boolean().default(true),
    disabled_reason: z.string().optional(),
  }),
  internal: ['secret_digest', 'public_key', 'previous_secret', 'previous_until', 'enabled', 'disabled_reason'],
  secret: ['secret', 'previous_secret'],
  digests: ['secret_digest'],
  refs: {
    tenant_id: { kind: 'tenant', on_delete: 'cascade' },
    brand_id: { kind: 'brand', on_delete: 'cascade' },
  },
  immutable: ['tenant_id', 'brand_id', 'signing', 'secret'],
  filters: ['tenant_id', 'brand_id'],
  searched: ['name', 'url'],
  verbs: {
    enable: {
      data: z.strictObject({}),
      action: 'write',
      summary: 'Send it messages again, of what happens from now on',
    },
    disable: {
      data: z.strictObject({ reason: Line.optional() }),
      action: 'write',
      summary: 'Send it nothing until it is enabled; what it was not told yet is dropped',
    },
    rotate: {
      data: z.strictObject({
        secret: SigningSecret.optional(),
        secret_digest: Digest.optional(),
        public_key: z.string().optional(),
        overlap_seconds: z.int().min(0).max(604_800, 'at most a week').default(OVERLAP_SECONDS),
      }),
      internal: ['secret_digest', 'public_key'],
      action: 'write',
      summary: 'Sign with a new secret; for the overlap, a day unless told, with the old one too',
    },
    test: { data: z.strictObject({}), action: 'write', summary: 'Send a test message now, and tell what came of it' },
  },
  facts: {
    enabled: z.strictObject({}),
    disabled: z.strictObject({ reason: z.string() }),
    rotated: Keys.extend({ overlap_seconds: z.int().min(0) }),
  },
  evolve: changed,
  reasons: {
    forbidden_address: { status: 400, title: 'The platform sends nothing to such an address' },
    unknown_event: { status: 400, title: 'There are no such events' },
    misplaced_secret: { status: 400, title: 'The secret does not go with the way of signing' },
  },
});

function changed(webhook: Resource | undefined, event: RecordedEvent): Resource {
  if (webhook === undefined) throw new Error(`${event.type} at ${event.position} comes before its webhook`);
  const seen = { ...touched(webhook, event), revision: event.position };
  switch (event.fact) {
    case 'enabled':
      return { ...seen, spec: { ...webhook.spec, enabled: true, disabled_reason: null } };
    case 'disabled':
      return { ...seen, spec: { ...webhook.spec, enabled: false, disabled_reason: event.data['reason'] } };
    case 'rotated': {
      const { overlap_seconds, ...keys } = event.data as { overlap_seconds: number }; // by the fact's schema
      const previous_until = new Date(Date.parse(event.time) + overlap_seconds * 1000).toISOString();
      return { ...seen, spec: { ...webhook.spec, ...keys, previous_secret: webhook.spec['secret'], previous_until } };
    }
  }
  throw new Error(`${event.type} at ${event.position} is no fact of a webhook`);
}
