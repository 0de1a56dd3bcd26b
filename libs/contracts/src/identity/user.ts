import { z } from 'zod';
import { Email, Id, Line, Time } from '../fields.js';
import { kind } from '../kind.js';
import { erase } from '../sealing.js';

/** Somebody who logs in. Where the platform has an identity provider of its own, its people are users here only once a role is given to them. */
export const User = kind({
  context: 'identity',
  name: 'user',
  plural: 'users',
  summary: 'Somebody who logs in',
  lifecycle: 'synchronous',
  id: { scheme: 'given' },
  routes: { item: '/users', lists: [{ path: '/users', create: true }] },
  spec: z.strictObject({
    email: Email,
    name: Line.optional(),
    /** Never shown; what is kept of it is its argon2id hash, sealed. Without one nobody logs in as this user with a password. */
    password: z.string().min(12, 'at least 12 characters').max(256, 'at most 256 characters').optional(),
    /** Whose own they are: that tenant’s owners manage them, and they have no role elsewhere. */
    tenant_id: Id.optional(),
    disabled: z.boolean().default(false),
    /** When the password was last changed: sessions and tokens from before are good no more. */
    credentials_since: Time.optional(),
    /** A keyed digest of the address, by which users are found: the address itself is sealed. */
    email_digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'a digest in hexadecimal')
      .optional(),
    /** When its erasure was asked for. */
    erased_at: Time.optional(),
  }),
  internal: ['credentials_since', 'email_digest', 'erased_at'],
  secret: ['password'],
  personal: ['email', 'name'],
  digests: ['email_digest'],
  refs: { tenant_id: { kind: 'tenant', on_delete: 'cascade' } },
  immutable: ['tenant_id'],
  filters: ['tenant_id'],
  verbs: { erase },
  reasons: {
    email_taken: { status: 409, title: 'Another user has this address' },
  },
});
