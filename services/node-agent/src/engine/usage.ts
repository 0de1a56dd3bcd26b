import { statfs } from 'node:fs/promises';
import { directoryOf, processesWhere } from '../daemons/processes.js';
import type { Confined } from '../files/confined.js';

/** What a node uses: the agent and its daemons, workers included. */
export interface Usage {
  /** Shared pages count in each process. */
  readonly rss_bytes: number;
  /** Since the start of each, children that have ended included. */
  readonly cpu_seconds: number;
  readonly disk_free_bytes: number;
  readonly processes: number;
}

/** sysconf(_SC_CLK_TCK) and the page size of every Linux that Node runs on but some ARM kernels. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

export async function usageOf(root: Confined): Promise<Usage> {
  const daemons = root.absolute('run/daemons');
  const all = processesWhere(() => true);
  const leaders = new Set(
    all.filter(({ pid, session }) => pid === session && directoryOf(pid)?.startsWith(daemons)).map(({ pid }) => pid),
  );
  const ours = all.filter(({ pid, session }) => pid === process.pid || leaders.has(session));
  return {
    rss_bytes: ours.reduce((sum, { rss_pages }) => sum + rss_pages * PAGE_BYTES, 0),
    cpu_seconds: ours.reduce((sum, { cpu_ticks }) => sum + cpu_ticks, 0) / TICKS_PER_SECOND,
    disk_free_bytes: await diskFree(root),
    processes: ours.length,
  };
}

/** Bytes that are left where the node's files are. */
export async function diskFree(root: Confined): Promise<number> {
  const { bavail, bsize } = await statfs(root.root);
  return bavail * bsize;
}
