import { z } from 'zod';
import { type FieldError, Rejected } from './command.js';
import { GivenId } from './fields.js';
import type { Kind, Verb } from './kind.js';

/** A JSON pointer (RFC 6901) from a zod path. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What is wrong, field by field; an unknown field is named itself, not the object that holds it. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), detail: 'no such field' }))
      : [{ pointer: pointer(issue.path), detail: issue.message }],
  );
}

/** @throws Rejected `<kind>.invalid` that names every wrong field */
export function parse<T extends z.ZodType>(kindName: string, schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(kindName, fieldErrors(parsed.error));
}

/** The refusal of a body: its detail repeats the first wrong field, so that old clients see it too. */
export function invalid(kindName: string, errors: readonly FieldError[]): Rejected {
  const [first] = errors;
  return new Rejected(`${kindName}.invalid`, first ? `${first.pointer || 'body'}: ${first.detail}` : 'invalid', errors);
}

/**
 * The body of a PUT: an absent field keeps, null clears. A field that has a default goes back to it, an optional one is
 * removed, a required one cannot be cleared. Objects merge field by field too, except secrets, which are sealed whole.
 */
export function updateSchema(kind: Kind): z.ZodObject {
  const cached = updates.get(kind);
  if (cached) return cached;
  const built = patchOf(openSpec(kind), kind.secret ?? []);
  updates.set(kind, built);
  return built;
}

const updates = new WeakMap<Kind, z.ZodObject>();

/**
 * The body of a POST: the spec without what only services set, and without the parent, which the path names.
 * @param parent of the list that it is posted to (= that of the first list which takes one)
 */
export function createSchema(kind: Kind, parent = firstParent(kind)): z.ZodObject {
  const cached = creates.get(kind) ?? new Map<string, z.ZodObject>();
  creates.set(kind, cached);
  const known = cached.get(parent ?? '');
  if (known) return known;
  const open = without(openSpec(kind), parent === undefined ? [] : [parent]);
  const given = kind.id.scheme === 'given' ? open.extend({ id: GivenId.optional() }) : open;
  const built = given.extend(required(kind, given));
  cached.set(parent ?? '', built);
  return built;
}

const creates = new WeakMap<Kind, Map<string, z.ZodObject>>();

function firstParent(kind: Kind): string | undefined {
  return kind.routes?.lists.find(({ create }) => create)?.parent;
}

/** The fields that a client must give though the spec, for the sake of events of old, can do without. */
function required(kind: Kind, open: z.ZodObject): Record<string, z.ZodType> {
  const names = kind.required ?? [];
  return Object.fromEntries(
    fieldsOf(open).flatMap(([field, schema]) => (names.includes(field) ? [[field, bare(schema)]] : [])),
  );
}

/** The body of a verb: its data without what clients may not set. */
export function verbSchema({ data, internal = [] }: Verb): z.ZodObject {
  return without(data, internal);
}

function openSpec(kind: Kind): z.ZodObject {
  return without(kind.spec, kind.internal ?? []);
}

function without(object: z.ZodObject, fields: readonly string[]): z.ZodObject {
  return z.strictObject(Object.fromEntries(fieldsOf(object).filter(([field]) => !fields.includes(field))));
}

function patchOf(object: z.ZodObject, whole: readonly string[]): z.ZodObject {
  const shape: Record<string, z.ZodType> = {};
  for (const [field, schema] of fieldsOf(object)) {
    const inner = bare(schema);
    const patched = inner instanceof z.ZodObject && !whole.includes(field) ? patchOf(inner, []) : inner;
    shape[field] = clearable(schema) ? patched.nullable().optional() : patched.optional();
  }
  return z.strictObject(shape);
}

/** The spec after a PUT's changes, null resolved to the field's default or to absence; refused when it would not be whole. */
export function merged(
  kind: Kind,
  spec: Record<string, unknown>,
  changes: Record<string, unknown>,
): Record<string, unknown> | Rejected {
  const errors: FieldError[] = [];
  const next = mergedObject({ object: kind.spec, whole: kind.secret ?? [], path: [], errors }, spec, changes);
  return errors.length > 0 ? invalid(kind.name, errors) : next;
}

interface Merge {
  readonly object: z.ZodObject;
  /** Fields that are replaced, not merged. */
  readonly whole: readonly string[];
  readonly path: readonly string[];
  readonly errors: FieldError[];
}

function mergedObject(
  { object, whole, path, errors }: Merge,
  before: Record<string, unknown>,
  changes: Record<string, unknown>,
): Record<string, unknown> {
  const next = { ...before };
  for (const [field, schema] of fieldsOf(object)) {
    const value = changes[field];
    if (value === undefined) continue;
    const inner = bare(schema);
    const here = [...path, field];
    if (value === null) next[field] = checked(schema, undefined, here, errors);
    else if (isRecord(value) && inner instanceof z.ZodObject && !whole.includes(field)) {
      const old = next[field];
      const both = mergedObject({ object: inner, whole: [], path: here, errors }, isRecord(old) ? old : {}, value);
      next[field] = checked(inner, both, here, errors);
    } else next[field] = value;
  }
  return next;
}

function checked(schema: z.ZodType, value: unknown, path: readonly string[], errors: FieldError[]): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  errors.push(...fieldErrors(parsed.error).map((error) => ({ ...error, pointer: pointer(path) + error.pointer })));
  return undefined;
}

/** An object schema’s fields, as zod’s classes. */
export function fieldsOf(object: z.ZodObject): [string, z.ZodType][] {
  return Object.entries(object.shape) as [string, z.ZodType][]; // zod types its shape by its core, not by its classes
}

/** A field’s schema without its default and its optionality. */
export function bare(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
    ? bare(schema.unwrap() as z.ZodType)
    : schema; // as above
}

function clearable(schema: z.ZodType): boolean {
  return schema.safeParse(undefined).success;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
