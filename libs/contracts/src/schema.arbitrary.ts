/** Random values that fit a zod schema of ours, for properties of every kind. */
import fc from 'fast-check';
import { z } from 'zod';
import { fieldsOf } from './validation.js';

/**
 * - `written`: as it stands in an event or a row: a field with a default is there
 * - `sent`: as a client sends it: a field with a default may be absent
 */
export type Stage = 'written' | 'sent';

/** Texts and numbers that this or that schema of ours takes: a format is too narrow to be hit by chance. */
const TEXTS = [
  'acme.example',
  'ns1.acme.example.',
  'Acme',
  'a',
  'dns@acme.example',
  't0a1b2c3d4e',
  '9.99',
  '3600',
  'https://provider.example/api',
  'http://127.0.0.1:8080',
  '192.0.2.1',
  '2001:db8::1',
  '2026-01-01T00:00:00Z',
  'process:',
  'zones:read',
  'A'.repeat(43),
  'a'.repeat(64),
  `whsec_${'A'.repeat(32)}`,
];
const NUMBERS = [1, 2, 60, 3600, 0, 4, 6, 1.5, 86_400];

/** @throws Error for a sort of schema that no kind uses yet, and for one that none of the known values fits */
export function arbitraryOf(schema: z.ZodType, stage: Stage = 'written'): fc.Arbitrary<unknown> {
  const inner = (of: unknown) => arbitraryOf(of as z.ZodType, stage); // zod types inner schemas by its core, not by its classes
  if (schema instanceof z.ZodObject) return objectOf(schema, stage);
  if (schema instanceof z.ZodNullable) return fc.option(inner(schema.unwrap()), { nil: null });
  if (schema instanceof z.ZodOptional) return fc.option(inner(schema.unwrap()), { nil: undefined });
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return stage === 'written' ? inner(schema.unwrap()) : fc.option(inner(schema.unwrap()), { nil: undefined });
  }
  if (schema instanceof z.ZodArray) return lasting(schema, fc.array(inner(schema.element), { maxLength: 3 }));
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(inner));
  if (schema instanceof z.ZodRecord) {
    const keys = schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : ['key', 'other_key'];
    return lasting(schema, fc.dictionary(fc.constantFrom(...keys), inner(schema.valueType)));
  }
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options);
  if (schema instanceof z.ZodLiteral) return fc.constantFrom(...schema.values);
  if (schema instanceof z.ZodBoolean) return fc.boolean();
  if (schema instanceof z.ZodNumber) return fitting(schema, NUMBERS, fc.nat(100));
  if (schema instanceof z.ZodString) return fitting(schema, TEXTS, fc.string({ unit: 'grapheme', maxLength: 12 }));
  if (schema instanceof z.ZodStringFormat) return fitting(schema, TEXTS, fc.constantFrom(...TEXTS));
  throw new Error(`no arbitrary for a schema of type ${schema.def.type}: add it here`);
}

function objectOf(schema: z.ZodObject, stage: Stage): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(fieldsOf(schema).map(([field, of]) => [field, arbitraryOf(of, stage)]));
  const given = (value: object) => Object.entries(value).filter(([, entry]) => entry !== undefined);
  return fc.record(fields).map((value) => Object.fromEntries(given(value)));
}

/** Those of the values that also fit what a schema says of the whole: how many, which together. */
function lasting<T>(schema: z.ZodType, values: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return values.filter((value) => schema.safeParse(value).success);
}

function fitting<T>(schema: z.ZodType, known: readonly T[], wide: fc.Arbitrary<T>): fc.Arbitrary<T> {
  const [sure, ...others] = known.filter((value) => fits(schema, value));
  if (sure === undefined) throw new Error(`no known value fits a schema of type ${schema.def.type}: add one here`);
  return fc.oneof(fc.constantFrom(sure, ...others), wide).map((value) => (fits(schema, value) ? value : sure));
}

/** Whether the schema takes a value, and as it is: what it would trim or lower-case is not what stands in an event. */
function fits(schema: z.ZodType, value: unknown): boolean {
  const parsed = schema.safeParse(value);
  return parsed.success && parsed.data === value;
}
