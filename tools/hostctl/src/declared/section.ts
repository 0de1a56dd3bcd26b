import type { Kind } from '@freehold/contracts/kind';
import { createSchema, updateSchema } from '@freehold/contracts/validation';
import { z } from 'zod';
import type { JsonObject } from '../api/json.js';

/**
 * The part of a file that wants a resource of a kind: the kind's fields, and `own` ones in place of those that name others
 * by their id. What the file leaves out stays out, whatever its default: on a resource that is there it is left as it is.
 */
export function section<S extends z.ZodRawShape>(
  kind: Kind,
  own: S,
  without: readonly string[] = [],
): z.ZodType<z.output<z.ZodObject<S>> & JsonObject> {
  const changes = updateSchema(kind).shape;
  const fields = Object.entries(createSchema(kind).shape)
    .filter(([field]) => !without.includes(field))
    .map(([field, schema]) => {
      const isNeeded = !(schema as z.ZodType).safeParse(undefined).success; // zod types its shape by its core
      return [field, isNeeded ? schema : (changes[field] ?? schema)];
    });
  const object: unknown = z.strictObject({ ...Object.fromEntries(fields), ...own });
  return object as z.ZodType<z.output<z.ZodObject<S>> & JsonObject>; // a kind's fields are known at run time only
}

/** An object without some fields, and without those that are undefined. */
export function without(fields: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => value !== undefined && !names.includes(field)),
  );
}
