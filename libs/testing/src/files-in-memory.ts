import { readFileSync, statfsSync } from 'node:fs';

const MEMORY = '/dev/shm';
/** Three platforms at once take less. */
const NEEDED_BYTES = 4 * 2 ** 30;

/**
 * Has the run keep its temporary files in memory, where there is room: servers under test flush each write as in service, and a
 * process that is killed loses nothing either way. A TMPDIR that is set stays.
 */
export function keepFilesInMemory(): void {
  if (process.env['TMPDIR'] === undefined && isRoomy()) process.env['TMPDIR'] = MEMORY;
}

function isRoomy(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    // device, where, type, options: a line a file system
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    const options = mounts.find(([, where]) => where === MEMORY)?.[3]?.split(',');
    return options !== undefined && !options.includes('noexec') && bavail * bsize >= NEEDED_BYTES;
  } catch {
    return false; // no Linux, or none of it here
  }
}
