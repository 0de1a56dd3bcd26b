import { describe, expect, it } from '@jest/globals';
import type { Field } from './fields.js';
import { valueFrom } from './values.js';

function field(type: Field['type'], of?: Field['type']): Field {
  return { path: ['field'], type, required: false, ...(of !== undefined && { of }) };
}

describe('the value of a flag', () => {
  it.each([
    [field('text'), '007', '007'],
    [field('text'), 'null', 'null'],
    [field('integer'), '-5', -5],
    [field('number'), '2.5', 2.5],
    [field('object'), '{"a":1}', { a: 1 }],
    [field('any'), '{"a":1}', { a: 1 }],
    [field('any'), 'plain', 'plain'],
    [field('list', 'integer'), '7', [7]],
    [field('list', 'text'), '["a","b"]', ['a', 'b']],
    [field('list', 'object'), '{"a":1}', [{ a: 1 }]],
    [field('map', 'text'), 'a=b=c', { a: 'b=c' }],
    [field('map', 'integer'), '{"a":1}', { a: 1 }],
  ])('of %j from %j is %j', (of, text, value) => {
    expect(valueFrom(of, text, undefined)).toEqual(value);
  });

  it.each([
    [field('integer'), '1.5'],
    [field('integer'), ''],
    [field('number'), 'ten'],
    [field('object'), '[1]'],
    [field('object'), '{'],
    [field('list', 'boolean'), 'yes'],
    [field('map', 'text'), 'no equals sign'],
  ])('of %j is refused for %j', (of, text) => {
    expect(() => valueFrom(of, text, undefined)).toThrow(/\./);
  });

  it('grows with each repetition where it is a list or a map', () => {
    expect(valueFrom(field('list', 'text'), 'b', ['a'])).toEqual(['a', 'b']);
    expect(valueFrom(field('map', 'text'), 'b=2', { a: '1' })).toEqual({ a: '1', b: '2' });
  });
});
