import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { temporaryDirectory } from '@freehold/testing/servers';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Confined } from './confined.js';
import { PathRefused } from './path-segments.js';

const OWN = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
/** Root may give files away; others only to themselves. */
const TENANT = OWN.uid === 0 ? { uid: 65_123, gid: 65_123 } : OWN;
const FILE = { mode: 0o640, ...TENANT };
const DIRECTORY = { mode: 0o750, ...TENANT };

let root: string;
let outside: string;
let confined: Confined;
beforeEach(async () => {
  const directory = await temporaryDirectory();
  root = join(directory, 'root');
  outside = join(directory, 'outside');
  await mkdir(outside);
  await writeFile(join(outside, 'secret'), 'untouched');
  await writeFile(join(outside, 'only-outside'), '');
  confined = await Confined.open(root);
});

/** The outside as it was made. */
function expectUntouched(): void {
  expect(readdirSync(outside).sort()).toEqual(['only-outside', 'secret']);
  expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('untouched');
  expect(statSync(join(outside, 'secret')).uid).toBe(OWN.uid);
}

describe('files below a root', () => {
  it('are written with mode and owner, and again only when something differs', async () => {
    expect(await confined.write('etc/a/b.conf', 'one', FILE)).toBe(true);
    expect(await confined.write('etc/a/b.conf', 'one', FILE)).toBe(false);
    expect(await confined.read('etc/a/b.conf')).toEqual({ content: Buffer.from('one'), ...FILE });
    expect(await confined.stat('etc/a')).toMatchObject({ type: 'directory', mode: 0o755, ...OWN });
    expect(await confined.write('etc/a/b.conf', 'one', { ...FILE, mode: 0o600 })).toBe(true);
    expect(await confined.write('etc/a/b.conf', 'two', { ...FILE, mode: 0o600 })).toBe(true);
    expect(await confined.read('etc/a/b.conf')).toMatchObject({ content: Buffer.from('two'), mode: 0o600 });
    expect(readdirSync(join(root, 'etc/a'))).toEqual(['b.conf']);
  });

  it('that are not there are nothing to read, to list or to remove', async () => {
    expect(await confined.read('a/b')).toBeUndefined();
    expect(await confined.stat('a/b')).toBeUndefined();
    expect(await confined.list('a')).toEqual([]);
    await confined.remove('a/b');
  });

  it('lie in directories that get their mode and owner also when they were there', async () => {
    expect(await confined.directory('srv/t1/w1', DIRECTORY)).toBe(true);
    expect(await confined.directory('srv/t1/w1', { ...DIRECTORY, mode: 0o700 })).toBe(false);
    expect(await confined.stat('srv/t1/w1')).toMatchObject({ type: 'directory', mode: 0o700, ...TENANT });
    expect(await confined.stat('srv/t1')).toMatchObject({ mode: 0o755, ...OWN });
  });

  it('are listed in order, without what a kill left of one that was being written, which is removed', async () => {
    for (const name of ['b', 'a', '.c']) await confined.write(`etc/${name}`, '', FILE);
    await writeFile(join(root, 'etc/.freehold-0123456789abcdef'), 'half');
    expect(await confined.list('etc')).toEqual(['.c', 'a', 'b']);
    expect(readdirSync(join(root, 'etc'))).toHaveLength(3);
  });

  it('come back after the root itself was taken away', async () => {
    await confined.write('etc/a', 'one', FILE);
    await promisify(execFile)('rm', ['-r', root]);
    expect(await confined.read('etc/a')).toBeUndefined();
    expect(await confined.write('etc/a', 'one', FILE)).toBe(true);
  });
});

/** Names that mean harm, and names that do not. */
const segment = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    'a',
    'é',
    'e\u0301',
    '\u202e',
    'a\u0000b',
    'a\nb',
    '\ud800',
    ' ',
    'secret',
    '~',
    '*',
    '\u200b',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('x'.repeat(255), 'x'.repeat(256), 'é'.repeat(128)),
);
const anyPath = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(segment, { maxLength: 5 }).map((all) => all.join('/')),
);

describe('a path', () => {
  it('stays below the root or is refused, whatever it is made of', async () => {
    const property = fc.asyncProperty(anyPath, async (path) => {
      let isWritten = false;
      try {
        isWritten = await confined.write(path, path, { mode: 0o600, ...OWN });
      } catch (error) {
        // The system itself may refuse a name that is a directory already, or too long a path.
        if (!(error instanceof PathRefused) && !/ENAMETOOLONG/.test(String(error))) throw error;
      }
      if (!isWritten) return;
      expect(path.split('/').some((name) => name === '..' || name === '.' || name === '')).toBe(false);
      expect(path.normalize('NFC')).toBe(path);
      expect((await confined.read(path))?.content.toString()).toBe(path);
      expect(readFileSync(confined.absolute(path), 'utf8')).toBe(path);
      await confined.remove(path.split('/')[0] ?? '');
    });
    await fc.assert(property, { numRuns: 300 });
    expectUntouched();
  });

  it.each([
    '../outside/secret',
    '/etc/passwd',
    'a/../../outside',
    'a//b',
    '',
    '.',
    'a\u0000',
    'e\u0301',
    `${'d/'.repeat(70)}x`,
  ])('is refused by every method: %j', async (path) => {
    await expect(confined.write(path, '', FILE)).rejects.toThrow(PathRefused);
    await expect(confined.directory(path, DIRECTORY)).rejects.toThrow(PathRefused);
    await expect(confined.read(path)).rejects.toThrow(PathRefused);
    await expect(confined.stat(path)).rejects.toThrow(PathRefused);
    await expect(confined.list(path)).rejects.toThrow(PathRefused);
    await expect(confined.remove(path)).rejects.toThrow(PathRefused);
    expect(() => confined.openToAppend(path, FILE)).toThrow(PathRefused);
    expect(() => confined.absolute(path)).toThrow(PathRefused);
  });
});

describe('a symlink', () => {
  it('on the way is refused by every method', async () => {
    await symlink(outside, join(root, 'link'));
    await expect(confined.write('link/new', '', FILE)).rejects.toThrow(PathRefused);
    await expect(confined.directory('link/new', DIRECTORY)).rejects.toThrow(PathRefused);
    await expect(confined.directory('link', DIRECTORY)).rejects.toThrow(PathRefused);
    await expect(confined.read('link/secret')).rejects.toThrow(PathRefused);
    await expect(confined.stat('link/secret')).rejects.toThrow(PathRefused);
    await expect(confined.list('link')).rejects.toThrow(PathRefused);
    await expect(confined.remove('link/secret')).rejects.toThrow(PathRefused);
    expect(() => confined.openToAppend('link/log', FILE)).toThrow(PathRefused);
    expectUntouched();
  });

  it('at its end is never followed: it is told, replaced, or removed itself', async () => {
    await symlink(join(outside, 'secret'), join(root, 'link'));
    expect(await confined.stat('link')).toMatchObject({ type: 'symlink' });
    await expect(confined.read('link')).rejects.toThrow(PathRefused);
    expect(() => confined.openToAppend('link', FILE)).toThrow(PathRefused);
    expect(await confined.write('link', 'ours', FILE)).toBe(true);
    expect(await confined.stat('link')).toMatchObject({ type: 'file' });
    await symlink(outside, join(root, 'other'));
    await confined.remove('other');
    expect(await confined.stat('other')).toBeUndefined();
    expectUntouched();
  });

  it('that takes the place of a directory at any moment leads nothing astray', async () => {
    mkdirSync(join(root, 'srv/site'), { recursive: true });
    const swap = new Worker(SWAPPER, { eval: true, workerData: { at: join(root, 'srv'), outside } });
    await new Promise((resolve) => swap.once('message', resolve));
    const tries = [
      () => confined.write('srv/site/secret', 'ours', FILE),
      () => confined.directory('srv/site/secret-directory', DIRECTORY),
      () => confined.directory('srv/site', { mode: 0o755, ...TENANT }),
      () => confined.read('srv/site/secret'),
      () => confined.list('srv/site'),
      () => confined.remove('srv/site/secret'),
      () => confined.remove('srv/site'),
    ];
    const seen = new Set<string>();
    for (let round = 0; round < 1_400; round += 1) {
      const attempt = tries[round % tries.length];
      const answer = await attempt?.().catch((error: unknown) => error);
      seen.add(answer instanceof PathRefused ? 'refused' : 'done');
      if (answer && typeof answer === 'object' && 'content' in answer)
        expect(String(answer.content)).not.toBe('untouched');
      if (Array.isArray(answer)) expect(answer).not.toContain('only-outside');
    }
    await swap.terminate();
    expect(seen).toContain('done');
    expectUntouched();
  });
});

/** What a tenant may do: a directory of his, and a symlink in its place, by turns. */
const SWAPPER = `
  const { workerData: { at, outside }, parentPort } = require('node:worker_threads');
  const fs = require('node:fs');
  const quietly = (work) => { try { work(); } catch {} };
  parentPort.postMessage('begun');
  for (;;) {
    quietly(() => fs.renameSync(at + '/site', at + '/spare'));
    quietly(() => fs.symlinkSync(outside, at + '/site'));
    quietly(() => fs.unlinkSync(at + '/site'));
    quietly(() => fs.mkdirSync(at + '/site'));
    quietly(() => fs.writeFileSync(at + '/site/x', ''));
    quietly(() => fs.rmSync(at + '/spare', { recursive: true }));
  }
`;

describe('a tree', () => {
  it('goes with all that tenants can put into one, and nothing else', async () => {
    const tree = join(root, 'srv/tree');
    mkdirSync(join(tree, 'a/b'), { recursive: true });
    symlinkSync(outside, join(tree, 'a/link'));
    symlinkSync('/nowhere', join(tree, 'dangling'));
    writeFileSync(Buffer.concat([Buffer.from(`${tree}/`), Buffer.from([0xff, 0xfe])]), 'not UTF-8');
    mkdirSync(join(tree, '.removed-1-1'));
    await promisify(execFile)('mkfifo', [join(tree, 'pipe')]);
    await confined.remove('srv/tree');
    expect(existsSync(tree)).toBe(false);
    expectUntouched();
  });

  it('goes also when it is deeper than a path can be long', async () => {
    mkdirSync(join(root, 'srv/deep'), { recursive: true });
    const dig =
      "const fs = require('fs'); for (let n = 0; n < 900; n += 1) { fs.mkdirSync('level'); process.chdir('level'); }";
    await promisify(execFile)(process.execPath, ['-e', dig], { cwd: join(root, 'srv/deep') });
    await confined.remove('srv/deep');
    expect(existsSync(join(root, 'srv/deep'))).toBe(false);
  });

  it('is no file: it is not read, written or appended to', async () => {
    mkdirSync(join(root, 'directory'));
    await expect(confined.read('directory')).rejects.toThrow(PathRefused);
    await expect(confined.write('directory', '', FILE)).rejects.toThrow(PathRefused);
    await expect(confined.list('directory/x/y')).resolves.toEqual([]);
    await promisify(execFile)('mkfifo', [join(root, 'pipe')]);
    await expect(confined.read('pipe')).rejects.toThrow(PathRefused);
    expect((await stat(join(root, 'pipe'))).isFIFO()).toBe(true);
  });
});

describe('a reader', () => {
  it('sees the old content or the new, never a part', async () => {
    await confined.write('etc/conf', 'a'.repeat(100_000), FILE);
    const enough = new Int32Array(new SharedArrayBuffer(4));
    const reader = new Worker(READER, { eval: true, workerData: { file: join(root, 'etc/conf'), enough } });
    const odd = new Promise((resolve) => reader.once('message', resolve));
    for (let round = 0; round < 100; round += 1)
      await confined.write('etc/conf', (round % 2 ? 'a' : 'b').repeat(100_000), FILE);
    Atomics.store(enough, 0, 1);
    expect(await odd).toBe('none');
  });
});

const READER = `
  const { workerData: { file, enough }, parentPort } = require('node:worker_threads');
  const fs = require('node:fs');
  let odd = 'none';
  while (Atomics.load(enough, 0) === 0) {
    const text = fs.readFileSync(file, 'utf8');
    if (text.length !== 100000 || new Set(text).size !== 1) odd = text.slice(0, 20);
  }
  parentPort.postMessage(odd);
`;
