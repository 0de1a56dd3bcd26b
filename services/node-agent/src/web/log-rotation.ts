import { renameSync } from 'node:fs';
import { glance } from './glance.js';
import type { Layout } from './layout.js';

/** Bytes; of each log there are at most two such files. */
export const LARGEST_LOG = 64 * 1024 * 1024;

/**
 * Puts logs aside that have become too large, instead of those that were put aside before: visitors may not fill the disk.
 * @returns whether the server has to open its logs anew
 */
export function rotateLogs({ root }: Layout, logs: readonly string[]): boolean {
  const large = logs.filter((log) => (glance(root, log)?.size ?? 0) > LARGEST_LOG);
  // The names are ours; what a rename moves is the name itself, whatever nginx's user has put there.
  for (const log of large) renameSync(root.absolute(log), root.absolute(`${log}.1`));
  return large.length > 0;
}
