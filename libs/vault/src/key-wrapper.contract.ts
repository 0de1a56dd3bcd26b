import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { MasterKeyError } from './errors.js';
import { type DataKey, headerOf, type KeyWrapper } from './key-wrapper.js';

/** Two processes that have the same master key, and one that has another. */
export interface WrappersUnderTest {
  readonly here: KeyWrapper;
  readonly there: KeyWrapper;
  readonly foreign: KeyWrapper;
  /** The master key is rotated: a process that knows the newer one, and the older. */
  rotated(): Promise<KeyWrapper>;
}

export const newDataKey = (): DataKey => ({ id: randomBytes(9).toString('base64url'), bytes: randomBytes(32) });

/** The contract of `KeyWrapper`. */
export function keyWrapperContract(open: () => Promise<WrappersUnderTest>): void {
  it('unwraps in every process what was wrapped in one', async () => {
    const { here, there } = await open();
    const key = newDataKey();
    const wrapped = await here.wrap('t1', key);
    for (const wrapper of [here, there]) {
      const { id, bytes } = await wrapper.unwrap('t1', wrapped);
      expect({ id, bytes: Buffer.from(bytes) }).toEqual({ id: key.id, bytes: key.bytes });
    }
  });

  it('tells in the clear whose key it is, which, and under which master key, and no more', async () => {
    const { here } = await open();
    const key = newDataKey();
    const wrapped = await here.wrap('t1', key);
    expect(headerOf(wrapped)).toEqual({ kid: key.id, owner: 't1', master: here.id });
    expect(wrapped).toMatch(/^[\x21-\x7e]+$/);
    const decoded = wrapped.split(/[.:]/).map((part) => Buffer.from(part, 'base64').toString('latin1'));
    for (const form of ['base64', 'base64url', 'hex', 'latin1'] as const)
      expect([wrapped, ...decoded].join()).not.toContain(Buffer.from(key.bytes).toString(form));
  });

  it('unwraps for nobody else, and nothing that was changed', async () => {
    const { here } = await open();
    const wrapped = await here.wrap('t1', newDataKey());
    const [, ...rest] = wrapped.split('.');
    const rewritten = (header: object) =>
      [Buffer.from(JSON.stringify({ ...headerOf(wrapped), ...header })).toString('base64url'), ...rest].join('.');
    await expect(here.unwrap('t2', wrapped)).rejects.toThrow(MasterKeyError);
    await expect(here.unwrap('t2', rewritten({ owner: 't2' }))).rejects.toThrow('tampered');
    await expect(here.unwrap('t1', rewritten({ kid: 'other' }))).rejects.toThrow('tampered');
    await expect(here.unwrap('t1', wrapped.slice(0, -6))).rejects.toThrow('tampered');
    await expect(here.unwrap('t1', 'nothing')).rejects.toThrow('tampered');
  });

  it('says of what lies under another master key under which, and what to set', async () => {
    const { here, foreign } = await open();
    const wrapped = await foreign.wrap('t1', newDataKey());
    for (const attempt of [here.unwrap('t1', wrapped), here.rewrap('t1', wrapped)])
      await expect(attempt).rejects.toThrow(new RegExp(`${foreign.id}.*FREEHOLD_KNOWN_MASTER_KEYS_FILE`));
  });

  it('wraps anew what lies under an older master key, and nothing twice', async () => {
    const { here, rotated } = await open();
    const key = newDataKey();
    const old = await here.wrap('t1', key);
    expect(await here.rewrap('t1', old)).toBeUndefined();
    const newer = await rotated();
    const moved = await newer.rewrap('t1', old);
    expect(moved).toEqual(expect.any(String));
    expect(moved).not.toBe(old);
    const { id, bytes } = await newer.unwrap('t1', moved ?? '');
    expect({ id, bytes: Buffer.from(bytes) }).toEqual({ id: key.id, bytes: key.bytes });
    expect(await newer.rewrap('t1', moved ?? '')).toBeUndefined();
  });
}
