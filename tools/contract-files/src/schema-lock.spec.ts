import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { jsonSchema } from './json-schema.js';
import { narrowings } from './narrowings.js';
import { broken, grown } from './schema-lock.js';

const before = z.strictObject({
  name: z.string().max(20),
  size: z.int().min(1).optional(),
  state: z.enum(['on', 'off']),
  tags: z.array(z.string()),
  at: z.strictObject({ x: z.number().nullable() }),
});

const found = (now: z.ZodType) => narrowings(jsonSchema(before), jsonSchema(now));

describe('a schema of the ledger', () => {
  it('may stay as it is', () => {
    expect(found(before)).toEqual([]);
  });

  it('may grow: an optional field, another value, a wider limit, a field that need not be there any more', () => {
    expect(found(before.extend({ colour: z.string().optional() }))).toEqual([]);
    expect(found(before.extend({ state: z.enum(['on', 'off', 'broken']) }))).toEqual([]);
    expect(found(before.extend({ name: z.string().max(40) }))).toEqual([]);
    expect(found(before.partial())).toEqual([]);
    expect(found(before.extend({ size: z.number().optional() }))).toEqual([]);
    expect(found(before.extend({ name: z.string().max(20).nullable() }))).toEqual([]);
  });

  it('must not shrink, and the place is named', () => {
    expect(found(before.omit({ tags: true }))).toEqual(['/tags is gone']);
    expect(found(before.extend({ colour: z.string() }))).toEqual(['/colour is required and was not']);
    expect(found(before.required())).toEqual(['/size is required and was not']);
    expect(found(before.extend({ state: z.enum(['on']) }))).toEqual(['/state has lost the values off']);
    expect(found(before.extend({ name: z.string().max(10) }))).toEqual(['/name has maxLength 10']);
    expect(found(before.extend({ size: z.int().min(2).optional() }))).toEqual(['/size has minimum 2']);
    expect(found(before.extend({ size: z.string().optional() }))).toEqual(['/size was integer and must be string']);
    expect(found(before.extend({ name: z.string().max(20).regex(/^a/) }))).toEqual(['/name has another pattern']);
    expect(found(before.extend({ tags: z.array(z.enum(['a'])) }))).toEqual(['/tags/* is limited to a']);
    expect(found(before.extend({ at: z.strictObject({ x: z.number() }) }))).toEqual([
      '/at/x was null and must be number',
    ]);
  });
});

describe('the lock', () => {
  const [one, two] = [
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    { type: 'object', properties: { b: {} }, additionalProperties: false },
  ];

  it('breaks when an event type is gone, or has changed under its version', () => {
    expect(broken({ 'ZoneCreated/1': one }, {})).toEqual([expect.stringMatching(/^ZoneCreated\/1 is gone/)]);
    expect(broken({ 'ZoneCreated/1': one }, { 'ZoneCreated/1': two })).toEqual([
      expect.stringMatching(/^ZoneCreated\/1: \/a is gone/),
    ]);
  });

  it('holds when a new version takes over, and keeps the old one', () => {
    expect(broken({ 'ZoneCreated/1': one }, { 'ZoneCreated/2': two })).toEqual([]);
    expect(grown({ 'ZoneCreated/1': one }, { 'ZoneCreated/2': two })).toEqual({
      'ZoneCreated/1': one,
      'ZoneCreated/2': two,
    });
  });
});
