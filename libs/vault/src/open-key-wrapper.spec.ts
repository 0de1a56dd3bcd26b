import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@freehold/testing/servers';
import { describe, expect, it } from '@jest/globals';
import { newDataKey } from './key-wrapper.contract.js';
import { openKeyWrapper } from './open-key-wrapper.js';

const newKey = () => randomBytes(32).toString('base64');
const transit = {
  vault_transit_url: 'https://vault.example:8200/v1/transit',
  vault_transit_key: 'freehold',
  vault_transit_token_file: '/nowhere/token',
};

describe('the configured master keys', () => {
  it('are one that wraps, and as many as a file names that unwrap', async () => {
    const [newest, older, oldest] = [newKey(), newKey(), newKey()];
    const known_master_keys_file = join(await temporaryDirectory(), 'known.keys');
    await writeFile(known_master_keys_file, `${older}\n${oldest}\n`, { mode: 0o600 });
    const wrapper = await openKeyWrapper({ master_key: newest, known_master_keys_file });
    for (const master_key of [newest, older, oldest]) {
      const key = newDataKey();
      const wrapped = await (await openKeyWrapper({ master_key })).wrap('t1', key);
      expect((await wrapper.unwrap('t1', wrapped)).id).toBe(key.id);
    }
    expect(wrapper.id).toBe((await openKeyWrapper({ master_key: newest })).id);
  });

  it('may lie in Vault, with those of before beside it', async () => {
    expect((await openKeyWrapper(transit)).id).toBe('transit/freehold');
    expect((await openKeyWrapper({ ...transit, known_master_keys: newKey() })).id).toBe('transit/freehold');
  });

  it.each([
    ['none is there', {}, 'There is no master key'],
    ['two wrap', { ...transit, master_key: newKey() }, 'There are two master keys'],
    ['Vault is half named', { ...transit, vault_transit_key: undefined }, 'set all three, or none'],
    ['Vault is reached in the clear', { ...transit, vault_transit_url: 'http://vault.example/v1/transit' }, 'https://'],
    ['Vault has no address', { ...transit, vault_transit_url: 'vault' }, 'https://'],
    ['one that is known is none', { master_key: newKey(), known_master_keys: 'x' }, 'openssl rand -base64 32'],
    [
      'the known ones are named twice',
      { master_key: newKey(), known_master_keys: newKey(), known_master_keys_file: '/nowhere' },
      'Both FREEHOLD_KNOWN_MASTER_KEYS and',
    ],
  ])('stop the start where %s, with a sentence that says what to set', async (_, source, sentence) => {
    await expect(openKeyWrapper(source)).rejects.toThrow(sentence);
  });
});
