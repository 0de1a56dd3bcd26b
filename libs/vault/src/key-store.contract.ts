import { expect, it } from '@jest/globals';
import type { KeyStore } from './key-store.js';

/** The contract of `KeyStore`, for any two views of the same keys, such as those of two processes. */
export function keyStoreContract(open: () => Promise<readonly [KeyStore, KeyStore]>): void {
  it('finds what was created, in every process', async () => {
    const [here, there] = await open();
    expect(await here.get('t1')).toBeUndefined();
    expect(await here.create('t1', 'wrapped')).toEqual({ wrapped: 'wrapped' });
    expect(await here.get('t1')).toEqual({ wrapped: 'wrapped' });
    expect(await there.get('t1')).toEqual({ wrapped: 'wrapped' });
    expect(await there.get('t2')).toBeUndefined();
  });

  it('lets the first writer win, and tells every writer who won', async () => {
    const [here, there] = await open();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? here : there).create('t1', `wrapped ${n}`)),
    );
    const winner = await here.get('t1');
    expect(winner).toEqual({ wrapped: expect.stringMatching(/^wrapped \d$/) });
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(winner)]));
  });

  it('destroys a key for good, in every process: no new one takes its place', async () => {
    const [here, there] = await open();
    await here.create('t1', 'wrapped');
    await here.create('t2', 'another');
    await here.destroy('t1');
    expect(await there.get('t1')).toBe('destroyed');
    expect(await there.create('t1', 'again')).toBe('destroyed');
    await there.destroy('t1');
    expect(await here.get('t1')).toBe('destroyed');
    expect(await here.get('t2')).toEqual({ wrapped: 'another' });
  });

  it('destroys the key of an owner that has none yet', async () => {
    const [here, there] = await open();
    await here.destroy('t1');
    expect(await there.create('t1', 'wrapped')).toBe('destroyed');
  });

  it('destroys a key that several destroy while others create it', async () => {
    const [here, there] = await open();
    await Promise.all([here.create('t1', 'a'), here.destroy('t1'), there.create('t1', 'b'), there.destroy('t1')]);
    expect(await here.get('t1')).toBe('destroyed');
  });
}
