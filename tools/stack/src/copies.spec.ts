import { randomUUID } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { copyForEveryone, isWalkable } from './copies.js';
import { asAccount } from './postgres-installation.js';

const SOMEBODY = { uid: 209_000, gid: 209_000 };

const closed = await mkdtemp(join(tmpdir(), 'freehold-closed-'));
const copies: string[] = [];

afterAll(async () => {
  await Promise.all([closed, ...copies].map((path) => rm(path, { recursive: true, force: true })));
});

async function treeWithProgram(): Promise<string> {
  const tree = join(closed, randomUUID());
  await mkdir(join(tree, 'bin'), { recursive: true, mode: 0o700 });
  await writeFile(join(tree, 'bin/hello'), '#!/bin/sh\necho hello\n', { mode: 0o700 });
  return tree;
}

describe('a program in a directory that is closed to others', () => {
  it('is not one that they can walk to, until every directory above it is open', async () => {
    const program = join(await treeWithProgram(), 'bin/hello');
    expect(await isWalkable('/bin/sh')).toBe(true);
    expect(await isWalkable(program)).toBe(false);
    for (const directory of [closed, join(program, '..'), join(program, '../..')]) await chmod(directory, 0o711);
    expect(await isWalkable(program)).toBe(true);
    await chmod(closed, 0o700);
    expect(await isWalkable(program)).toBe(false);
  });

  it('is copied to where any user can run it, and once', async () => {
    const tree = await treeWithProgram();
    const name = `spec-${randomUUID()}`;
    const [copy, again] = await Promise.all([copyForEveryone(tree, name), copyForEveryone(tree, name)]);
    copies.push(copy);
    expect(again).toBe(copy);
    const { stdout } = await execa(...asAccount(SOMEBODY, join(copy, 'bin/hello'), []), { cwd: '/' });
    expect(stdout).toBe('hello');
    await rm(tree, { recursive: true });
    expect(await copyForEveryone(tree, name)).toBe(copy);
  });
});
