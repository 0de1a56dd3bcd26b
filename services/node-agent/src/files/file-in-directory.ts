import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { codeOf, type DirectoryHandle, MODE_BITS, type Ownership, setOwnership } from './directory-handle.js';
import { PathRefused } from './path-segments.js';

export interface WriteOptions extends Ownership {
  /** Resolve only once it would survive a power cut (= false: what can be made again need not wait for the disk). */
  readonly durable?: boolean;
}

/** Not blocking: a tenant may have put a pipe there. */
export const READING = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
export const APPENDING =
  constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const MAKING = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
/** A file of ours that is being written. Writing never awaits, so whoever finds one finds what a kill has left. */
export const UNFINISHED = /^\.freehold-[0-9a-f]{16}$/;

/** @throws PathRefused where the name is a symlink, a directory, a pipe or a socket */
export function openFile(parent: DirectoryHandle, name: string, flags: number, path: string): number {
  try {
    return openSync(parent.entry(name), flags, 0o600);
  } catch (error) {
    const code = codeOf(error);
    // ENXIO: a socket, or a pipe that nobody reads.
    if (code === 'ELOOP' || code === 'EISDIR' || code === 'ENXIO') throw new PathRefused(path, 'it is no file');
    throw error;
  }
}

export function lookAt(parent: DirectoryHandle, name: string): Stats | undefined {
  return lstatSync(parent.entry(name), { throwIfNoEntry: false });
}

export function isAs(stats: Stats, { mode, uid, gid }: Ownership): boolean {
  return (stats.mode & MODE_BITS) === mode && stats.uid === uid && stats.gid === gid;
}

export function holds(parent: DirectoryHandle, name: string, bytes: Uint8Array): boolean {
  let fd: number | undefined;
  try {
    fd = openSync(parent.entry(name), READING);
    const found = Buffer.alloc(bytes.byteLength + 1);
    return readSync(fd, found) === bytes.byteLength && found.subarray(0, bytes.byteLength).equals(bytes);
  } catch {
    return false; // Swapped since the look: it is written anew.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** Always a new file, never a change of the one that is there: that one may have other names, or readers. */
export function replace(parent: DirectoryHandle, name: string, bytes: Uint8Array, as: WriteOptions): void {
  const unfinished = parent.entry(`.freehold-${randomBytes(8).toString('hex')}`);
  const fd = openSync(unfinished, MAKING, 0o600);
  try {
    try {
      writeFileSync(fd, bytes);
      setOwnership(fd, fstatSync(fd), as);
      if (as.durable) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(unfinished, parent.entry(name));
  } catch (error) {
    unlinkSync(unfinished);
    throw error;
  }
  if (as.durable) fsyncSync(parent.fd);
}

export function removeUnfinished(parent: DirectoryHandle, name: string): void {
  if (lookAt(parent, name)?.isFile()) unlinkSync(parent.entry(name));
}
