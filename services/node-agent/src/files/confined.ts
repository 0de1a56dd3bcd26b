import { closeSync, fstatSync, mkdirSync, readFileSync, realpathSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { codeOf, DirectoryHandle, MODE_BITS, NotADirectory, type Ownership, setOwnership } from './directory-handle.js';
import {
  APPENDING,
  holds,
  isAs,
  lookAt,
  openFile,
  READING,
  removeUnfinished,
  replace,
  UNFINISHED,
  type WriteOptions,
} from './file-in-directory.js';
import { PathRefused, segmentsOf } from './path-segments.js';
import { removeTree } from './remove-tree.js';

export interface Entry extends Ownership {
  readonly type: 'file' | 'directory' | 'symlink' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970 of the last change of content, mode, owner or links: the kernel's, nobody can set it. */
  readonly changed_at: number;
}

/** Of directories on the way to what was asked for. */
const PARENT: Ownership = { mode: 0o755, uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
/** Calls before others get their turn. */
const BREATH = 64;

/**
 * The files of one node: every path is relative to its root and stays below it, also while tenants who own directories there
 * swap them for symlinks. A walk opens one name after another, each as itself, and acts on what it holds open: there is no
 * moment between a check and its use.
 *
 * Every method throws PathRefused for a path that is no plain name after name, or that leads through a symlink.
 */
export class Confined {
  private calls = 0;

  private constructor(readonly root: string) {}

  /** Makes the root where it is missing. */
  static async open(root: string): Promise<Confined> {
    mkdirSync(resolve(root), { recursive: true, mode: 0o755 });
    return new Confined(realpathSync(resolve(root)));
  }

  /** The path for a configuration file or an argument. What opens it follows symlinks: only for directories that no tenant can change. */
  absolute(path: string): string {
    return join(this.root, ...segmentsOf(path));
  }

  /**
   * Makes the directory and its parents (those as 0755, ours), and sets mode and owner of the last one, also where it was there.
   * @returns whether it was made now
   */
  async directory(path: string, as: Ownership): Promise<boolean> {
    await this.turn();
    const segments = segmentsOf(path);
    const [name, parents] = [segments.at(-1) ?? '', segments.slice(0, -1)];
    return this.make(path, parents).use((parent) => {
      const isNew = parent.make(name);
      enter(parent, name, path).use((directory) => directory.own(as));
      return isNew;
    });
  }

  /**
   * Writes the whole content or nothing, by way of a file beside it, unless content, mode and owner are so already. A symlink in
   * its place is replaced, never followed. Parents that are missing are made.
   * @returns whether anything changed
   * @throws PathRefused where a directory has the name
   */
  async write(path: string, content: string | Uint8Array, as: WriteOptions): Promise<boolean> {
    await this.turn();
    const segments = segmentsOf(path);
    const name = segments.at(-1) ?? '';
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    return this.make(path, segments.slice(0, -1)).use((parent) => {
      const now = lookAt(parent, name);
      if (now?.isDirectory()) throw new PathRefused(path, 'it is a directory');
      if (now?.isFile() && isAs(now, as) && now.size === bytes.byteLength && holds(parent, name, bytes)) return false;
      replace(parent, name, bytes, as);
      return true;
    });
  }

  /** @returns undefined when it is not there. @throws PathRefused where it is no file */
  async read(path: string): Promise<(Ownership & { readonly content: Buffer }) | undefined> {
    await this.turn();
    return this.inParent(path, (parent, name) => {
      const fd = openFile(parent, name, READING, path);
      try {
        const stats = fstatSync(fd);
        if (!stats.isFile()) throw new PathRefused(path, 'it is no file');
        return { content: readFileSync(fd), mode: stats.mode & MODE_BITS, uid: stats.uid, gid: stats.gid };
      } finally {
        closeSync(fd);
      }
    });
  }

  /** Of the thing itself, also of a symlink. @returns undefined when it is not there */
  async stat(path: string): Promise<Entry | undefined> {
    await this.turn();
    return this.inParent(path, (parent, name) => {
      const stats = lookAt(parent, name);
      return stats && entryOf(stats);
    });
  }

  /** The names in a directory, sorted; none when it is not there. What a kill left of a file that was being written is removed. */
  async list(path: string): Promise<string[]> {
    await this.turn();
    const names = this.inParent(path, (parent, name) =>
      enter(parent, name, path).use((directory) => {
        const found = directory.names().map(String);
        for (const left of found) if (UNFINISHED.test(left)) removeUnfinished(directory, left);
        return found;
      }),
    );
    return (names ?? []).filter((name) => !UNFINISHED.test(name)).sort();
  }

  /** Removes a file, a symlink or a whole tree, without following symlinks. Gone is fine. */
  async remove(path: string): Promise<void> {
    await this.turn();
    const segments = segmentsOf(path);
    const parent = this.walk(path, segments.slice(0, -1));
    try {
      if (parent) await removeTree(parent, segments.at(-1) ?? '');
    } finally {
      parent?.close();
    }
  }

  /** Opens a file to append to, such as a server's log. @returns its descriptor, to be closed by the caller. @throws PathRefused where it is no file */
  openToAppend(path: string, as: Ownership): number {
    const segments = segmentsOf(path);
    const fd = this.make(path, segments.slice(0, -1)).use((parent) =>
      openFile(parent, segments.at(-1) ?? '', APPENDING, path),
    );
    const stats = fstatSync(fd);
    if (stats.isFile()) {
      setOwnership(fd, stats, as);
      return fd;
    }
    closeSync(fd);
    throw new PathRefused(path, 'it is no file');
  }

  /** A long series of calls lets others have their turn: the calls themselves do not wait for anything. */
  private async turn(): Promise<void> {
    this.calls += 1;
    if (this.calls % BREATH === 0) await breathe();
  }

  /** Undefined when the entry or a directory on the way is not there. */
  private inParent<T>(path: string, look: (parent: DirectoryHandle, name: string) => T): T | undefined {
    const segments = segmentsOf(path);
    try {
      return this.walk(path, segments.slice(0, -1))?.use((parent) => look(parent, segments.at(-1) ?? ''));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  private walk(path: string, segments: readonly string[]): DirectoryHandle | undefined {
    try {
      return descend(DirectoryHandle.at(this.root), segments, (here, segment) => enter(here, segment, path));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  private make(path: string, segments: readonly string[]): DirectoryHandle {
    mkdirSync(this.root, { recursive: true, mode: 0o755 });
    return descend(DirectoryHandle.at(this.root), segments, (here, segment) => {
      const isNew = here.make(segment);
      const next = enter(here, segment, path);
      if (isNew) next.own(PARENT);
      return next;
    });
  }
}

function descend(
  from: DirectoryHandle,
  segments: readonly string[],
  step: (here: DirectoryHandle, segment: string) => DirectoryHandle,
): DirectoryHandle {
  let here = from;
  for (const segment of segments) here = here.use((left) => step(left, segment));
  return here;
}

function enter(parent: DirectoryHandle, name: string, path: string): DirectoryHandle {
  try {
    return parent.enter(name);
  } catch (error) {
    if (error instanceof NotADirectory) throw new PathRefused(path, `${JSON.stringify(name)} is no directory`);
    throw error;
  }
}

function entryOf(stats: Stats): Entry {
  return {
    type: typeOf(stats),
    mode: stats.mode & MODE_BITS,
    uid: stats.uid,
    gid: stats.gid,
    size: stats.size,
    changed_at: stats.ctimeMs,
  };
}

function typeOf(stats: Stats): Entry['type'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}
