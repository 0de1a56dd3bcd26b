import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { startVaultTransitEmulator, type VaultTransitEmulator } from '@freehold/emulators/vault-transit';
import { temporaryDirectory } from '@freehold/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MasterKeyAway, MasterKeyError } from './errors.js';
import { KeyRing } from './key-ring.js';
import { keyWrapperContract, newDataKey } from './key-wrapper.contract.js';
import { LocalKeyWrapper } from './local-key-wrapper.js';
import { readMasterKey } from './master-key.js';
import { TransitKeyWrapper } from './transit-key-wrapper.js';

const newMasterKey = () => readMasterKey({ master_key: randomBytes(32).toString('base64') });
const newLocal = async () => new LocalKeyWrapper(await newMasterKey());

describe('a master key of this machine', () => {
  keyWrapperContract(async () => {
    const masterKey = await newMasterKey();
    const here = new LocalKeyWrapper(masterKey);
    return {
      here,
      there: new LocalKeyWrapper(masterKey),
      foreign: await newLocal(),
      rotated: async () => new KeyRing(await newLocal(), [here]),
    };
  });
});

describe('several master keys', () => {
  keyWrapperContract(async () => {
    const [newest, older] = [await newLocal(), await newLocal()];
    return {
      here: new KeyRing(newest, [older]),
      there: new KeyRing(newest, []),
      foreign: await newLocal(),
      rotated: async () => new KeyRing(await newLocal(), [older, newest]),
    };
  });

  it('unwrap what any of them has wrapped, and wrap with the newest, which may be known before it wraps', async () => {
    const [old, next] = [await newLocal(), await newLocal()];
    const [before, after] = [new KeyRing(old, [next]), new KeyRing(next, [old])];
    const key = newDataKey();
    expect((await before.unwrap('t1', await after.wrap('t1', key))).id).toBe(key.id);
    expect((await after.unwrap('t1', await before.wrap('t1', key))).id).toBe(key.id);
    expect(after.id).toBe(next.id);
  });
});

describe('a key of Vault’s transit engine', () => {
  const token = 'marked-token';
  let vault: VaultTransitEmulator;
  let token_file: string;
  let wrapper: TransitKeyWrapper;
  beforeAll(async () => {
    vault = await startVaultTransitEmulator({ token, keys: ['freehold', 'other'] });
    token_file = join(await temporaryDirectory(), 'token');
  });
  beforeEach(async () => {
    await writeFile(token_file, `${token}\n`);
    wrapper = new TransitKeyWrapper({ url: vault.url, key: 'freehold', token_file });
  });
  afterAll(() => vault.stop());

  keyWrapperContract(async () => ({
    here: wrapper,
    there: new TransitKeyWrapper({ url: `${vault.url}/`, key: 'freehold', token_file }),
    foreign: new TransitKeyWrapper({ url: vault.url, key: 'other', token_file }),
    rotated: async () => {
      vault.rotate('freehold');
      return wrapper;
    },
  }));

  it('takes the place of one of this machine, and what that has wrapped moves to it', async () => {
    const local = await newLocal();
    const key = newDataKey();
    const moved = await new KeyRing(wrapper, [local]).rewrap('t1', await local.wrap('t1', key));
    expect((await wrapper.unwrap('t1', moved ?? '')).id).toBe(key.id);
  });

  it('is asked again when it is sealed for a moment, and said to be away when it stays so', async () => {
    vault.failNext(2);
    const wrapped = await wrapper.wrap('t1', newDataKey());
    vault.failNext(3);
    await expect(wrapper.unwrap('t1', wrapped)).rejects.toThrow(MasterKeyAway);
    await expect(wrapper.unwrap('t1', wrapped)).resolves.toMatchObject({ id: expect.any(String) });
    const nowhere = new TransitKeyWrapper({ url: 'http://127.0.0.1:1/v1/transit', key: 'freehold', token_file });
    await expect(nowhere.unwrap('t1', wrapped)).rejects.toMatchObject({ transient: true });
  });

  it('takes a token that was renewed in its file; one that it refuses is said, and shown nowhere', async () => {
    await writeFile(token_file, 'marked-old-token');
    const error = await wrapper.wrap('t1', newDataKey()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MasterKeyError);
    expect(inspect(error, { depth: 5 })).toContain(token_file);
    expect(inspect(error, { depth: 5 })).not.toContain('marked-');
    await writeFile(token_file, token);
    expect(await wrapper.wrap('t1', newDataKey())).toEqual(expect.any(String));
  });

  it('that is not there is an error that names it', async () => {
    const missing = new TransitKeyWrapper({ url: vault.url, key: 'missing', token_file });
    await expect(missing.wrap('t1', newDataKey())).rejects.toThrow('no key missing');
  });
});
