import { z } from 'zod';
import { Email, Line } from '../fields.js';
import { kind } from '../kind.js';

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
    disabled: z.boolean().default(false),
  }),
  secret: ['password'],
  reasons: {
    email_taken: { status: 409, title: 'Another user has this address' },
  },
});
