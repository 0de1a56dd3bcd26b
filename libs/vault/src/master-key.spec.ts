import { randomBytes } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { temporaryDirectory } from '@freehold/testing/servers';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MasterKeyError } from './errors.js';
import { readMasterKey } from './master-key.js';

const text = randomBytes(32).toString('base64');

let file: string;
beforeEach(async () => {
  file = join(await temporaryDirectory(), 'master.key');
});

describe('the master key', () => {
  it('is read from the variable', async () => {
    const { key } = await readMasterKey({ master_key: text });
    expect(key.export().toString('base64')).toBe(text);
  });

  it('is read from a file that only its owner reads', async () => {
    await writeFile(file, `${text}\n`, { mode: 0o600 });
    const { key } = await readMasterKey({ master_key_file: file });
    expect(key.export().toString('base64')).toBe(text);
  });

  it('has an id that is the same at every start, and another for another key', async () => {
    const ids = await Promise.all(
      [text, text, randomBytes(32).toString('base64')].map((master_key) => readMasterKey({ master_key })),
    );
    expect(ids[0]?.id).toBe(ids[1]?.id);
    expect(ids[0]?.id).not.toBe(ids[2]?.id);
  });

  it('is not made unless it is asked for', async () => {
    await expect(readMasterKey({ master_key_file: file })).rejects.toThrow(MasterKeyError);
  });

  it('is made once, mode 600, however many start at the same time', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => readMasterKey({ master_key_file: file }, { create: true })),
    );
    const again = await readMasterKey({ master_key_file: file }, { create: true });
    expect(new Set([...keys, again].map(({ id }) => id)).size).toBe(1);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(file, '..'))).toEqual(['master.key']);
    expect(await readFile(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]{43}=\n$/);
  });

  it.each([
    ['is missing', {}, 'set FREEHOLD_MASTER_KEY'],
    [
      'is named twice',
      { master_key: text, master_key_file: '/nowhere' },
      'Both FREEHOLD_MASTER_KEY and FREEHOLD_MASTER_KEY_FILE',
    ],
    ['is too short', { master_key: randomBytes(31).toString('base64') }, 'openssl rand -base64 32'],
    ['is not base64', { master_key: `${text.slice(0, -4)}!!!=` }, 'openssl rand -base64 32'],
    ['lies in no file', { master_key_file: '/nowhere/master.key' }, '/nowhere/master.key'],
  ])('that %s stops the start with a sentence that says what to do', async (_, source, sentence) => {
    await expect(readMasterKey(source)).rejects.toThrow(sentence);
  });

  it('in a file that others can read is refused', async () => {
    await writeFile(file, text);
    await chmod(file, 0o640);
    await expect(readMasterKey({ master_key_file: file })).rejects.toThrow(`chmod 600 ${file}`);
  });

  it('never shows in an error or an inspection', async () => {
    const error = await readMasterKey({ master_key: text.slice(0, -6) }).catch((reason: unknown) => reason);
    expect(inspect(error)).not.toContain(text.slice(0, 20));
    expect(inspect(await readMasterKey({ master_key: text }), { depth: 5, showHidden: true })).not.toContain(
      text.slice(0, 20),
    );
  });
});
