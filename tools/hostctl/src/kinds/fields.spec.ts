import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fieldsOf } from './fields.js';

function shapes(schema: z.ZodType) {
  return Object.fromEntries(
    fieldsOf(schema).map(({ path, type, of, required }) => [path.join('.'), { type, of, required }]),
  );
}

describe('the fields of a body', () => {
  it('have the type of what is typed, whatever wraps it', () => {
    const schema = z.strictObject({
      text: z.string(),
      count: z.int().default(3),
      ratio: z.number().nullable().optional(),
      flag: z.boolean().nullable(),
      size: z.enum(['s', 'm']),
      names: z.array(z.string()).optional(),
      labels: z.record(z.string(), z.int()).optional(),
      whatever: z.union([z.string(), z.int()]).optional(),
    });
    expect(shapes(schema)).toEqual({
      text: { type: 'text', of: undefined, required: true },
      count: { type: 'integer', of: undefined, required: false },
      ratio: { type: 'number', of: undefined, required: false },
      flag: { type: 'boolean', of: undefined, required: true },
      size: { type: 'text', of: undefined, required: true },
      names: { type: 'list', of: 'text', required: false },
      labels: { type: 'map', of: 'integer', required: false },
      whatever: { type: 'any', of: undefined, required: false },
    });
  });

  it('of nested objects stand at their path, and are required only when the object is', () => {
    const inner = z.strictObject({ url: z.string() });
    expect(shapes(z.strictObject({ settings: inner.optional(), login: inner }))).toMatchObject({
      settings: { type: 'object', required: false },
      'settings.url': { type: 'text', required: false },
      'login.url': { type: 'text', required: true },
    });
  });

  it('of alternatives are those of all of them', () => {
    const schema = z.strictObject({
      cloud: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('aws'), region: z.string() }),
        z.strictObject({ kind: z.literal('proxmox'), url: z.string() }),
      ]),
    });
    expect(shapes(schema)).toMatchObject({
      'cloud.kind': { type: 'text', required: true },
      'cloud.region': { type: 'text', required: false },
      'cloud.url': { type: 'text', required: false },
    });
    expect(fieldsOf(schema).find(({ path }) => path.at(-1) === 'kind')?.choices).toEqual(['aws', 'proxmox']);
  });

  it('tell their bounds, but not those of JavaScript', () => {
    const [ttl, count] = fieldsOf(z.strictObject({ ttl: z.int().min(60).max(86_400), count: z.int() }));
    expect(ttl?.limits).toBe('60..86400');
    expect(count?.limits).toBeUndefined();
  });
});
