import { access, chmod, mkdir, mkdtemp, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';

/** For a checkout that other users cannot walk to (below /root, say) the programs that they run are copied here once. */
export const COPIES = '/var/cache/freehold';

/** Whether every user of the machine may walk to a file or directory: its parents' mode bits say so. */
export async function isWalkable(path: string): Promise<boolean> {
  for (let at = dirname(await realpath(path)); ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === '/') return true;
  }
}

/**
 * Copies a tree to where every user can read it, under a name that tells of its content; a second call finds the copy.
 *
 * @returns the copy's path.
 */
export async function copyForEveryone(tree: string, name: string): Promise<string> {
  const copy = join(COPIES, name);
  const isThere = await access(copy).then(
    () => true,
    () => false,
  );
  if (isThere) return copy;
  await mkdir(COPIES, { recursive: true });
  await chmod(COPIES, 0o755); // Whatever our umask is.
  const draft = await mkdtemp(join(COPIES, '.draft-'));
  await execa('cp', ['-a', tree, draft]);
  await execa('chmod', ['-R', 'a+rX', draft]);
  await rename(join(draft, basename(tree)), copy).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // Another process of ours was first.
  });
  await rm(draft, { recursive: true, force: true });
  return copy;
}
