import { chmod, copyFile, glob, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { SERVERS_DIR } from './programs.js';

/*
 * A tree of unpacked packages runs from wherever it lies: `<tree>/bin/<name>` finds the tree by its own path, and
 * `.servers/bin/<name>` is a link to it. A copy of the tree is as good as the tree.
 */

/** Makes `.servers/bin/<name>` lead to a program in SERVERS_DIR that needs nothing besides itself. */
export async function linkProgram(name: string, program: string): Promise<void> {
  const bin = join(SERVERS_DIR, 'bin');
  await mkdir(bin, { recursive: true });
  await rm(join(bin, name), { force: true });
  await symlink(relative(bin, program), join(bin, name));
}

/** Makes `.servers/bin/<name>`, which runs an unpacked program with the libraries that were unpacked with it. */
export async function wrapProgram(name: string, tree: string, program: string): Promise<void> {
  await writeWrapper(name, tree, [`exec "$root/${program}" "$@"`]);
}

/**
 * Makes `.servers/bin/php-fpm<version>` for every PHP in a tree. It has the settings and extensions that an installation
 * has: what the packages' scripts would have put under /etc/php lies in the tree.
 */
export async function wrapPhp(tree: string): Promise<void> {
  for await (const program of glob('usr/sbin/php-fpm[0-9]*', { cwd: tree })) {
    const name = basename(program);
    const version = name.slice('php-fpm'.length);
    const settings = `etc/php/${version}/fpm`;
    await mkdir(join(tree, settings, 'conf.d'), { recursive: true });
    await copyFile(join(tree, `usr/lib/php/${version}/php.ini-production`), join(tree, settings, 'php.ini'));
    for await (const file of glob(`usr/share/php${version}-*/*/*.ini`, { cwd: tree })) {
      // The order matters: mysqli needs mysqlnd before it. The packages give it as "; priority=20".
      const text = await readFile(join(tree, file), 'utf8');
      const priority = /^; *priority=(\d+)/m.exec(text)?.[1] ?? '20';
      await copyFile(join(tree, file), join(tree, settings, 'conf.d', `${priority}-${basename(file)}`));
    }
    await writeWrapper(name, tree, [
      `export PHPRC="$root/${settings}" PHP_INI_SCAN_DIR="$root/${settings}/conf.d"`,
      `exec "$root/${program}" -d extension_dir="$root/${await extensionsOf(tree, program)}" "$@"`,
    ]);
  }
}

/** Where the extensions of a PHP lie: a directory that is called after its API (`usr/lib/php/20220829`), which the program names. */
async function extensionsOf(tree: string, program: string): Promise<string> {
  const text = await readFile(join(tree, program), 'latin1');
  for await (const directory of glob('usr/lib/php/20[0-9]*', { cwd: tree })) {
    if (text.includes(`/${directory}`)) return directory;
  }
  throw new Error(`${program} was unpacked without its extensions.`);
}

async function writeWrapper(name: string, tree: string, lines: readonly string[]): Promise<void> {
  const libraries = [];
  for await (const directory of glob('{usr/,}lib/*-linux-gnu*', { cwd: tree })) libraries.push(`$root/${directory}`);
  const file = join(tree, 'bin', name);
  await mkdir(join(tree, 'bin'), { recursive: true });
  await writeFile(
    file,
    [
      '#!/bin/sh',
      'root=$(dirname "$(dirname "$(readlink -f "$0")")")',
      `export LD_LIBRARY_PATH="${libraries.join(':')}"`,
      ...lines,
      '',
    ].join('\n'),
  );
  await chmod(file, 0o755);
  await linkProgram(name, file);
}
