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
    expect(await there.get('t1')).toEqual(DESTROYED);
    expect(await there.create('t1', 'again')).toEqual(DESTROYED);
    await there.destroy('t1');
    expect(await here.get('t1')).toEqual(DESTROYED);
    expect(await here.get('t2')).toEqual({ wrapped: 'another' });
  });

  it('destroys the key of an owner that has none yet', async () => {
    const [here, there] = await open();
    await here.destroy('t1');
    expect(await there.create('t1', 'wrapped')).toEqual(DESTROYED);
  });

  it('destroys a key that several destroy while others create it', async () => {
    const [here, there] = await open();
    await Promise.all([here.create('t1', 'a'), here.destroy('t1'), there.create('t1', 'b'), there.destroy('t1')]);
    expect(await here.get('t1')).toEqual(DESTROYED);
  });

  it('notes of a destroyed key which one it was and when, however often and by whom it is destroyed', async () => {
    const [here, there] = await open();
    await here.create('t1', wrapped('k1'));
    const noted = await here.destroy('t1');
    expect(noted).toEqual({ key_id: 'k1', destroyed_at: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await there.destroy('t1')).toEqual(noted);
    expect(await there.get('t1')).toEqual({ destroyed: noted });
  });

  it('lists every owner that has or had a key', async () => {
    const [here, there] = await open();
    expect(await owners(there)).toEqual([]);
    for (const owner of ['t1', 't2', 'user.ada']) await here.create(owner, 'wrapped');
    await here.destroy('t2');
    expect(await owners(there)).toEqual(['t1', 't2', 'user.ada']);
  });

  it('replaces what its caller has seen, and nothing else', async () => {
    const [here, there] = await open();
    await here.create('t1', 'old');
    expect(await there.replace('t1', 'old', 'new')).toBe(true);
    expect(await here.get('t1')).toEqual({ wrapped: 'new' });
    expect(await here.replace('t1', 'old', 'newer')).toBe(false);
    expect(await here.replace('t2', 'old', 'new')).toBe(false);
    expect(await there.get('t1')).toEqual({ wrapped: 'new' });
    expect(await there.get('t2')).toBeUndefined();
  });

  it('never brings a destroyed key back, however replacing and destroying meet', async () => {
    const [here, there] = await open();
    for (let n = 0; n < 10; n++) {
      const owner = `t${n}`;
      await here.create(owner, 'old');
      await Promise.all([
        there.replace(owner, 'old', 'new'),
        here.destroy(owner),
        there.replace(owner, 'new', 'newer'),
      ]);
      expect(await there.get(owner)).toEqual(DESTROYED);
    }
  });
}

const DESTROYED = { destroyed: expect.objectContaining({ destroyed_at: expect.any(String) }) };

async function owners(store: KeyStore): Promise<string[]> {
  const found: string[] = [];
  for await (const owner of store.owners()) found.push(owner);
  return found.toSorted();
}

function wrapped(kid: string): string {
  return `${Buffer.from(JSON.stringify({ kid, owner: 't1', master: 'm1' })).toString('base64url')}.rest`;
}
