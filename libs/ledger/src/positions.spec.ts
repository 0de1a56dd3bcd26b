import { describe, expect, it } from '@jest/globals';
import { Positions } from './positions.js';

describe('positions of followers', () => {
  it('wake who waits when the last of his followers has passed', async () => {
    const positions = new Positions();
    let woken = false;
    const waiting = positions.wait(['a', 'b'], 5, 5_000).then((passed) => (woken = passed));
    positions.announce('a', 7);
    positions.announce('b', 4);
    await Promise.resolve();
    expect(woken).toBe(false);
    positions.announce('b', 5);
    expect(await waiting).toBe(true);
  });

  it('answer at once for what is passed already, and never go back', async () => {
    const positions = new Positions();
    positions.announce('a', 5);
    positions.announce('a', 3);
    expect(positions.of('a')).toBe(5);
    expect(positions.of('nobody')).toBe(0);
    expect(await positions.wait(['a'], 5, 0)).toBe(true);
    expect(await positions.wait([], 5, 0)).toBe(true);
  });

  it('give up in time, or when they are told to', async () => {
    const positions = new Positions();
    expect(await positions.wait(['a'], 1, 10)).toBe(false);
    const end = new AbortController();
    const waiting = positions.wait(['a'], 1, 60_000, end.signal);
    end.abort();
    expect(await waiting).toBe(false);
    expect(await positions.wait(['a'], 1, 60_000, end.signal)).toBe(false);
  });

  it('wake all who wait for the same', async () => {
    const positions = new Positions();
    const waiting = Promise.all([1, 2, 3].map((position) => positions.wait(['a'], position, 5_000)));
    positions.announce('a', 3);
    expect(await waiting).toEqual([true, true, true]);
  });
});
