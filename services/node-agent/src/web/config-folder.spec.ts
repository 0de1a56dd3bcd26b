import { temporaryDirectory } from '@freehold/testing/servers';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Confined } from '../files/confined.js';
import { ConfigFolder } from './config-folder.js';

const OWNER = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
const root = await Confined.open(await temporaryDirectory('folder'));
let tests = 0;

/** The folder of a server that does not take files which say `bad`, nor two that say `odd`. */
async function opened(): Promise<ConfigFolder> {
  const folder = new ConfigFolder({
    root,
    live: 'live',
    trial: 'trial',
    file: { mode: 0o600, ...OWNER },
    directory: { mode: 0o700, ...OWNER },
    test: async () => {
      tests += 1;
      const files = await root.list('trial');
      const texts = await Promise.all(files.map(async (file) => String((await root.read(`trial/${file}`))?.content)));
      const isBad = texts.some((text) => text.includes('bad')) || texts.filter((text) => text === 'odd').length > 1;
      return isBad ? `${root.absolute('trial')}/${files.join()}: not taken` : undefined;
    },
  });
  await folder.open();
  return folder;
}

beforeEach(async () => {
  await root.remove('live');
  tests = 0;
});

describe('a folder of configuration', () => {
  test('takes a good batch by one test, and tests nothing that lies there already', async () => {
    const folder = await opened();
    const files = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, `good ${name}`]));

    expect(await folder.tried(files)).toEqual(new Map());
    expect(tests).toBe(1);
    for (const [name, content] of files) expect(await folder.install(name, content)).toBe(true);
    expect(await folder.tried(files)).toEqual(new Map());
    expect(await folder.install('a', 'good a')).toBe(false);
    expect(tests).toBe(1);
  });

  test('finds each bad file alone, with the server’s words about it', async () => {
    const folder = await opened();
    const bad = ['m3', 'm7', 'm8'];
    const names = Array.from({ length: 20 }, (_, index) => `m${index}`);

    const refused = await folder.tried(new Map(names.map((name) => [name, bad.includes(name) ? 'bad' : 'good'])));
    expect(refused).toEqual(new Map(bad.map((name) => [name, `live/${name}.conf: not taken`])));
    expect(tests).toBeLessThan(20);
    expect(await root.list('trial')).toEqual([]);
    expect(await root.list('live')).toEqual([]);
  });

  test('has one fingerprint for what lies there, also for who looks later', async () => {
    const folder = await opened();
    await folder.install('a', 'one');
    const before = folder.fingerprint();
    await folder.install('b', 'two');
    expect(folder.fingerprint()).not.toBe(before);

    expect((await opened()).fingerprint()).toBe(folder.fingerprint());
    await folder.remove('b');
    expect(folder.fingerprint()).toBe(before);
  });

  test('notices what somebody else has done to a file', async () => {
    const folder = await opened();
    await folder.install('a', 'one');
    expect(await folder.fault('a', () => 'one')).toBeUndefined();

    await root.write('live/a.conf', 'two', { mode: 0o600, ...OWNER });
    expect(await folder.fault('a', () => 'one')).toBe('was changed');
    await root.write('live/a.conf', 'one', { mode: 0o644, ...OWNER });
    expect(await folder.fault('a', () => 'one')).toBe('has another owner or mode');
    await root.remove('live/a.conf');
    expect(await folder.fault('a', () => 'one')).toBe('is missing');
  });
});
