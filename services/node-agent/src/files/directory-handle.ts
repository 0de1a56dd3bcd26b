import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  type Stats,
} from 'node:fs';
import { isNativeError } from 'node:util/types';

/** Mode bits, and who owns it, by number. */
export interface Ownership {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Why a step of a walk was not taken. */
export class NotADirectory extends Error {
  override readonly name = 'NotADirectory';
}

const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
export const MODE_BITS = 0o7777;

/**
 * A directory held open: whatever happens to its name, the handle stays with the directory itself.
 *
 * Node has no openat(2). A path `/proc/self/fd/<fd>/<name>` is the same: the kernel takes the first part as the open directory
 * itself, without looking at its name again (proc_pid_fd(5)), so one name at a time is resolved, and O_NOFOLLOW holds for it.
 *
 * Calls are synchronous: each takes microseconds on a local disk, an asynchronous one ten times that, and a look at a thousand
 * sites makes tens of thousands of them.
 */
export class DirectoryHandle {
  private constructor(readonly fd: number) {}

  /** By its path, which nobody but us can change. The last name may not be a symlink. */
  static at(path: string): DirectoryHandle {
    return new DirectoryHandle(openSync(path, DIRECTORY));
  }

  /** The path of an entry, for one call of `node:fs` that does not follow a symlink. A name that somebody else chose need not be UTF-8. */
  entry(name: string | Buffer): string | Buffer {
    const self = `/proc/self/fd/${this.fd}/`;
    return typeof name === 'string' ? self + name : Buffer.concat([Buffer.from(self), name]);
  }

  /** @throws NotADirectory where the name is something else, a symlink included; the error of the system where it is not there */
  enter(name: string | Buffer): DirectoryHandle {
    try {
      return new DirectoryHandle(openSync(this.entry(name), DIRECTORY));
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR' || codeOf(error) === 'ELOOP') {
        throw new NotADirectory(`${String(name)} is no directory`, { cause: error });
      }
      throw error;
    }
  }

  /** Makes the directory unless something of that name is there. @returns whether it was made now */
  make(name: string): boolean {
    try {
      mkdirSync(this.entry(name), 0o700);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  names(): Buffer[] {
    return readdirSync(`/proc/self/fd/${this.fd}`, { encoding: 'buffer' });
  }

  /** Of the directory itself. */
  own(as: Ownership): void {
    setOwnership(this.fd, fstatSync(this.fd), as);
  }

  /** Does something with it, which may not await, and closes it. */
  use<T>(work: (self: DirectoryHandle) => T): T {
    try {
      return work(this);
    } finally {
      this.close();
    }
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** Mode and owner of what is open, changed only where they differ: an ordinary user may not even give a file to itself. */
export function setOwnership(fd: number, now: Stats, { mode, uid, gid }: Ownership): void {
  // chown clears set-id bits, so it comes first.
  if (now.uid !== uid || now.gid !== gid) fchownSync(fd, uid, gid);
  if ((now.mode & MODE_BITS) !== mode || now.uid !== uid || now.gid !== gid) fchmodSync(fd, mode);
}

/** `ENOENT` and the like; undefined where the error is none of the system's. */
export function codeOf(error: unknown): string | undefined {
  return isNativeError(error) && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
