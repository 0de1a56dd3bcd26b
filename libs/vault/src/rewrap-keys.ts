import { MasterKeyError } from './errors.js';
import type { KeyStore } from './key-store.js';
import type { KeyWrapper } from './key-wrapper.js';

/** What a rotation has found and done, in numbers of owners. */
export interface Rewrapped {
  /** Keys that lie under the newest master key now, and did not before. */
  rewrapped: number;
  /** Keys that lay under it already. */
  current: number;
  /** Owners whose key was destroyed, before or meanwhile. */
  destroyed: number;
  /** Owners whose key no known master key unwraps, with what is wrong. */
  readonly unreadable: { readonly owner: string; readonly why: string }[];
}

/** So often one key is taken up again that others change at the same time. */
const TRIES = 10;

/**
 * Puts every owner's key under the newest master key. The keys themselves stay as they are, so what is sealed stays as it is and
 * services go on meanwhile. It may be killed at any moment and run again, also by several at once: each key lies under the one master key
 * or the other, and what was replaced is overwritten in the store.
 * @throws MasterKeyAway when what keeps the master key does not answer: what was done until then is done
 */
export async function rewrapKeys(store: KeyStore, wrapper: KeyWrapper): Promise<Rewrapped> {
  const done: Rewrapped = { rewrapped: 0, current: 0, destroyed: 0, unreadable: [] };
  for await (const owner of store.owners()) {
    try {
      done[await rewrapKey(owner, store, wrapper)]++;
    } catch (error) {
      if (!(error instanceof MasterKeyError)) throw error;
      done.unreadable.push({ owner, why: error.message });
    }
  }
  return done;
}

async function rewrapKey(
  owner: string,
  store: KeyStore,
  wrapper: KeyWrapper,
): Promise<'rewrapped' | 'current' | 'destroyed'> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const stored = await store.get(owner);
    if (stored === undefined || 'destroyed' in stored) return 'destroyed';
    const wrapped = await wrapper.rewrap(owner, stored.wrapped);
    if (wrapped === undefined) {
      await store.settle(owner);
      return 'current';
    }
    if (await store.replace(owner, stored.wrapped, wrapped)) return 'rewrapped';
  }
  throw new Error(`the key of ${owner} has changed ${TRIES} times while it was looked at`);
}
