import { chmodSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { misused } from '../failure.js';
import { readText } from '../terminal.js';

/**
 * The text of a file that is its owner's business alone; undefined when there is none.
 * @throws Failure when others may read or write it: what it holds is to be taken for known
 */
export function readPrivate(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  // Windows keeps rights elsewhere and answers the same bits for every file.
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw misused(`others than its owner may read ${path}: see what it holds, then chmod 600 it`);
  return readText(path);
}

/** Writes it for its owner alone, in one step: who reads meanwhile sees the old text or the new one. */
export function writePrivate(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}`;
  try {
    writeFileSync(next, text, { mode: 0o600 });
    chmodSync(next, 0o600); // Where an older one was there, its rights stayed.
    renameSync(next, path);
  } finally {
    rmSync(next, { force: true });
  }
}
