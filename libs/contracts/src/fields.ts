import { z } from 'zod';
import { GIVEN_ID } from './ids.js';

/** An opaque id. */
export const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/, 'an id of letters, digits, - and _');

/** An id that a client brings along. */
export const GivenId = z.string().regex(GIVEN_ID, 'an id matches ^[a-z0-9][a-z0-9_-]{0,62}$');

/** A line that people read: no control characters, 1 to 255 characters. */
export const Line = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(255, 'at most 255 characters')
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no control characters');

/** An email address, at most 254 characters (RFC 5321). */
export const Email = z.email('an email address such as hostmaster@example.org').max(254, 'at most 254 characters');

/** RFC 3339, UTC. */
export const Time = z.iso.datetime({ offset: true });
