import { randomBytes } from 'node:crypto';
import { freshNats } from '@freehold/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { MasterKeyError, Shredded } from './errors.js';
import { KeyRing } from './key-ring.js';
import type { KeyStore } from './key-store.js';
import { headerOf, type KeyWrapper } from './key-wrapper.js';
import { LocalKeyWrapper } from './local-key-wrapper.js';
import { readMasterKey } from './master-key.js';
import { NatsKeyStore } from './nats-key-store.js';
import { rewrapKeys } from './rewrap-keys.js';
import { Vault } from './vault.js';

const newLocal = async () =>
  new LocalKeyWrapper(await readMasterKey({ master_key: randomBytes(32).toString('base64') }));

const nats = await freshNats();
let nc: NatsConnection;
let store: KeyStore;
let old: KeyWrapper;
let next: KeyWrapper;
let both: KeyWrapper;
const OWNERS = Array.from({ length: 20 }, (_, n) => `t${n}`);
let sealed: ReadonlyMap<string, string>;

beforeAll(async () => {
  nc = await connect({ servers: nats.url });
});
afterAll(() => nc.close());
beforeEach(async () => {
  await (await jetstreamManager(nc)).streams.delete('KV_KEYS').catch(() => undefined);
  store = await NatsKeyStore.open(nc);
  [old, next] = [await newLocal(), await newLocal()];
  both = new KeyRing(next, [old]);
  const vault = new Vault({ store, wrapper: old });
  sealed = new Map(await Promise.all(OWNERS.map(async (t) => [t, await vault.seal(t, 'password', t)] as const)));
});

const opened = async (wrapper: KeyWrapper) => {
  const vault = new Vault({ store, wrapper });
  return await Promise.all([...sealed].map(([owner, text]) => vault.open(owner, 'password', text)));
};

const masters = async () =>
  await Promise.all(
    OWNERS.map(async (owner) => {
      const stored = await store.get(owner);
      return stored && 'wrapped' in stored ? headerOf(stored.wrapped)?.master : 'none';
    }),
  );

/** A store that is cut off when so many keys have been replaced. */
const dyingAfter = (replaced: number): KeyStore => {
  let left = replaced;
  return Object.assign(Object.create(store), {
    replace: async (owner: string, seen: string, wrapped: string) => {
      if (left-- === 0) throw new Error('killed');
      return await store.replace(owner, seen, wrapped);
    },
  });
};

describe('a rotation of the master key', () => {
  it('puts every key under the new one, after which the old one opens nothing and the new one all', async () => {
    expect(await rewrapKeys(store, both)).toEqual({ rewrapped: 20, current: 0, destroyed: 0, unreadable: [] });
    expect(new Set(await masters())).toEqual(new Set([next.id]));
    expect(await opened(next)).toEqual(OWNERS);
    await expect(opened(old)).rejects.toThrow(MasterKeyError);
  });

  it('changes nothing when it is run again', async () => {
    await rewrapKeys(store, both);
    expect(await rewrapKeys(store, both)).toEqual({ rewrapped: 0, current: 20, destroyed: 0, unreadable: [] });
  });

  it('that was killed in its middle has lost nothing, and is resumed', async () => {
    await expect(rewrapKeys(dyingAfter(7), both)).rejects.toThrow('killed');
    expect((await masters()).filter((id) => id === next.id)).toHaveLength(7);
    expect(await opened(both)).toEqual(OWNERS);
    expect(await rewrapKeys(store, both)).toMatchObject({ rewrapped: 13, current: 7 });
    expect(await opened(next)).toEqual(OWNERS);
  });

  it('runs twice at a time, and while services seal and open under either key', async () => {
    const [before, after] = [new KeyRing(old, [next]), both];
    const service = new Vault({ store, wrapper: before, cacheMs: 0 });
    const serving = (async () => {
      for (let n = 0; n < 100; n++) {
        const owner = `t${n % 25}`;
        expect(await service.open(owner, 'name', await service.seal(owner, 'name', 'x'))).toBe('x');
      }
    })();
    const [one, other] = await Promise.all([rewrapKeys(store, after), rewrapKeys(store, after)]);
    await serving;
    await rewrapKeys(store, after);
    expect(one.rewrapped + other.rewrapped).toBeGreaterThanOrEqual(20);
    expect(await opened(next)).toEqual(OWNERS);
  });

  it('brings no destroyed key back', async () => {
    await Promise.all([rewrapKeys(store, both), ...OWNERS.slice(0, 10).map((owner) => store.destroy(owner))]);
    const vault = new Vault({ store, wrapper: both });
    for (const owner of OWNERS.slice(0, 10))
      await expect(vault.open(owner, 'password', sealed.get(owner) ?? '')).rejects.toThrow(Shredded);
    expect(await rewrapKeys(store, both)).toMatchObject({ current: 10, destroyed: 10 });
  });

  it('tells of keys that no known master key unwraps, and puts the others under the new one', async () => {
    const foreign = new Vault({ store, wrapper: await newLocal() });
    await foreign.seal('lost', 'password', 'x');
    const { rewrapped, unreadable } = await rewrapKeys(store, both);
    expect({ rewrapped, unreadable }).toEqual({
      rewrapped: 20,
      unreadable: [{ owner: 'lost', why: expect.stringContaining('FREEHOLD_KNOWN_MASTER_KEYS_FILE') }],
    });
  });
});
