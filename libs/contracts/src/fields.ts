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

/** A name that people give to a thing of the platform: it becomes a part of host names, paths and configuration. */
export const Slug = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'a name matches ^[a-z][a-z0-9_-]{0,62}$');

/** Settings that the platform keeps and hands on: a flat map. */
export const Settings = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,62}$/, 'a key matches ^[A-Za-z][A-Za-z0-9_.-]{0,62}$'),
  z.union([z.string().max(4096, 'at most 4096 characters'), z.number(), z.boolean()]),
);

/** An IPv4 or IPv6 address. */
export const IpAddress = z.union([z.ipv4(), z.ipv6()], { error: 'an IPv4 or IPv6 address' });

/** `8.2`, `22`, `3.12.1`. */
export const Version = z.string().regex(/^\d{1,4}(\.\d{1,4}){0,2}$/, 'a version such as 8.2');
