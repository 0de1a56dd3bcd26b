import { randomBytes } from 'node:crypto';
import { lstatSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import { codeOf, type DirectoryHandle, NotADirectory } from './directory-handle.js';

/** How deep we follow before what lies deeper is moved up: each level holds a file descriptor. */
const DEEPEST = 32;
/** Milliseconds in which a directory that fills up again while it is emptied must be gone. */
const LONGEST_MS = 60_000;
/** Entries removed before others get their turn. */
const BREATH = 200;

interface Removal {
  /** What lies too deep is moved here, to be removed in a later round. */
  readonly top: DirectoryHandle;
  removed: number;
}

/**
 * Removes an entry and all that is below it. Each directory is opened as itself before a look is taken, so an owner who swaps one
 * for a symlink meanwhile loses the symlink, never what it points to.
 * @throws Error when it fills up faster than it is emptied
 */
export async function removeTree(parent: DirectoryHandle, name: string | Buffer): Promise<void> {
  const deadline = Date.now() + LONGEST_MS;
  while (Date.now() < deadline) {
    if (unlinked(parent, name)) return;
    const directory = entered(parent, name);
    if (!directory) continue; // Another thing by now.
    try {
      await empty(directory, 0, { top: directory, removed: 0 });
    } finally {
      directory.close();
    }
    if (directoryRemoved(parent, name)) return;
  }
  throw new Error(`${String(name)} fills up again while it is removed.`);
}

async function empty(directory: DirectoryHandle, depth: number, removal: Removal): Promise<void> {
  for (const name of directory.names()) {
    removal.removed += 1;
    if (removal.removed % BREATH === 0) await breathe();
    if (unlinked(directory, name)) continue;
    if (depth >= DEEPEST) {
      moveUp(directory, name, removal.top);
      continue;
    }
    const child = entered(directory, name);
    if (!child) continue;
    try {
      await empty(child, depth + 1, removal);
    } finally {
      child.close();
    }
    directoryRemoved(directory, name);
  }
}

/** Whether the name is gone; false for a directory. */
function unlinked(parent: DirectoryHandle, name: string | Buffer): boolean {
  const path = parent.entry(name);
  try {
    if (lstatSync(path).isDirectory()) return false;
    unlinkSync(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    if (codeOf(error) === 'EISDIR') return false; // Swapped since the look.
    throw error;
  }
}

/** Whether it is gone; false when it is not empty, or no directory any more: the next round looks again. */
function directoryRemoved(parent: DirectoryHandle, name: string | Buffer): boolean {
  try {
    rmdirSync(parent.entry(name));
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return true;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') return false;
    throw error;
  }
}

function entered(parent: DirectoryHandle, name: string | Buffer): DirectoryHandle | undefined {
  try {
    return parent.enter(name);
  } catch (error) {
    if (error instanceof NotADirectory || codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function moveUp(directory: DirectoryHandle, name: Buffer, top: DirectoryHandle): void {
  try {
    renameSync(directory.entry(name), top.entry(`.removed-${randomBytes(8).toString('hex')}`));
  } catch (error) {
    // Gone, or another thing by now: the next round looks again.
    if (!['ENOENT', 'ENOTDIR', 'EINVAL'].includes(codeOf(error) ?? '')) throw error;
  }
}
