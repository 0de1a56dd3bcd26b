import { create } from '@bufbuild/protobuf';
import { RouteSchema } from '@freehold/rpc/agent';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Desired, DesiredState } from '../role.js';
import { afterLook, TRUSTED } from './drift-policy.js';
import { isStale } from './fence.js';
import { planOf } from './full-set.js';

function route(id: string, generation: number): Desired {
  return { kind: 'route', id, generation, spec: create(RouteSchema, { backend: 'b' }) };
}

function holding(resources: readonly Desired[]): DesiredState {
  return { list: () => resources, get: (key) => resources.find(({ id }) => id === key.id) };
}

const key = { kind: 'route', id: 'a' } as const;

describe('a fence', () => {
  it.each([
    ['what nobody has heard of', undefined, 1, undefined, false],
    ['something newer', { generation: 5, wanted: route('a', 5) }, 6, undefined, false],
    ['a repeat', { generation: 5, wanted: route('a', 5) }, 5, undefined, false],
    ['something older', { generation: 5, wanted: route('a', 5) }, 4, undefined, true],
    ['something older in a set that is newer', { generation: 5, wanted: route('a', 5) }, 4, 9, true],
    ['something older than a removal', { generation: 5, wanted: undefined }, 4, undefined, true],
    ['something older than a removal in a set that knows of it', { generation: 5, wanted: undefined }, 4, 5, false],
    ['something older than a removal in a set that is older', { generation: 5, wanted: undefined }, 3, 4, true],
  ])('judges %s', (_, heard, generation, as_of, expected) => {
    const wish = { key, generation, wanted: route('a', generation), ...(as_of !== undefined && { as_of }) };
    expect(isStale(wish, heard)).toBe(expected);
  });
});

describe('a plan for a full set', () => {
  const resources = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 0, max: 60 }), generation: fc.integer({ min: 1, max: 20 }) }),
    { selector: ({ id }) => id, maxLength: 60 },
  );

  it('removes exactly what is held, not in the set and not newer than it, unless that is too much', () => {
    fc.assert(
      fc.property(
        resources,
        resources,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (held, set, position, confirm) => {
          const mine = held.map(({ id, generation }) => route(`r${id}`, generation));
          const wanted = set.map(({ id, generation }) => route(`r${id}`, generation));
          const plan = planOf(
            { kinds: ['route'], position, confirm_removals: confirm, resources: wanted },
            holding(mine),
          );
          const orphans = mine.filter(
            ({ id, generation }) => generation <= position && !wanted.some((one) => one.id === id),
          );
          const isTooMuch = !confirm && orphans.length >= 10 && orphans.length / mine.length > 0.3;
          expect(plan.removals.map((removal) => removal.key.id)).toEqual(isTooMuch ? [] : orphans.map(({ id }) => id));
          expect(plan.held).toEqual(
            isTooMuch ? { removals: orphans.length, total: mine.length } : { removals: 0, total: 0 },
          );
          expect(plan.wishes.map((wish) => wish.wanted)).toEqual(wanted);
        },
      ),
    );
  });

  it('leaves alone what is of another kind', () => {
    const plan = planOf(
      { kinds: ['backend'], position: 9, confirm_removals: true, resources: [] },
      holding([route('a', 1)]),
    );
    expect(plan).toEqual({ wishes: [], removals: [], held: { removals: 0, total: 0 } });
  });
});

describe('trust in repairs', () => {
  it('ends with the third suspicious look in a row, and stays ended', () => {
    const looks = (...found: number[]) => found.reduce(afterLook, TRUSTED).report_only;
    expect(looks(101, 101)).toBe(false);
    expect(looks(101, 101, 100, 101, 101)).toBe(false);
    expect(looks(101, 101, 101)).toBe(true);
    expect(looks(101, 101, 101, 0, 0)).toBe(true);
  });
});
