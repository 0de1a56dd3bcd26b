import { z } from 'zod';
import type { RecordedEvent } from '../event.js';
import { Id, Line, Time } from '../fields.js';
import { kind } from '../kind.js';
import { type Resource, touched } from '../resource.js';
import { EVERY_BRAND } from './grant.js';
import { Scope } from './scope.js';

/** By which people and secret scanners know a key, and the gate tells it from a token. */
export const KEY_PREFIX = 'fh_';

/** A key: 256 random bits, in base64url behind the prefix. */
export const KEY_TEXT = /^fh_[A-Za-z0-9_-]{43}$/;

/** SHA-256 of a key, in base64url. A key is 256 random bits: there is nothing to guess from its digest. */
const Digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a SHA-256 in base64url');

/** So long a key is good beside the one that takes its place, unless told. */
const OVERLAP_SECONDS = 3_600;

const Rotation = z.strictObject({ digest: Digest, overlap_seconds: z.int().min(0) });

/** A key with which programs come in. What is kept of it is its digest; the key itself is shown once, by the gateway, which makes it. */
export const ApiKey = kind({
  context: 'identity',
  name: 'api-key',
  plural: 'api-keys',
  summary: 'A key with which a program comes in',
  lifecycle: 'synchronous',
  id: { scheme: 'uuid' },
  routes: { item: '/api-keys', lists: [{ path: '/api-keys', create: true }] },
  spec: z.strictObject({
    name: Line,
    scopes: z.array(Scope).min(1, 'at least one scope').max(200, 'at most 200 scopes'),
    /** Within which brands; `*` is everywhere. Not looked at where a tenant is named. */
    brands: z.array(z.union([z.literal(EVERY_BRAND), Id])).max(1000, 'at most 1,000 brands'),
    /** Within this tenant alone. */
    tenant_id: Id.optional(),
    expires_at: Time.optional(),
    /** The program that acts with it on somebody’s behalf, such as the name of a language model’s agent: audits name it so. */
    agent: Line.optional(),
    /** Who made it, as events name an actor: on whose behalf an agent acts. */
    made_by: z.string().optional(),
    digest: Digest.optional(),
    previous_digest: Digest.optional(),
    previous_until: Time.optional(),
  }),
  /** The gateway sees it, to the minute; no event tells it. */
  observed: z.strictObject({ last_used_at: Time }),
  internal: ['made_by', 'digest', 'previous_digest', 'previous_until'],
  digests: ['digest', 'previous_digest'],
  precondition: true,
  refs: { tenant_id: { kind: 'tenant', on_delete: 'cascade' } },
  immutable: ['brands', 'tenant_id', 'made_by'],
  filters: ['tenant_id'],
  searched: ['name'],
  verbs: {
    rotate: {
      data: z.strictObject({
        digest: Digest.optional(),
        overlap_seconds: z.int().min(0).max(604_800, 'at most a week').default(OVERLAP_SECONDS),
      }),
      internal: ['digest'],
      action: 'write',
      summary: 'Make a new key in its place; the old one is good for the overlap, an hour unless told',
    },
  },
  facts: { rotated: Rotation },
  evolve: rotated,
});

function rotated(resource: Resource | undefined, event: RecordedEvent): Resource {
  if (resource === undefined) throw new Error(`${event.type} at ${event.position} comes before its key`);
  const { digest, overlap_seconds } = event.data as z.output<typeof Rotation>; // by the fact's schema
  const previous_until = new Date(Date.parse(event.time) + overlap_seconds * 1000).toISOString();
  const spec = { ...resource.spec, digest, previous_digest: resource.spec['digest'], previous_until };
  return { ...touched(resource, event), spec, revision: event.position };
}
